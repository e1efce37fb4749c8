#include <aio/stats.h>

#include <string.h>

#include <zephyr/kernel.h>

#include <aio/sizes.h>
#include <aio/timers.h>

#ifdef CONFIG_AIO_STATS
struct aio_stats aio_stats;

/** Microseconds since boot. */
static uint32_t steps[AIO_STEPS];

void aio_step_done(enum aio_step step)
{
	steps[step] = (uint32_t)aio_clock_us();
}

static bool get_counter(const char *name, int64_t *value)
{
	static const struct {
		const char *name;
		const uint32_t *counter;
	} counters[] = {
		{"reactor.selects", &aio_stats.selects},
		{"reactor.wakes", &aio_stats.wakes},
		{"reactor.notifications", &aio_stats.notifications},
		{"reactor.looks", &aio_stats.looks},
		{"reactor.stale", &aio_stats.stale},
		{"reactor.errors", &aio_stats.select_errors},
		{"loop.turns", &aio_stats.turns},
		{"loop.blocked", &aio_stats.blocked_turns},
		{"timers.starts", &aio_stats.timer_starts},
		{"timers.expiries", &aio_stats.timer_expiries},
		/* When the boot's steps were done. */
		{"boot.kernel", &steps[AIO_STEP_KERNEL]},
		{"boot.image", &steps[AIO_STEP_IMAGE]},
		{"boot.network", &steps[AIO_STEP_NETWORK]},
		{"boot.engine", &steps[AIO_STEP_ENGINE]},
		{"boot.parse", &steps[AIO_STEP_PARSE]},
	};

	for (size_t i = 0; i < ARRAY_SIZE(counters); i++) {
		if (strcmp(name, counters[i].name) == 0) {
			*value = *counters[i].counter;
			return true;
		}
	}
	return false;
}
#else
static bool get_counter(const char *name, int64_t *value)
{
	ARG_UNUSED(name);
	ARG_UNUSED(value);
	return false;
}
#endif

bool aio_stats_get(const char *name, int64_t *value)
{
	struct aio_reactor_footprint reactor;
	struct aio_timers_lateness lateness;

	if (get_counter(name, value)) {
		return true;
	}
	aio_reactor_footprint(&reactor);
	aio_timers_lateness(&lateness);

	const struct {
		const char *name;
		int64_t value;
	} figures[] = {
		/* Bytes. */
		{"reactor.bytes", (int64_t)reactor.state},
		{"reactor.stack.size", (int64_t)reactor.stack},
		{"reactor.stack.used", (int64_t)reactor.stack_used},
		{"timers.bytes", (int64_t)aio_timers_footprint()},
		/* Capacities. */
		{"sockets.max", CONFIG_AIO_MAX_SOCKETS},
		{"timers.max", CONFIG_AIO_MAX_TIMERS},
		{"lookups.max", CONFIG_AIO_MAX_LOOKUPS},
		/* The last expiry: microseconds, nanoseconds, nanoseconds since boot. */
		{"timers.deadline", lateness.deadline_us},
		{"timers.isr", lateness.isr_ns},
		{"timers.wake", lateness.wake_ns},
	};

	for (size_t i = 0; i < ARRAY_SIZE(figures); i++) {
		if (strcmp(name, figures[i].name) == 0) {
			*value = figures[i].value;
			return true;
		}
	}
	return false;
}
