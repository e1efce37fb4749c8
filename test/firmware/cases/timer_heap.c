/* firmware/core/timer_heap.c, alone. */
#include "timer_heap.h"

#include <errno.h>
#include <stdlib.h>

#include "case.h"

static struct aio_timer_heap heap;

static int create(void)
{
	int handle = aio_timer_heap_create(&heap);

	EXPECT(handle > 0);
	return handle;
}

static int slot_of(int handle)
{
	int slot = aio_timer_heap_find(&heap, handle);

	EXPECT(slot >= 0);
	return slot;
}

static void set(int handle, int64_t deadline)
{
	aio_timer_heap_set(&heap, slot_of(handle), deadline);
}

static void expect_pop(int handle)
{
	EXPECT(aio_timer_heap_first(&heap) != NULL);
	EXPECT_EQ(aio_timer_heap_pop(&heap), handle);
}

/** What the heap promises about itself. */
static void check(void)
{
	for (int position = 0; position < heap.count; position++) {
		const struct aio_timer *timer = &heap.timers[heap.order[position]];
		const struct aio_timer *parent = &heap.timers[heap.order[(position - 1) / 2]];

		EXPECT_EQ(timer->position, position + 1);
		EXPECT(position == 0 || parent->deadline < timer->deadline ||
		       (parent->deadline == timer->deadline &&
			aio_timer_sequence_before(parent->sequence, timer->sequence)));
	}
}

CASE("an empty heap has no first timer")
{
	EXPECT(aio_timer_heap_first(&heap) == NULL);
}

CASE("timers come out by deadline, whatever the order in which they were set")
{
	int late = create();
	int early = create();
	int middle = create();

	set(late, 30);
	set(early, -10);
	set(middle, 20);
	expect_pop(early);
	expect_pop(middle);
	expect_pop(late);
	EXPECT(aio_timer_heap_first(&heap) == NULL);
}

CASE("timers with the same deadline come out in the order they were set")
{
	int handles[50];

	for (int i = 0; i < 50; i++) {
		handles[i] = create();
	}
	for (int i = 0; i < 50; i++) {
		set(handles[i], 7);
	}
	for (int i = 0; i < 50; i++) {
		expect_pop(handles[i]);
	}
}

CASE("ties keep their order where the sequence wraps around")
{
	int handles[8];

	heap.sequence = UINT32_MAX - 3;
	for (int i = 0; i < 8; i++) {
		handles[i] = create();
		set(handles[i], 7);
	}
	for (int i = 0; i < 8; i++) {
		expect_pop(handles[i]);
	}
}

CASE("setting a timer that is set moves it, behind all with the same deadline")
{
	int first = create();
	int second = create();

	set(first, 5);
	set(second, 5);
	set(first, 5);
	EXPECT_EQ(heap.count, 2);
	expect_pop(second);
	expect_pop(first);
	EXPECT(aio_timer_heap_first(&heap) == NULL);
}

CASE("the least and the greatest deadline are deadlines like others")
{
	int never = create();
	int always = create();
	int zero = create();

	set(never, INT64_MAX);
	set(zero, 0);
	set(always, INT64_MIN);
	expect_pop(always);
	expect_pop(zero);
	expect_pop(never);
}

CASE("a cleared timer does not come out, and clearing it again does nothing")
{
	int kept = create();
	int cleared = create();

	set(cleared, 1);
	set(kept, 2);
	aio_timer_heap_clear(&heap, slot_of(cleared));
	aio_timer_heap_clear(&heap, slot_of(cleared));
	EXPECT_EQ(heap.count, 1);
	expect_pop(kept);
}

CASE("a freed timer is out of the heap, and its handle is refused from then on")
{
	int handle = create();

	set(handle, 1);
	aio_timer_heap_free(&heap, slot_of(handle));
	EXPECT(aio_timer_heap_first(&heap) == NULL);
	EXPECT_EQ(aio_timer_heap_find(&heap, handle), -EBADF);

	int next = create();

	EXPECT(next != handle);
	EXPECT_EQ(slot_of(next), 0);
	EXPECT_EQ(aio_timer_heap_find(&heap, handle), -EBADF);
}

