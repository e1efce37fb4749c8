/*
 * The heap of deadlines on the kernel's clock, with one alarm for the earliest.
 *
 * The heap is the user's alone. The alarm's interrupt notes that it ran and wakes the user, which
 * looks at the clock and takes what is due itself. Therefore an alarm that expires needlessly,
 * early or twice can do no harm.
 */
#include <errno.h>
#include <stdatomic.h>

#include <zephyr/kernel.h>

#include <aio/stats.h>
#include <aio/timers.h>

#include "alarm.h"
#include "event_sources.h"
#include "timer_heap.h"

static struct {
	/** The user's. */
	struct aio_timer_heap heap;
	/** The deadline that the alarm was set for, though it may be set to an earlier time;
	 * AIO_NEVER: it is not set. The user's. */
	int64_t scheduled;
	/** The alarm expired since it was set. Set by the interrupt. */
	atomic_bool expired;
	/** The clock when the turn began. The user's. */
	int64_t now;
	/** See aio_timers_reached(). The user's. */
	int64_t reached;
	/** Somebody asks for it. The user's. */
	bool follows;
	/** Timers set from this sequence on are of the next turn. The user's. */
	uint32_t turn_end;
} timers;

const struct aio_timer_heap *const aio_inspect_heap = &timers.heap;

#ifdef CONFIG_AIO_STATS
static struct {
	/** Between the user and the interrupt: 64 bits are not read or written in one go. */
	struct k_spinlock lock;
	int64_t scheduled_us;
	int64_t deadline_us;
	uint64_t isr_cycles;
	uint64_t wake_cycles;
	/** The user has not yet run since the expiry. */
	bool waking;
} lateness;

static void note_schedule(int64_t deadline_us)
{
	k_spinlock_key_t key = k_spin_lock(&lateness.lock);

	lateness.scheduled_us = deadline_us;
	k_spin_unlock(&lateness.lock, key);
	AIO_COUNT(timer_starts);
}

static void note_expiry(void)
{
	k_spinlock_key_t key = k_spin_lock(&lateness.lock);

	lateness.isr_cycles = k_cycle_get_64();
	lateness.deadline_us = lateness.scheduled_us;
	lateness.waking = true;
	k_spin_unlock(&lateness.lock, key);
	AIO_COUNT(timer_expiries);
}

void aio_timers_woke(void)
{
	k_spinlock_key_t key = k_spin_lock(&lateness.lock);

	if (lateness.waking) {
		lateness.waking = false;
		lateness.wake_cycles = k_cycle_get_64();
	}
	k_spin_unlock(&lateness.lock, key);
}

void aio_timers_lateness(struct aio_timers_lateness *result)
{
	k_spinlock_key_t key = k_spin_lock(&lateness.lock);

	*result = (struct aio_timers_lateness){
		.deadline_us = lateness.deadline_us,
		.isr_ns = k_cyc_to_ns_floor64(lateness.isr_cycles),
		.wake_ns = k_cyc_to_ns_floor64(lateness.wake_cycles),
	};
	k_spin_unlock(&lateness.lock, key);
}
#else
static void note_schedule(int64_t deadline_us)
{
	ARG_UNUSED(deadline_us);
}

static void note_expiry(void)
{
}

void aio_timers_woke(void)
{
}

void aio_timers_lateness(struct aio_timers_lateness *result)
{
	*result = (struct aio_timers_lateness){0};
}
#endif

void aio_alarm_expired(void)
{
	note_expiry();
	atomic_store(&timers.expired, true);
	aio_loop_notify();
}

int64_t aio_clock_us(void)
{
	return k_ticks_to_us_floor64(k_uptime_ticks());
}

int aio_timer_create(void)
{
	return aio_timer_heap_create(&timers.heap);
}

int aio_timer_set(int handle, int64_t deadline_us)
{
	int slot = aio_timer_heap_find(&timers.heap, handle);

	if (slot < 0) {
		return slot;
	}
	if (deadline_us == AIO_NEVER) {
		aio_timer_heap_clear(&timers.heap, slot);
		return 0;
	}
	/* Due at once is not before what this turn began with: a timer that is set again and again
	 * for the distant past would keep all others from coming out.
	 */
	aio_timer_heap_set(&timers.heap, slot, MAX(deadline_us, timers.now));
	return 0;
}

int aio_timer_clear(int handle)
{
	int slot = aio_timer_heap_find(&timers.heap, handle);

	if (slot < 0) {
		return slot;
	}
	aio_timer_heap_clear(&timers.heap, slot);
	return 0;
}

bool aio_timer_exists(int handle)
{
	return aio_timer_heap_find(&timers.heap, handle) >= 0;
}

int64_t aio_timer_next(void)
{
	const struct aio_timer *first = aio_timer_heap_first(&timers.heap);

	return first != NULL ? first->deadline : AIO_NEVER;
}

int aio_timer_free(int handle)
{
	int slot = aio_timer_heap_find(&timers.heap, handle);

	if (slot < 0) {
		return slot;
	}
	aio_timer_heap_free(&timers.heap, slot);
	return 0;
}

void aio_timers_init(void)
{
	aio_alarm_init();
	timers.scheduled = AIO_NEVER;
}

bool aio_timers_due(void)
{
	const struct aio_timer *first = aio_timer_heap_first(&timers.heap);

	return first != NULL && first->deadline <= aio_clock_us();
}

void aio_timers_schedule(void)
{
	int64_t deadline = aio_timer_next();

	if (deadline == timers.scheduled && !atomic_load(&timers.expired)) {
		return;
	}
	/* Until the alarm is set anew an old expiry may still run: at worst the user looks once too
	 * often.
	 */
	timers.scheduled = deadline;
	atomic_store(&timers.expired, false);
	if (deadline == AIO_NEVER) {
		aio_alarm_stop();
		return;
	}
	note_schedule(deadline);
	aio_alarm_set(deadline);
}

void aio_timers_turn(void)
{
	timers.turn_end = timers.heap.sequence;
	/* Reading the clock costs, and without timers nothing is due: sockets do not pay for it. */
	if (timers.heap.count > 0 || timers.follows) {
		timers.now = aio_clock_us();
	}
}

/** The next timer of the turn, which is due; NULL: none. */
static const struct aio_timer *next_of_turn(void)
{
	const struct aio_timer *first = aio_timer_heap_first(&timers.heap);

	if (first == NULL || first->deadline > timers.now) {
		return NULL;
	}
	/* One that was set in this turn is not before timers.now, and behind all of the turn's. */
	if (first->deadline == timers.now &&
	    !aio_timer_sequence_before(first->sequence, timers.turn_end)) {
		return NULL;
	}
	return first;
}

int aio_timers_take(void)
{
	const struct aio_timer *next = next_of_turn();

	if (next == NULL) {
		/* Two turns may begin within one tick. */
		timers.reached = MAX(timers.now, timers.reached + 1);
		return 0;
	}
	timers.reached = MAX(timers.reached, next->deadline);
	return aio_timer_heap_pop(&timers.heap);
}

int64_t aio_timers_reached(void)
{
	timers.follows = true;
	return timers.reached;
}

size_t aio_timers_pending(void)
{
	return timers.heap.count;
}

size_t aio_timers_footprint(void)
{
	return sizeof(timers.heap);
}
