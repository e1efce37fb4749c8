/*
 * The one list of timeouts, ordered by deadline, ties by the order they were started in. Starting
 * one costs a walk over those that end before it: there are as many as threads that wait with a
 * timeout and k_timers that run, a handful.
 *
 * The alarm is not moved when the first timeout is aborted: most waits end before their timeout,
 * and one interrupt too many costs less than two writes to the timer for each wait.
 */
#include <zephyr/kernel.h>

#include "kernel_internal.h"

#define NEVER UINT64_MAX

static sys_dlist_t timeouts = SYS_DLIST_STATIC_INIT(&timeouts);

/** What the alarm is set to; at most the deadline of the first timeout. A debugger or the harness
 * may read it: the machine sleeps until then unless something happens. */
volatile uint64_t z_next_deadline = NEVER;

static void set_alarm(uint64_t deadline)
{
	z_next_deadline = deadline;
	z_clock_alarm(deadline);
}

void z_add_timeout_at(struct _timeout *timeout, _timeout_func_t fn, uint64_t deadline)
{
	sys_dnode_t *next = timeouts.head;

	while (next != &timeouts &&
	       CONTAINER_OF(next, struct _timeout, node)->deadline <= deadline) {
		next = next->next;
	}
	timeout->fn = fn;
	timeout->deadline = deadline;
	sys_dlist_insert(next, &timeout->node);
	if (deadline < z_next_deadline) {
		set_alarm(deadline);
	}
}

void z_add_timeout(struct _timeout *timeout, _timeout_func_t fn, k_timeout_t duration)
{
	k_timepoint_t end = sys_timepoint_calc(duration);

	if (end.tick != NEVER) {
		z_add_timeout_at(timeout, fn, end.tick);
	}
}

bool z_abort_timeout(struct _timeout *timeout)
{
	if (!sys_dnode_is_linked(&timeout->node)) {
		return false;
	}
	sys_dlist_remove(&timeout->node);
	return true;
}

/**
 * Runs in the timer's ISR. Nothing preempts it, so that it needs no lock: its interrupt has the
 * highest priority of those that irq_lock() masks, and all others are masked by it.
 */
static void expire(void)
{
	uint64_t now = (uint64_t)sys_clock_tick_get();
	sys_dnode_t *first;

	z_next_deadline = NEVER;
	while ((first = sys_dlist_peek_head(&timeouts)) != NULL) {
		struct _timeout *timeout = CONTAINER_OF(first, struct _timeout, node);

		if (timeout->deadline > now) {
			if (timeout->deadline < z_next_deadline) {
				set_alarm(timeout->deadline);
			}
			return;
		}
		sys_dlist_remove(first);
		timeout->fn(timeout);
	}
}

/** Called by the start-up code. */
void z_timeout_init(void)
{
	z_clock_init(expire);
}

k_timepoint_t sys_timepoint_calc(k_timeout_t timeout)
{
	uint64_t now;

	if (K_TIMEOUT_EQ(timeout, K_FOREVER)) {
		return (k_timepoint_t){.tick = NEVER};
	}
	if (Z_TICK_ABS(timeout.ticks) >= 0) {
		return (k_timepoint_t){.tick = (uint64_t)Z_TICK_ABS(timeout.ticks)};
	}
	now = (uint64_t)sys_clock_tick_get();
	if (timeout.ticks == 0) {
		return (k_timepoint_t){.tick = now};
	}
	/* One more: the current tick has partly passed. */
	return (k_timepoint_t){.tick = now + MIN((uint64_t)timeout.ticks, NEVER / 4) + 1};
}

k_timeout_t sys_timepoint_timeout(k_timepoint_t timepoint)
{
	uint64_t now;

	if (timepoint.tick == NEVER) {
		return K_FOREVER;
	}
	now = (uint64_t)sys_clock_tick_get();
	return timepoint.tick <= now ? K_NO_WAIT : K_TICKS((k_ticks_t)(timepoint.tick - now));
}
