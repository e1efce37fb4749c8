/*
 * Between the loop and its three sources: timers, reactor and resolver. Each source keeps what has
 * happened until the loop's thread (the user) takes it, and calls aio_loop_notify() when there is
 * something new.
 *
 * Every function here is called by the user only, unless its comment says otherwise.
 */
#ifndef AIO_EVENT_SOURCES_H_
#define AIO_EVENT_SOURCES_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <aio/loop.h>

/** Once, before the sources start. */
void aio_loop_init(void);

/** A source has something to hand out: ends an aio_wait() that blocks. Any thread, any ISR. */
void aio_loop_notify(void);

/* Timers */

void aio_timers_init(void);
/** Whether a timer is due. */
bool aio_timers_due(void);
/** Sets the k_timer to the earliest deadline; to be called again after each wake-up. */
void aio_timers_schedule(void);
/** Notes for the statistics when the user ran again after the k_timer expired. */
void aio_timers_woke(void);
/** A turn begins: timers that are due now, and were set before now, are of it. */
void aio_timers_turn(void);
/** The handle of the next due timer of the turn, which is cleared; 0: none. */
int aio_timers_take(void);
size_t aio_timers_pending(void);

/* Reactor */

/** Whether a socket is ready. */
bool aio_reactor_ready(void);
/**
 * Before blocking: has the reactor's thread wait for all that is armed, or parks it.
 *
 * @param timers a timer is set: the wait has to end at an interrupt
 * @return true: the user is to wait in aio_reactor_select(), else for aio_loop_notify()
 */
bool aio_reactor_prepare(bool timers);
/**
 * Waits in select() until a socket is ready or aio_reactor_notified() is called.
 *
 * @param stay asked right before: false where it was notified already
 * @return false: select() failed; the user is to wait for aio_loop_notify()
 */
bool aio_reactor_select(bool (*stay)(void));
/** Ends aio_reactor_select(). Any thread, any ISR. */
void aio_reactor_notified(void);
/** Asks for what is ready in the user's own thread, without waiting. */
void aio_reactor_look(void);
/** A turn begins: sockets that are ready now are of it. */
void aio_reactor_turn(void);
/** The handle of the next ready socket of the turn; 0: none. */
int aio_reactor_take(uint8_t *bits);
size_t aio_reactor_pending(void);

/* Resolver: an application without CONFIG_DNS_RESOLVER has none. */

#if CONFIG_AIO_MAX_LOOKUPS > 0
/** Whether a look-up has ended. */
bool aio_lookups_ended(void);
void aio_lookups_turn(void);
/** The handle of the next ended look-up of the turn; 0: none. */
int aio_lookups_take(void);
size_t aio_lookups_pending(void);
#else
static inline bool aio_lookups_ended(void)
{
	return false;
}
static inline void aio_lookups_turn(void)
{
}
static inline int aio_lookups_take(void)
{
	return 0;
}
static inline size_t aio_lookups_pending(void)
{
	return 0;
}
#endif

#endif /* AIO_EVENT_SOURCES_H_ */
