#include <stdatomic.h>

#include <zephyr/kernel.h>

#include <aio/loop.h>
#include <aio/sizes.h>
#include <aio/stats.h>

#include "event_sources.h"

static struct {
	/** Given when a source has something, taken to look. */
	struct k_sem notified;
	/** aio_wake() was called since the last aio_wait(). */
	atomic_bool woken;
	/** What the turn may still hand out. The user's. */
	uint16_t timers_left;
	uint16_t sockets_left;
} loop;

void aio_loop_init(void)
{
	k_sem_init(&loop.notified, 0, 1);
}

void aio_loop_notify(void)
{
	k_sem_give(&loop.notified);
	aio_reactor_notified();
}

bool aio_ready(void)
{
	return atomic_load(&loop.woken) || aio_reactor_ready() || aio_timers_due() ||
	       aio_lookups_ended();
}

static bool not_notified(void)
{
	/* Reading the count first is cheaper than a take that fails, and it fails nearly always. */
	return k_sem_count_get(&loop.notified) == 0 || k_sem_take(&loop.notified, K_NO_WAIT) != 0;
}

/** Blocks until there is something to hand out. */
static void block(void)
{
	bool direct = aio_reactor_prepare(aio_timers_pending() > 0);

	AIO_COUNT(blocked_turns);
	do {
		/* Again after each wake-up, as one of them may have been the k_timer on its way to
		 * a distant deadline.
		 */
		aio_timers_schedule();
		if (direct) {
			direct = aio_reactor_select(not_notified);
		} else {
			(void)k_sem_take(&loop.notified, K_FOREVER);
			aio_timers_woke();
		}
	} while (!aio_ready());
}

void aio_wait(void)
{
	AIO_COUNT(turns);
	if (!aio_ready()) {
		block();
	} else {
		/* The reactor's thread has the lower priority: while the user does not block it
		 * does not run, and timers that are always due would starve the sockets.
		 */
		aio_timers_woke();
		aio_reactor_look();
	}
	atomic_store(&loop.woken, false);
	loop.timers_left = CONFIG_AIO_TURN_EVENTS;
	loop.sockets_left = CONFIG_AIO_TURN_EVENTS;
	aio_timers_turn();
	aio_reactor_turn();
	aio_lookups_turn();
}

static bool emit(struct aio_event *event, enum aio_event_kind kind, int handle, uint8_t bits)
{
	*event = (struct aio_event){.kind = kind, .handle = handle, .bits = bits};
	return handle > 0;
}

bool aio_next(struct aio_event *event)
{
	uint8_t bits = 0;
	int handle;

	if (loop.timers_left > 0) {
		handle = aio_timers_take();
		loop.timers_left = handle > 0 ? loop.timers_left - 1 : 0;
		if (handle > 0) {
			return emit(event, AIO_EVENT_TIMER, handle, 0);
		}
	}
	if (loop.sockets_left > 0) {
		handle = aio_reactor_take(&bits);
		loop.sockets_left = handle > 0 ? loop.sockets_left - 1 : 0;
		if (handle > 0) {
			return emit(event, AIO_EVENT_SOCKET, handle, bits);
		}
	}
	return emit(event, AIO_EVENT_LOOKUP, aio_lookups_take(), 0);
}

void aio_wake(void)
{
	atomic_store(&loop.woken, true);
	aio_loop_notify();
}

size_t aio_pending(void)
{
	return aio_timers_pending() + aio_reactor_pending() + aio_lookups_pending();
}
