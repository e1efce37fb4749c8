/*
 * Threads that wait: queues of our own, ordered by priority, on FreeRTOS's suspend and resume.
 *
 * vTaskSuspend() takes the thread off the ready list before it unlocks interrupts, so that nobody
 * can wake it in between; xTaskResumeFromISR() works in threads too, where the switch that it asks
 * for happens when interrupts are unlocked.
 */
#include <zephyr/kernel.h>

#include "FreeRTOS.h"
#include "task.h"

#include "kernel_internal.h"

static void insert(_wait_q_t *wait_q, struct k_thread *thread)
{
	sys_dnode_t *next = wait_q->waitq.head;

	while (next != &wait_q->waitq &&
	       CONTAINER_OF(next, struct k_thread, wait_node)->prio <= thread->prio) {
		next = next->next;
	}
	sys_dlist_insert(next, &thread->wait_node);
}

void z_ready_thread(struct k_thread *thread)
{
	if (xTaskResumeFromISR((TaskHandle_t)thread) != pdFALSE) {
		portYIELD();
	}
}

void z_unpend_thread(struct k_thread *thread)
{
	if (sys_dnode_is_linked(&thread->wait_node)) {
		sys_dlist_remove(&thread->wait_node);
	}
	(void)z_abort_timeout(&thread->timeout);
	thread->waiting = false;
}

struct k_thread *z_unpend_first(_wait_q_t *wait_q, int result)
{
	sys_dnode_t *first = sys_dlist_peek_head(&wait_q->waitq);
	struct k_thread *thread;

	if (first == NULL) {
		return NULL;
	}
	thread = CONTAINER_OF(first, struct k_thread, wait_node);
	z_unpend_thread(thread);
	thread->wait_result = result;
	z_ready_thread(thread);
	return thread;
}

static void wait_timed_out(struct _timeout *timeout)
{
	struct k_thread *thread = CONTAINER_OF(timeout, struct k_thread, timeout);

	z_unpend_thread(thread);
	thread->wait_result = -EAGAIN;
	z_ready_thread(thread);
}

int z_pend_current(_wait_q_t *wait_q, k_timeout_t timeout, unsigned int key)
{
	struct k_thread *thread = pxCurrentTCB;

	__ASSERT(!arch_is_in_isr(), "an ISR cannot wait");
	thread->waiting = true;
	if (wait_q != NULL) {
		insert(wait_q, thread);
	}
	z_add_timeout(&thread->timeout, wait_timed_out, timeout);
	/* Unlocks interrupts. Only z_ready_thread() ends it. */
	vTaskSuspend(NULL);
	irq_unlock(key);
	return thread->wait_result;
}
