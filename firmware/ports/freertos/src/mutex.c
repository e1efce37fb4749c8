/*
 * Recursive mutexes, and condition variables. Unlocking hands a mutex to the first thread that
 * waits. There is no inheritance of priorities: the firmware's locks are held for microseconds or,
 * the console's, by threads that nobody of a higher priority waits for.
 */
#include <zephyr/kernel.h>

#include "kernel_internal.h"

int k_mutex_init(struct k_mutex *mutex)
{
	mutex->owner = NULL;
	mutex->lock_count = 0;
	z_waitq_init(&mutex->wait_q);
	return 0;
}

int k_mutex_lock(struct k_mutex *mutex, k_timeout_t timeout)
{
	unsigned int key = irq_lock();

	if (mutex->lock_count == 0 || mutex->owner == pxCurrentTCB) {
		mutex->owner = pxCurrentTCB;
		mutex->lock_count++;
		irq_unlock(key);
		return 0;
	}
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		irq_unlock(key);
		return -EBUSY;
	}
	return z_pend_current(&mutex->wait_q, timeout, key);
}

/** Interrupts are locked. */
static void release(struct k_mutex *mutex)
{
	mutex->owner = z_unpend_first(&mutex->wait_q, 0);
	mutex->lock_count = mutex->owner != NULL ? 1 : 0;
}

int k_mutex_unlock(struct k_mutex *mutex)
{
	unsigned int key = irq_lock();
	int result = 0;

	if (mutex->lock_count == 0) {
		result = -EINVAL;
	} else if (mutex->owner != pxCurrentTCB) {
		result = -EPERM;
	} else if (--mutex->lock_count == 0) {
		release(mutex);
	}
	irq_unlock(key);
	return result;
}

int k_condvar_init(struct k_condvar *condvar)
{
	z_waitq_init(&condvar->wait_q);
	return 0;
}

int k_condvar_signal(struct k_condvar *condvar)
{
	unsigned int key = irq_lock();

	(void)z_unpend_first(&condvar->wait_q, 0);
	irq_unlock(key);
	return 0;
}

int k_condvar_broadcast(struct k_condvar *condvar)
{
	unsigned int key = irq_lock();
	int woken = 0;

	while (z_unpend_first(&condvar->wait_q, 0) != NULL) {
		woken++;
	}
	irq_unlock(key);
	return woken;
}

int k_condvar_wait(struct k_condvar *condvar, struct k_mutex *mutex, k_timeout_t timeout)
{
	unsigned int key = irq_lock();
	int result;

	release(mutex);
	result = z_pend_current(&condvar->wait_q, timeout, key);
	(void)k_mutex_lock(mutex, K_FOREVER);
	return result;
}
