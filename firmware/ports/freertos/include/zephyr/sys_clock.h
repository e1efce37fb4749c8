/*
 * Zephyr's <zephyr/sys_clock.h> on FreeRTOS: ticks, timeouts and timepoints. One tick is one
 * microsecond.
 */
#ifndef ZEPHYR_SYS_CLOCK_H_
#define ZEPHYR_SYS_CLOCK_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/sys/time_units.h>
#include <zephyr/sys/util.h>

typedef int64_t k_ticks_t;

typedef struct {
	/** Ticks from now; K_TICKS_FOREVER: never; below it: K_TICKS_FOREVER - 1 - (ticks since
	 * boot). */
	k_ticks_t ticks;
} k_timeout_t;

typedef struct {
	/** Ticks since boot; UINT64_MAX: never. */
	uint64_t tick;
} k_timepoint_t;

#define K_TICKS_FOREVER ((k_ticks_t)-1)

#define K_TIMEOUT_EQ(a, b) ((a).ticks == (b).ticks)
#define Z_TIMEOUT_TICKS(t) ((k_timeout_t){.ticks = (t)})
#define Z_TICK_ABS(t)	   (K_TICKS_FOREVER - 1 - (t))

#define K_NO_WAIT    Z_TIMEOUT_TICKS(0)
#define K_FOREVER    Z_TIMEOUT_TICKS(K_TICKS_FOREVER)
#define K_TICKS(t)   Z_TIMEOUT_TICKS((k_ticks_t)MAX(t, 0))
#define K_NSEC(t)    K_TICKS(k_ns_to_ticks_ceil64((uint64_t)MAX(t, 0)))
#define K_USEC(t)    K_TICKS(k_us_to_ticks_ceil64((uint64_t)MAX(t, 0)))
#define K_MSEC(t)    K_TICKS(k_ms_to_ticks_ceil64((uint64_t)MAX(t, 0)))
#define K_SECONDS(s) K_MSEC((uint64_t)(s)*1000U)
#define K_MINUTES(m) K_SECONDS((m)*60)
#define K_HOURS(h)   K_MINUTES((h)*60)

#define K_TIMEOUT_ABS_TICKS(t) Z_TIMEOUT_TICKS(Z_TICK_ABS((k_ticks_t)MAX(t, 0)))
#define K_TIMEOUT_ABS_US(t)    K_TIMEOUT_ABS_TICKS(k_us_to_ticks_ceil64((uint64_t)MAX(t, 0)))
#define K_TIMEOUT_ABS_MS(t)    K_TIMEOUT_ABS_TICKS(k_ms_to_ticks_ceil64((uint64_t)MAX(t, 0)))
#define K_TIMEOUT_ABS_SEC(t)   K_TIMEOUT_ABS_MS((t)*1000U)

#define MSEC_PER_SEC  1000U
#define USEC_PER_MSEC 1000U
#define USEC_PER_SEC  1000000U
#define NSEC_PER_USEC 1000U
#define NSEC_PER_MSEC 1000000U
#define NSEC_PER_SEC  1000000000U

/** Ticks since boot. Any thread, any ISR. */
int64_t sys_clock_tick_get(void);

/** When a timeout that begins now ends. */
k_timepoint_t sys_timepoint_calc(k_timeout_t timeout);
/** What is left until then; K_NO_WAIT where it has passed. */
k_timeout_t sys_timepoint_timeout(k_timepoint_t timepoint);

static inline bool sys_timepoint_expired(k_timepoint_t timepoint)
{
	return K_TIMEOUT_EQ(sys_timepoint_timeout(timepoint), K_NO_WAIT);
}

#endif /* ZEPHYR_SYS_CLOCK_H_ */
