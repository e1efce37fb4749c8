/*
 * The one blocking wait of the thread that uses the reactor and the timers.
 *
 *     while (aio_pending() > 0) {
 *             aio_wait();
 *             while (aio_next(&event)) {
 *                     handle(&event);
 *             }
 *     }
 *
 * A turn begins with aio_wait() and ends when aio_next() returns false. What becomes due or ready
 * during a turn belongs to the next one, and a turn hands out at most CONFIG_AIO_TURN_EVENTS timers
 * and as many sockets, so that neither starves. aio_reactor_start() (reactor.h) comes first.
 */
#ifndef AIO_LOOP_H_
#define AIO_LOOP_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What aio_next() hands out. */
enum aio_event_kind {
	/** A socket is ready; bits are AIO_READABLE and AIO_WRITABLE. */
	AIO_EVENT_SOCKET = 0,
	/** A timer's deadline has come; the timer is no longer set. bits are 0. */
	AIO_EVENT_TIMER = 1,
	/** A name look-up ended (see resolver.h); bits are 0. */
	AIO_EVENT_LOOKUP = 2,
};

struct aio_event {
	enum aio_event_kind kind;
	/** What aio_reactor_register(), aio_timer_create() or aio_lookup_start() returned. */
	int handle;
	uint8_t bits;
};

/**
 * Tells the reactor what was armed, sets the k_timer to the earliest deadline, and blocks until
 * there is something to hand out. Returns at once where there is already. The user only.
 */
void aio_wait(void);

/**
 * Whether aio_wait() would return at once. The user only.
 */
bool aio_ready(void);

/**
 * Hands out the next event of this turn. Cancelled before it was handed out, an event never comes.
 * The user only.
 *
 * @return false at the end of the turn
 */
bool aio_next(struct aio_event *event);

/**
 * Ends an aio_wait() that blocks, or the next one that would; the turn may be empty. Any thread,
 * any ISR.
 */
void aio_wake(void);

/**
 * How many timers are set, sockets armed and look-ups under way: what could still wake the user.
 * The user only.
 */
size_t aio_pending(void);

#ifdef __cplusplus
}
#endif

#endif /* AIO_LOOP_H_ */
