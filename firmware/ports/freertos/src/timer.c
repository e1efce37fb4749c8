/*
 * k_timer: a timeout with a function, and a period.
 */
#include <zephyr/kernel.h>

#include "kernel_internal.h"

static bool repeats(const struct k_timer *timer)
{
	return !K_TIMEOUT_EQ(timer->period, K_NO_WAIT) && !K_TIMEOUT_EQ(timer->period, K_FOREVER);
}

/** Runs in the timer's ISR. */
static void timer_expired(struct _timeout *timeout)
{
	struct k_timer *timer = CONTAINER_OF(timeout, struct k_timer, timeout);

	if (repeats(timer)) {
		/* From the deadline, not from now: lateness does not add up. */
		z_add_timeout_at(timeout, timer_expired,
				 timeout->deadline + (uint64_t)timer->period.ticks);
	}
	timer->status++;
	if (timer->expiry_fn != NULL) {
		timer->expiry_fn(timer);
	}
}

void k_timer_init(struct k_timer *timer, k_timer_expiry_t expiry_fn, k_timer_stop_t stop_fn)
{
	*timer = (struct k_timer){.expiry_fn = expiry_fn, .stop_fn = stop_fn};
}

void k_timer_start(struct k_timer *timer, k_timeout_t duration, k_timeout_t period)
{
	unsigned int key;

	if (K_TIMEOUT_EQ(duration, K_FOREVER)) {
		return;
	}
	key = irq_lock();
	(void)z_abort_timeout(&timer->timeout);
	timer->period = period;
	timer->status = 0;
	z_add_timeout(&timer->timeout, timer_expired, duration);
	irq_unlock(key);
}

void k_timer_stop(struct k_timer *timer)
{
	unsigned int key = irq_lock();
	bool ran = z_abort_timeout(&timer->timeout);

	irq_unlock(key);
	if (ran && timer->stop_fn != NULL) {
		timer->stop_fn(timer);
	}
}

uint32_t k_timer_status_get(struct k_timer *timer)
{
	unsigned int key = irq_lock();
	uint32_t status = timer->status;

	timer->status = 0;
	irq_unlock(key);
	return status;
}

k_ticks_t k_timer_expires_ticks(const struct k_timer *timer)
{
	unsigned int key = irq_lock();
	bool runs = sys_dnode_is_linked(&timer->timeout.node);
	k_ticks_t expires = runs ? (k_ticks_t)timer->timeout.deadline : sys_clock_tick_get();

	irq_unlock(key);
	return expires;
}

k_ticks_t k_timer_remaining_ticks(const struct k_timer *timer)
{
	k_ticks_t remaining = k_timer_expires_ticks(timer) - sys_clock_tick_get();

	return MAX(remaining, 0);
}
