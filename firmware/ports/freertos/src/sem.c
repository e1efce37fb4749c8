/*
 * Semaphores. A give goes straight to the first thread that waits: nobody can take it in between.
 */
#include <zephyr/kernel.h>

#include "kernel_internal.h"

int k_sem_init(struct k_sem *sem, unsigned int initial_count, unsigned int limit)
{
	if (limit == 0 || initial_count > limit) {
		return -EINVAL;
	}
	sem->count = initial_count;
	sem->limit = limit;
	z_waitq_init(&sem->wait_q);
	return 0;
}

int k_sem_take(struct k_sem *sem, k_timeout_t timeout)
{
	unsigned int key = irq_lock();

	if (likely(sem->count > 0)) {
		sem->count--;
		irq_unlock(key);
		return 0;
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		irq_unlock(key);
		return -EBUSY;
	}
	return z_pend_current(&sem->wait_q, timeout, key);
}

void k_sem_give(struct k_sem *sem)
{
	unsigned int key = irq_lock();

	if (z_unpend_first(&sem->wait_q, 0) == NULL && sem->count < sem->limit) {
		sem->count++;
	}
	irq_unlock(key);
}

void k_sem_reset(struct k_sem *sem)
{
	unsigned int key = irq_lock();

	while (z_unpend_first(&sem->wait_q, -EAGAIN) != NULL) {
	}
	sem->count = 0;
	irq_unlock(key);
}
