/* firmware/ports/freertos/src/heap.c, alone. */
#include <errno.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zephyr/sys/sys_heap.h>

#include "case.h"

#define ARENA	   65536
#define SLOTS	   256
#define OPERATIONS 200000

static _Alignas(8) uint8_t arena[ARENA];
static struct sys_heap heap;
static jmp_buf damage;

_Noreturn void z_heap_damaged(const void *mem);
_Noreturn void z_heap_damaged(const void *mem)
{
	(void)mem;
	longjmp(damage, 1);
}

/** What the test believes to be allocated; each byte of a block holds its slot's mark. */
static struct {
	uint8_t *memory;
	size_t bytes;
	uint8_t mark;
} shadow[SLOTS];

static uint32_t seed = 1;

static uint32_t pick(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (uint32_t)(((uint64_t)seed * below) >> 32);
}

/** Mostly small, now and then large, as an engine asks. */
static size_t pick_size(void)
{
	uint32_t kind = pick(100);

	return 1 + (kind < 70 ? pick(96) : kind < 95 ? pick(1024) : pick(12000));
}

static void start(void)
{
	sys_heap_init(&heap, arena, sizeof(arena));
	EXPECT(sys_heap_validate(&heap));
}

static struct sys_memory_stats stats(void)
{
	struct sys_memory_stats result;

	EXPECT_EQ(sys_heap_runtime_stats_get(&heap, &result), 0);
	return result;
}

static void expect_marks(int slot, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++) {
		EXPECT_EQ(shadow[slot].memory[i], shadow[slot].mark);
	}
}

static void own(int slot, uint8_t *memory, size_t bytes, size_t align)
{
	EXPECT_EQ((uintptr_t)memory % align, 0);
	EXPECT(memory >= arena && memory + bytes <= arena + sizeof(arena));
	EXPECT(sys_heap_usable_size(&heap, memory) >= bytes);
	shadow[slot].memory = memory;
	shadow[slot].bytes = bytes;
	shadow[slot].mark = (uint8_t)pick(256);
	/* All that may be used: it must not overlap a neighbour either. */
	memset(memory, shadow[slot].mark, sys_heap_usable_size(&heap, memory));
}

static void step_alloc(int slot)
{
	size_t align = pick(8) == 0 ? 8u << pick(6) : 8;
	size_t bytes = pick_size();
	uint8_t *memory = sys_heap_aligned_alloc(&heap, align, bytes);

	if (memory != NULL) {
		own(slot, memory, bytes, align);
	} else {
		EXPECT(stats().free_bytes < bytes * 40 + 8192);
	}
}

static void step_free(int slot)
{
	expect_marks(slot, sys_heap_usable_size(&heap, shadow[slot].memory));
	sys_heap_free(&heap, shadow[slot].memory);
	shadow[slot].memory = NULL;
}

static void step_realloc(int slot)
{
	size_t bytes = pick_size();
	size_t kept = bytes < shadow[slot].bytes ? bytes : shadow[slot].bytes;
	uint8_t *memory = sys_heap_realloc(&heap, shadow[slot].memory, bytes);

	if (memory == NULL) {
		expect_marks(slot, shadow[slot].bytes);
		return;
	}
	shadow[slot].memory = memory;
	expect_marks(slot, kept);
	own(slot, memory, bytes, 8);
}

CASE("random operations keep what was written, and every list and tag in order")
{
	start();
	for (int i = 0; i < OPERATIONS; i++) {
		int slot = (int)pick(SLOTS);

		if (shadow[slot].memory == NULL) {
			step_alloc(slot);
		} else if (pick(4) == 0) {
			step_realloc(slot);
		} else {
			step_free(slot);
		}
		if (i % 64 == 0) {
			EXPECT(sys_heap_validate(&heap));
		}
	}
	for (int slot = 0; slot < SLOTS; slot++) {
		if (shadow[slot].memory != NULL) {
			step_free(slot);
		}
	}
	EXPECT(sys_heap_validate(&heap));
	EXPECT_EQ(stats().allocated_bytes, 0);
}

CASE("what was freed in any order is one block again")
{
	void *blocks[200];
	size_t all;

	start();
	all = stats().free_bytes;
	for (int i = 0; i < 200; i++) {
		blocks[i] = sys_heap_alloc(&heap, 100);
		EXPECT(blocks[i] != NULL);
	}
	for (int i = 0; i < 200; i++) {
		sys_heap_free(&heap, blocks[i * 77 % 200]);
	}
	EXPECT_EQ(stats().free_bytes, all);
	EXPECT(sys_heap_alloc(&heap, all - 4) != NULL);
}

