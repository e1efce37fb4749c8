/*
 * Zephyr's <zephyr/sys/time_units.h> on FreeRTOS. The rates are constants, so that a conversion
 * between ticks (1 MHz) and milliseconds, microseconds or nanoseconds is one multiplication or
 * division by a constant.
 */
#ifndef ZEPHYR_SYS_TIME_UNITS_H_
#define ZEPHYR_SYS_TIME_UNITS_H_

#include <stdint.h>

#define Z_HZ_ticks CONFIG_SYS_CLOCK_TICKS_PER_SEC
#define Z_HZ_cyc   CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC
#define Z_HZ_ms	   1000U
#define Z_HZ_us	   1000000U
#define Z_HZ_ns	   1000000000U

static inline uint32_t sys_clock_hw_cycles_per_sec(void)
{
	return CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC;
}

/* The three roundings of t * to / from. Where one rate divides the other nothing can overflow that
 * the result could hold; else whole seconds and the rest are converted apart. */
static inline __attribute__((always_inline)) uint64_t z_time_convert(uint64_t t, uint64_t from,
								     uint64_t to, uint64_t extra)
{
	if (to % from == 0) {
		return t * (to / from);
	}
	if (from % to == 0) {
		return (t + (extra * (from / to - 1)) / 2) / (from / to);
	}
	return (t / from) * to + ((t % from) * to + (extra * (from - 1)) / 2) / from;
}

#define Z_TIME_CONVERSIONS(from, to)                                                               \
	static inline uint64_t k_##from##_to_##to##_floor64(uint64_t t)                            \
	{                                                                                          \
		return z_time_convert(t, Z_HZ_##from, Z_HZ_##to, 0);                               \
	}                                                                                          \
	static inline uint64_t k_##from##_to_##to##_near64(uint64_t t)                             \
	{                                                                                          \
		return z_time_convert(t, Z_HZ_##from, Z_HZ_##to, 1);                               \
	}                                                                                          \
	static inline uint64_t k_##from##_to_##to##_ceil64(uint64_t t)                             \
	{                                                                                          \
		return z_time_convert(t, Z_HZ_##from, Z_HZ_##to, 2);                               \
	}                                                                                          \
	static inline uint32_t k_##from##_to_##to##_floor32(uint32_t t)                            \
	{                                                                                          \
		return (uint32_t)k_##from##_to_##to##_floor64(t);                                  \
	}                                                                                          \
	static inline uint32_t k_##from##_to_##to##_near32(uint32_t t)                             \
	{                                                                                          \
		return (uint32_t)k_##from##_to_##to##_near64(t);                                   \
	}                                                                                          \
	static inline uint32_t k_##from##_to_##to##_ceil32(uint32_t t)                             \
	{                                                                                          \
		return (uint32_t)k_##from##_to_##to##_ceil64(t);                                   \
	}

Z_TIME_CONVERSIONS(ms, ticks)
Z_TIME_CONVERSIONS(us, ticks)
Z_TIME_CONVERSIONS(ns, ticks)
Z_TIME_CONVERSIONS(ticks, ms)
Z_TIME_CONVERSIONS(ticks, us)
Z_TIME_CONVERSIONS(ticks, ns)
Z_TIME_CONVERSIONS(ticks, cyc)
Z_TIME_CONVERSIONS(cyc, ticks)
Z_TIME_CONVERSIONS(cyc, ms)
Z_TIME_CONVERSIONS(cyc, us)
Z_TIME_CONVERSIONS(cyc, ns)
Z_TIME_CONVERSIONS(ms, cyc)
Z_TIME_CONVERSIONS(us, cyc)
Z_TIME_CONVERSIONS(ns, cyc)

#endif /* ZEPHYR_SYS_TIME_UNITS_H_ */
