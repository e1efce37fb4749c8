#include "timer_heap.h"

#include <errno.h>

#include <zephyr/kernel.h>

#include <aio/sizes.h>
#include <aio/timers.h>

/* With 16 bits of generation a handle has 26 bits: both engines keep such a number unboxed. */
#define SLOT_BITS 10
#define SLOT_MASK ((1 << SLOT_BITS) - 1)

BUILD_ASSERT(CONFIG_AIO_MAX_TIMERS >= 1 && CONFIG_AIO_MAX_TIMERS <= SLOT_MASK + 1,
	     "CONFIG_AIO_MAX_TIMERS must be 1 to 1024: a handle has 10 bits for the slot");
BUILD_ASSERT(AIO_TIMER_SLOT(-1) == SLOT_MASK);
BUILD_ASSERT(sizeof(struct aio_timer) + sizeof(uint16_t) <= 24, "a timer has outgrown 24 bytes");

static int handle_of(const struct aio_timer_heap *heap, int slot)
{
	return slot | heap->timers[slot].generation << SLOT_BITS;
}

static bool before(const struct aio_timer *a, const struct aio_timer *b)
{
	return a->deadline < b->deadline ||
	       (a->deadline == b->deadline && aio_timer_sequence_before(a->sequence, b->sequence));
}

static void place(struct aio_timer_heap *heap, size_t position, uint16_t slot)
{
	heap->order[position] = slot;
	heap->timers[slot].position = position + 1;
}

/** Moves the slot towards the top, from a position that is free. Returns where it ends. */
static size_t sift_up(struct aio_timer_heap *heap, size_t position, uint16_t slot)
{
	while (position > 0) {
		size_t parent = (position - 1) / 2;
		uint16_t above = heap->order[parent];

		if (!before(&heap->timers[slot], &heap->timers[above])) {
			break;
		}
		place(heap, position, above);
		position = parent;
	}
	place(heap, position, slot);
	return position;
}

static void sift_down(struct aio_timer_heap *heap, size_t position, uint16_t slot)
{
	for (;;) {
		size_t child = 2 * position + 1;

		if (child >= heap->count) {
			break;
		}
		if (child + 1 < heap->count && before(&heap->timers[heap->order[child + 1]],
						      &heap->timers[heap->order[child]])) {
			child++;
		}
		if (!before(&heap->timers[heap->order[child]], &heap->timers[slot])) {
			break;
		}
		place(heap, position, heap->order[child]);
		position = child;
	}
	place(heap, position, slot);
}

/** Puts a slot at a free position, and from there to where it belongs. */
static void settle(struct aio_timer_heap *heap, size_t position, uint16_t slot)
{
	if (sift_up(heap, position, slot) == position) {
		sift_down(heap, position, slot);
	}
}

int aio_timer_heap_create(struct aio_timer_heap *heap)
{
	int slot;

	if (heap->free != 0) {
		slot = heap->free - 1;
		heap->free = heap->timers[slot].position;
		heap->timers[slot].position = 0;
	} else if (heap->fresh < CONFIG_AIO_MAX_TIMERS) {
		slot = heap->fresh++;
		heap->timers[slot].generation = 1;
	} else {
		return -ENOMEM;
	}
	return handle_of(heap, slot);
}

int aio_timer_heap_find(const struct aio_timer_heap *heap, int handle)
{
	int slot = handle & SLOT_MASK;

	/* A free slot has the generation of its next timer, which nobody has a handle of; but 2^16
	 * timers ago somebody had. That one is not told apart.
	 */
	if (handle <= 0 || slot >= heap->fresh || handle_of(heap, slot) != handle) {
		return -EBADF;
	}
	return slot;
}

void aio_timer_heap_set(struct aio_timer_heap *heap, int slot, int64_t deadline)
{
	struct aio_timer *timer = &heap->timers[slot];
	size_t position = timer->position != 0 ? timer->position - 1U : heap->count++;

	timer->deadline = deadline;
	timer->sequence = heap->sequence++;
	settle(heap, position, slot);
}

void aio_timer_heap_clear(struct aio_timer_heap *heap, int slot)
{
	struct aio_timer *timer = &heap->timers[slot];

	if (timer->position == 0) {
		return;
	}

	size_t position = timer->position - 1U;
	uint16_t last = heap->order[--heap->count];

	timer->position = 0;
	if (last != slot) {
		settle(heap, position, last);
	}
}

void aio_timer_heap_free(struct aio_timer_heap *heap, int slot)
{
	struct aio_timer *timer = &heap->timers[slot];

	aio_timer_heap_clear(heap, slot);
	/* Generation 0 is left out: with slot 0 it would make handle 0. */
	timer->generation = timer->generation == UINT16_MAX ? 1 : timer->generation + 1;
	timer->position = heap->free;
	heap->free = slot + 1;
}

const struct aio_timer *aio_timer_heap_first(const struct aio_timer_heap *heap)
{
	return heap->count > 0 ? &heap->timers[heap->order[0]] : NULL;
}

int aio_timer_heap_pop(struct aio_timer_heap *heap)
{
	int slot = heap->order[0];

	aio_timer_heap_clear(heap, slot);
	return handle_of(heap, slot);
}