CASE("the largest block that is there can be had, and not a byte more")
{
	size_t all;
	void *memory;

	start();
	all = stats().free_bytes;
	EXPECT(sys_heap_alloc(&heap, all - 3) == NULL);
	memory = sys_heap_alloc(&heap, all - 4);
	EXPECT(memory != NULL);
	EXPECT(sys_heap_alloc(&heap, 1) == NULL);
	sys_heap_free(&heap, memory);
	EXPECT(sys_heap_validate(&heap));
}

CASE("nothing and more than there could ever be are refused")
{
	start();
	EXPECT(sys_heap_alloc(&heap, 0) == NULL);
	EXPECT(sys_heap_alloc(&heap, SIZE_MAX) == NULL);
	EXPECT(sys_heap_alloc(&heap, SIZE_MAX - 3) == NULL);
	EXPECT(sys_heap_alloc(&heap, UINT32_MAX) == NULL);
	EXPECT(sys_heap_alloc(&heap, ARENA) == NULL);
	EXPECT(sys_heap_aligned_alloc(&heap, 1u << 30, 8) == NULL);
	EXPECT(sys_heap_validate(&heap));
}

CASE("a block grows where it is while the one above is free")
{
	void *memory;
	void *above;

	start();
	memory = sys_heap_alloc(&heap, 50);
	above = sys_heap_alloc(&heap, 50);
	EXPECT(sys_heap_realloc(&heap, memory, 40) == memory);
	sys_heap_free(&heap, above);
	EXPECT(sys_heap_realloc(&heap, memory, 20000) == memory);
	EXPECT(sys_heap_realloc(&heap, memory, 10) == memory);
	EXPECT(sys_heap_validate(&heap));
}

CASE("a realloc that does not fit leaves the block as it was")
{
	uint8_t *memory;

	start();
	memory = sys_heap_alloc(&heap, 100);
	memset(memory, 7, 100);
	EXPECT(sys_heap_realloc(&heap, memory, ARENA) == NULL);
	EXPECT_EQ(memory[99], 7);
	EXPECT(sys_heap_validate(&heap));
}

CASE("realloc allocates without a block and frees without a size")
{
	void *memory;

	start();
	memory = sys_heap_realloc(&heap, NULL, 10);
	EXPECT(memory != NULL);
	EXPECT(sys_heap_realloc(&heap, memory, 0) == NULL);
	EXPECT_EQ(stats().allocated_bytes, 0);
}

CASE("the peak is kept until it is reset")
{
	void *memory;
	size_t peak;

	start();
	memory = sys_heap_alloc(&heap, 1000);
	peak = stats().allocated_bytes;
	sys_heap_free(&heap, memory);
	EXPECT_EQ(stats().max_allocated_bytes, peak);
	EXPECT_EQ(sys_heap_runtime_stats_reset_max(&heap), 0);
	EXPECT_EQ(stats().max_allocated_bytes, 0);
}

CASE("memory that is freed twice is reported")
{
	void *memory;

	start();
	memory = sys_heap_alloc(&heap, 10);
	sys_heap_free(&heap, memory);
	if (setjmp(damage) == 0) {
		sys_heap_free(&heap, memory);
		fail(__FILE__, __LINE__, "it was not reported");
	}
}

CASE("memory that is not the heap's is reported")
{
	static uint8_t other[64];

	start();
	if (setjmp(damage) == 0) {
		sys_heap_free(&heap, other + 16);
		fail(__FILE__, __LINE__, "it was not reported");
	}
}

CASE("a write beyond the end of a block is reported when it is freed")
{
	uint8_t *memory;

	start();
	memory = sys_heap_alloc(&heap, 12);
	memset(memory, 0xff, 16);
	if (setjmp(damage) == 0) {
		sys_heap_free(&heap, memory);
		fail(__FILE__, __LINE__, "it was not reported");
	}
}

CASE("memory that starts and ends anywhere becomes a heap")
{
	for (size_t skip = 0; skip < 16; skip++) {
		sys_heap_init(&heap, arena + skip, 4096 + skip * 3);
		EXPECT(sys_heap_validate(&heap));
		uint8_t *memory = sys_heap_alloc(&heap, stats().free_bytes - 4);

		EXPECT(memory != NULL);
		EXPECT(memory + sys_heap_usable_size(&heap, memory) <=
		       arena + skip + 4096 + skip * 3);
	}
}

CASE("a tenth of an engine's small blocks at most is lost to tags and gaps")
{
	size_t asked = 0;
	size_t bytes = pick_size();

	start();
	for (void *memory; (memory = sys_heap_alloc(&heap, bytes)) != NULL;
	     bytes = 20 + pick(100)) {
		asked += bytes;
	}
	EXPECT(asked * 10 > (size_t)ARENA * 9 - 8192);
}
