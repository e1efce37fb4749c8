/*
 * QuickJS's heap: a sys_heap over one static arena. QuickJS puts small objects into blocks of 4 KB
 * of its own, so that these functions are called for such a block or for something large.
 */
#include "quickjs_internal.h"

#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/sys/sys_heap.h>

#include <aio/sizes.h>

#include "engine/application.h"
#include "engine/engine.h"

#define ALIGNMENT 8
/* A request that says more about itself than about the arena: see exhausted(). */
#define LARGE	  (sizeof(arena) / 4)

static struct {
	struct sys_heap heap;
	/** Bytes in allocated blocks, now and at most. */
	size_t used;
	size_t peak;
	/** NULL until the context is complete. */
	JSRuntime *runtime;
	/** used above which the next new object collects garbage first. */
	size_t collect_above;
	/** A collection was asked for and has not been seen to happen. */
	bool asked;
} state;

static char arena[CONFIG_AIO_JS_HEAP_SIZE] __noinit __aligned(ALIGNMENT);

/* Half of what is free now: collections come closer together as the arena fills, and the last one
 * comes before it is full. */
static void plan_next_collection(void)
{
	state.collect_above = state.used + (sizeof(arena) - state.used) / 2;
}

/*
 * QuickJS collects when its own count of bytes exceeds a threshold, which it sets to 1.5 times what
 * survived: with more than two thirds of the arena alive that lies beyond the arena's end. A
 * threshold of 0 makes the next new object collect; here would be too early, because the caller's
 * objects may be half made.
 */
static void watch(void)
{
	if (state.runtime == NULL) {
		return;
	}
	if (state.asked && JS_GetGCThreshold(state.runtime) != 0) {
		state.asked = false;
		plan_next_collection();
	}
	if (!state.asked && state.used > state.collect_above) {
		state.asked = true;
		JS_SetGCThreshold(state.runtime, 0);
	}
}

static void *taken(void *block)
{
	state.used += sys_heap_usable_size(&state.heap, block);
	if (state.used > state.peak) {
		state.peak = state.used;
	}
	watch();
	return block;
}

/* One very large block is an exception with a position (InternalError: out of memory), for which
 * there is room left. Anything else ends the program. */
static void *exhausted(size_t size)
{
	if (size > LARGE) {
		return NULL;
	}
	aio_fatal("out of memory: the program needs more than the %u bytes of its heap "
		  "(CONFIG_AIO_JS_HEAP_SIZE); %u are in use and %u more were asked for",
		  (unsigned int)sizeof(arena), (unsigned int)state.used, (unsigned int)size);
}

static void *heap_malloc(void *opaque, size_t size)
{
	void *block = sys_heap_aligned_alloc(&state.heap, ALIGNMENT, size);

	(void)opaque;
	return block != NULL ? taken(block) : exhausted(size);
}

static void *heap_calloc(void *opaque, size_t count, size_t size)
{
	size_t total;
	void *block;

	if (__builtin_mul_overflow(count, size, &total)) {
		return NULL;
	}
	block = heap_malloc(opaque, total);
	return block != NULL ? memset(block, 0, total) : NULL;
}

static void heap_free(void *opaque, void *block)
{
	(void)opaque;
	if (block != NULL) {
		state.used -= sys_heap_usable_size(&state.heap, block);
		sys_heap_free(&state.heap, block);
	}
}

static void *heap_realloc(void *opaque, void *block, size_t size)
{
	size_t before = block != NULL ? sys_heap_usable_size(&state.heap, block) : 0;
	void *moved;

	if (size == 0) {
		heap_free(opaque, block);
		return NULL;
	}
	moved = sys_heap_aligned_realloc(&state.heap, block, ALIGNMENT, size);
	if (moved == NULL) {
		return exhausted(size);
	}
	state.used -= before;
	return taken(moved);
}

static size_t heap_usable_size(const void *block)
{
	return block != NULL ? sys_heap_usable_size(&state.heap, (void *)block) : 0;
}

const JSMallocFunctions *aio_quickjs_heap_init(void)
{
	static const JSMallocFunctions functions = {
		.js_calloc = heap_calloc,
		.js_malloc = heap_malloc,
		.js_free = heap_free,
		.js_realloc = heap_realloc,
		.js_malloc_usable_size = heap_usable_size,
	};

	sys_heap_init(&state.heap, arena, sizeof(arena));
	return &functions;
}

void aio_quickjs_heap_watch(JSRuntime *runtime)
{
	/* QuickJS's own first threshold suits a heap without an end, and makes it look for garbage
	 * while the program is being read. */
	JS_SetGCThreshold(runtime, sizeof(arena) / 2);
	state.runtime = runtime;
	plan_next_collection();
}

void aio_engine_collect_garbage(void)
{
	JS_RunGC(aio_quickjs_runtime);
	plan_next_collection();
}

bool aio_engine_collects_soon(void)
{
	/* References are counted: only cycles are collected, when half of the arena is full of
	 * them. */
	return false;
}

void aio_engine_find_garbage(void)
{
	aio_engine_collect_garbage();
}

bool aio_engine_free_garbage(void)
{
	return false;
}

void aio_engine_memory(struct aio_engine_memory *memory)
{
	memory->used = state.used;
	memory->peak = state.peak;
	memory->total = sizeof(arena);
}
