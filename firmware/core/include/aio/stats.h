/*
 * Figures of the firmware by name, for the host call figure() and the "stats" record. Counting
 * costs an increment; without CONFIG_AIO_STATS the counters and clocks are not there.
 */
#ifndef AIO_STATS_H_
#define AIO_STATS_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What is counted, since boot. */
struct aio_stats {
	/** zsock_select() calls of the reactor thread. */
	uint32_t selects;
	/** Writes to the reactor's eventfd: selects that had to be begun anew. */
	uint32_t wakes;
	/** Times that the reactor woke the user. */
	uint32_t notifications;
	/** zsock_select() calls of the user's thread, which only look. */
	uint32_t looks;
	/** Results that nobody wanted any more. */
	uint32_t stale;
	/** Failed selects other than interrupted ones. */
	uint32_t select_errors;
	/** aio_wait() calls, and those of them that blocked. */
	uint32_t turns;
	uint32_t blocked_turns;
	/** k_timer_start() calls. */
	uint32_t timer_starts;
	/** Expiries of the k_timer. */
	uint32_t timer_expiries;
};

#ifdef CONFIG_AIO_STATS
/** Each counter is written by one thread or ISR. Reading one that another writes gives an old value
 * at worst. */
extern struct aio_stats aio_stats;
#define AIO_COUNT(counter) ((void)aio_stats.counter++)
#else
#define AIO_COUNT(counter) ((void)0)
#endif

/** Steps of a boot, in their order. */
enum aio_step {
	/** The console works. */
	AIO_STEP_KERNEL,
	/** The app image was found to be whole. */
	AIO_STEP_IMAGE,
	AIO_STEP_NETWORK,
	/** The engine has an empty context. */
	AIO_STEP_ENGINE,
	/** The program has been parsed, or its snapshot loaded; its first line comes next. */
	AIO_STEP_PARSE,
	AIO_STEPS,
};

#ifdef CONFIG_AIO_STATS
/** Notes when a step was done. JavaScript thread. */
void aio_step_done(enum aio_step step);
#else
static inline void aio_step_done(enum aio_step step)
{
	(void)step;
}
#endif

/**
 * A figure by its name; docs: the table in stats.c. The user only.
 *
 * @return false: there is no such figure
 */
bool aio_stats_get(const char *name, int64_t *value);

/* What stats.c asks the modules. */

/** Bytes of the reactor: its state, its thread's stack, and how much of that was ever used. */
struct aio_reactor_footprint {
	size_t state;
	size_t stack;
	size_t stack_used;
};
void aio_reactor_footprint(struct aio_reactor_footprint *footprint);

/** Bytes of the timers' heap. */
size_t aio_timers_footprint(void);

/** The last expiry of the k_timer. Zeros before the first, and without CONFIG_AIO_STATS. */
struct aio_timers_lateness {
	/** What the k_timer was set to, microseconds since boot. */
	int64_t deadline_us;
	/** When its expiry function ran, and when the user's thread had woken up: nanoseconds since
	 * boot on the cycle counter. */
	int64_t isr_ns;
	int64_t wake_ns;
};
void aio_timers_lateness(struct aio_timers_lateness *lateness);

#endif /* AIO_STATS_H_ */