CASE("handles that never were are refused")
{
	int handle = create();

	EXPECT_EQ(aio_timer_heap_find(&heap, 0), -EBADF);
	EXPECT_EQ(aio_timer_heap_find(&heap, -1), -EBADF);
	EXPECT_EQ(aio_timer_heap_find(&heap, INT32_MIN), -EBADF);
	EXPECT_EQ(aio_timer_heap_find(&heap, INT32_MAX), -EBADF);
	EXPECT_EQ(aio_timer_heap_find(&heap, handle + 1), -EBADF);
	EXPECT_EQ(aio_timer_heap_find(&heap, handle + 1024), -EBADF);
}

CASE("a slot gives 65,535 handles before one comes again, and never 0")
{
	int first = create();
	int handle = first;

	for (int i = 0; i < 65534; i++) {
		aio_timer_heap_free(&heap, slot_of(handle));
		handle = create();
		EXPECT(handle != first);
	}
	aio_timer_heap_free(&heap, slot_of(handle));
	EXPECT_EQ(create(), first);
}

CASE("the pool gives as many timers as it has, then -ENOMEM, and goes on once one is freed")
{
	int handles[CONFIG_AIO_MAX_TIMERS];

	for (int i = 0; i < CONFIG_AIO_MAX_TIMERS; i++) {
		handles[i] = create();
	}
	EXPECT_EQ(aio_timer_heap_create(&heap), -ENOMEM);
	EXPECT_EQ(aio_timer_heap_create(&heap), -ENOMEM);
	aio_timer_heap_free(&heap, slot_of(handles[17]));
	EXPECT(create() != handles[17]);
	EXPECT_EQ(aio_timer_heap_create(&heap), -ENOMEM);
}

CASE("1,024 timers in no order come out in order")
{
	int64_t last = -1;

	EXPECT_EQ(CONFIG_AIO_MAX_TIMERS, 1024);
	srand(1);
	for (int i = 0; i < 1024; i++) {
		set(create(), rand() % 500);
		check();
	}
	for (int i = 0; i < 1024; i++) {
		int64_t deadline = aio_timer_heap_first(&heap)->deadline;

		EXPECT(deadline >= last);
		last = deadline;
		aio_timer_heap_pop(&heap);
		check();
	}
	EXPECT_EQ(heap.count, 0);
}

/** The model: what was set, in the order it was set. */
static struct {
	int handle;
	int64_t deadline;
} list[CONFIG_AIO_MAX_TIMERS];
static int listed;

static void model_clear(int handle)
{
	for (int i = 0; i < listed; i++) {
		if (list[i].handle == handle) {
			for (listed--; i < listed; i++) {
				list[i] = list[i + 1];
			}
			return;
		}
	}
}

static int model_pop(void)
{
	int best = 0;

	for (int i = 1; i < listed; i++) {
		best = list[i].deadline < list[best].deadline ? i : best;
	}

	int handle = list[best].handle;

	model_clear(handle);
	return handle;
}

static void model_set(int handle, int64_t deadline)
{
	model_clear(handle);
	list[listed].handle = handle;
	list[listed++].deadline = deadline;
}

CASE("100,000 random operations do what a sorted list does")
{
	int handles[40];

	srand(2);
	heap.sequence = UINT32_MAX - 20000;
	for (int i = 0; i < 40; i++) {
		handles[i] = create();
	}
	for (int i = 0; i < 100000; i++) {
		int which = rand() % 40;
		int64_t deadline = rand() % 20;

		switch (rand() % 8) {
		case 0:
			aio_timer_heap_clear(&heap, slot_of(handles[which]));
			model_clear(handles[which]);
			break;
		case 1:
			aio_timer_heap_free(&heap, slot_of(handles[which]));
			model_clear(handles[which]);
			handles[which] = create();
			break;
		case 2:
		case 3:
			if (heap.count > 0) {
				expect_pop(model_pop());
			}
			break;
		default:
			set(handles[which], deadline);
			model_set(handles[which], deadline);
			break;
		}
		EXPECT_EQ(heap.count, listed);
		check();
	}
}
