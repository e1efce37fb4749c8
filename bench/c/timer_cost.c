/*
 * What aio_timer_set() costs among 8 and among as many timers as there are: prints a record of
 * nanoseconds for each, loop and random number included, and of the loop alone.
 */
#include <stdint.h>

#include <zephyr/kernel.h>

#include <aio/sizes.h>
#include <aio/timers.h>

#include "builtin.h"
#include "console.h"

#define CALLS 4096
/** Deadlines are within so many microseconds, an hour from now: none comes. */
#define SPAN  0x3fffffu
#define FAR   3600000000ll

static int handles[CONFIG_AIO_MAX_TIMERS];

/** An LCG: the same deadlines in each run. */
static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static int64_t deadline(uint32_t *random)
{
	return FAR + (int64_t)(next_random(random) & SPAN);
}

static uint32_t cost(int count, bool setting)
{
	uint32_t random = 1;
	volatile int64_t sink;
	int index = 0;

	for (int i = 0; i < count; i++) {
		(void)aio_timer_set(handles[i], deadline(&random));
	}

	uint64_t began = k_cycle_get_64();

	for (int i = 0; i < CALLS; i++) {
		int64_t at = deadline(&random);

		index = index + 1 < count ? index + 1 : 0;
		if (setting) {
			(void)aio_timer_set(handles[index], at);
		} else {
			sink = at;
		}
	}
	ARG_UNUSED(sink);

	uint64_t cycles = k_cycle_get_64() - began;

	for (int i = 0; i < count; i++) {
		(void)aio_timer_clear(handles[i]);
	}
	return (uint32_t)(k_cyc_to_ns_floor64(cycles) / CALLS);
}

int aio_builtin_timer_cost(const char *args)
{
	int count = 0;

	ARG_UNUSED(args);
	while (count < CONFIG_AIO_MAX_TIMERS && (handles[count] = aio_timer_create()) > 0) {
		count++;
	}
	aio_console_record("{\"t\":\"bench\",\"count\":%d,\"loop\":%u,\"few\":%u,\"many\":%u}",
			   count, (unsigned int)cost(8, false), (unsigned int)cost(8, true),
			   (unsigned int)cost(MIN(count, 1024), true));
	return 0;
}
