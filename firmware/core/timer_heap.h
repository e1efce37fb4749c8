/*
 * Deadlines in a binary heap: pure, without clock, thread or lock, so that it is tested alone.
 *
 * Timers come out by deadline, ties in the order they were set. Timers stay where they are; what
 * moves in the heap are their numbers.
 */
#ifndef AIO_TIMER_HEAP_H_
#define AIO_TIMER_HEAP_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <aio/sizes.h>

struct aio_timer {
	/** Microseconds since boot. */
	int64_t deadline;
	/** Breaks ties: the lower was set first. Wraps, and is compared as such. */
	uint32_t sequence;
	/** Of the timer that has the slot, or of the next one; 0: there was none yet. */
	uint16_t generation;
	/** In the heap plus one; 0: not set. In a free slot: the next free one plus one, or 0. */
	uint16_t position;
};

/** All zeros is an empty heap. */
struct aio_timer_heap {
	struct aio_timer timers[CONFIG_AIO_MAX_TIMERS];
	/** Set timers, each not before the one at (position - 1) / 2. */
	uint16_t order[CONFIG_AIO_MAX_TIMERS];
	/** How many are set. */
	uint16_t count;
	/** The first free slot that was used before, plus one; 0: none. */
	uint16_t free;
	/** Slots from this one on were never used. */
	uint16_t fresh;
	/** The sequence of the next one to be set. */
	uint32_t sequence;
};

/** A handle > 0, or -ENOMEM. */
int aio_timer_heap_create(struct aio_timer_heap *heap);

/** The slot of a handle, or -EBADF. */
int aio_timer_heap_find(const struct aio_timer_heap *heap, int handle);

/** Sets or moves a slot's deadline, behind all that have the same. */
void aio_timer_heap_set(struct aio_timer_heap *heap, int slot, int64_t deadline);

/** Takes a slot out of the heap, where it is in. */
void aio_timer_heap_clear(struct aio_timer_heap *heap, int slot);

/** Clears a slot and gives it back. */
void aio_timer_heap_free(struct aio_timer_heap *heap, int slot);

/** The earliest timer, or NULL: none is set. */
const struct aio_timer *aio_timer_heap_first(const struct aio_timer_heap *heap);

/** Clears the earliest timer, which there is, and returns its handle. */
int aio_timer_heap_pop(struct aio_timer_heap *heap);

/** Whether sequence a was given before sequence b, less than 2^31 of them apart. */
static inline bool aio_timer_sequence_before(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) < 0;
}

/** The timers', for debuggers and what else reads from outside. */
extern const struct aio_timer_heap *const aio_inspect_heap;

#endif /* AIO_TIMER_HEAP_H_ */
