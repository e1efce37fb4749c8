/*
 * Deadlines: a static heap behind one k_timer.
 *
 * One thread uses the timers, the same one that uses the reactor ("the user"). Every function here
 * is called by the user only. Time is microseconds since boot on the clock of aio_clock_us(). A
 * timer is due when that clock has reached its deadline, never before. Due timers come out of
 * aio_next() by deadline, ties in the order they were set. Nothing here allocates.
 *
 * aio_reactor_start() (reactor.h) starts the timers too, and comes first. Deadlines are met to a
 * tick of the kernel, CONFIG_SYS_CLOCK_TICKS_PER_SEC.
 */
#ifndef AIO_TIMERS_H_
#define AIO_TIMERS_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A deadline that never comes. */
#define AIO_NEVER INT64_MAX

/** The slot of a handle, below CONFIG_AIO_MAX_TIMERS: no two timers have one at a time. */
#define AIO_TIMER_SLOT(handle) ((handle)&0x3ff)

/**
 * Microseconds since boot, rounded down; monotonic. Any thread, any ISR.
 */
int64_t aio_clock_us(void);

/**
 * Takes a timer from the pool; it is not set.
 *
 * @return a handle > 0, which no later timer repeats until 65,534 others have used the same slot
 * @retval -ENOMEM all CONFIG_AIO_MAX_TIMERS timers are in use
 */
int aio_timer_create(void);

/**
 * Sets the deadline; a timer that is set already moves to it, behind all that were set for the same
 * instant before.
 *
 * @param deadline_us in the past: due at once, behind what the current turn hands out. AIO_NEVER:
 * as aio_timer_clear().
 * @retval 0 set
 * @retval -EBADF no such handle
 */
int aio_timer_set(int handle, int64_t deadline_us);

/**
 * Takes the deadline away: the timer does not come out of aio_next(), also where it is due already.
 *
 * @retval 0 cleared (also where it was not set)
 * @retval -EBADF no such handle
 */
int aio_timer_clear(int handle);

/**
 * Whether the handle is that of a timer, set or not.
 */
bool aio_timer_exists(int handle);

/**
 * The earliest deadline; AIO_NEVER: no timer is set.
 */
int64_t aio_timer_next(void);

/**
 * How far the timers have got, microseconds since boot: one whose deadline is not after this has
 * come out of aio_next(). It moves with the timers that come out, then to the beginning of the
 * turn, and is later in each turn than in the one before. From the first call on each turn reads
 * the clock.
 */
int64_t aio_timers_reached(void);

/**
 * Clears the timer and gives it back to the pool.
 *
 * @retval 0 done
 * @retval -EBADF no such handle
 */
int aio_timer_free(int handle);

#ifdef __cplusplus
}
#endif

#endif /* AIO_TIMERS_H_ */
