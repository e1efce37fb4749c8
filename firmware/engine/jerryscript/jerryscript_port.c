/*
 * What JerryScript asks of its platform.
 */
#include "jerryscript_internal.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include <jerryscript-port.h>

#include <zephyr/random/random.h>
#include <zephyr/sys/printk.h>
#include <zephyr/sys/util.h>
#include <zephyr/toolchain.h>

#include <aio/sizes.h>
#include <aio/timers.h>
#include "engine/application.h"

/* Bytes of the stack that a host call, a native function or the stack trace of an overflow may
 * take. */
#define STACK_MARGIN 4096
#define HEAP_SIZE    ROUND_DOWN(CONFIG_AIO_JS_HEAP_SIZE, 1024)

/* The engine's heap, and what jerryscript_sizes.h declares: symbols whose addresses are sizes. */
uint8_t jerry_global_heap[HEAP_SIZE] __aligned(8);
#define SIZE_SYMBOL(name, size) __asm__(".global " #name "\n.equ " #name ", " STRINGIFY(size))
SIZE_SYMBOL(aio_jerryscript_heap_size, CONFIG_AIO_JS_HEAP_SIZE / 1024 * 1024);
SIZE_SYMBOL(aio_jerryscript_stack_limit, CONFIG_AIO_JS_STACK_SIZE - STACK_MARGIN);
/* Garbage is collected when an eighth of the heap was allocated since it was last: marking takes
 * 80,000 instructions where nothing but the runtime is alive. */
SIZE_SYMBOL(aio_jerryscript_gc_limit, CONFIG_AIO_JS_HEAP_SIZE / 8);

static struct {
	/** Milliseconds since 1970 at boot. */
	uint64_t epoch_ms;
	/** jerry_init() is over. */
	bool started;
} state;

void aio_engine_set_epoch(uint64_t epoch_ms)
{
	state.epoch_ms = epoch_ms;
}

void aio_jerryscript_clock_start(void)
{
	state.started = true;
}

double jerry_port_current_time(void)
{
	uint32_t seed;

	if (!state.started) {
		sys_rand_get(&seed, sizeof(seed));
		return seed;
	}
	return (double)state.epoch_ms + floor((double)aio_clock_us() / 1000.0);
}

/* Local time is UTC. */
int32_t jerry_port_local_tza(double unix_ms)
{
	(void)unix_ms;
	return 0;
}

void jerry_port_init(void)
{
}

void jerry_port_log(const char *message)
{
	printk("%s", message);
}

void jerry_port_fatal(jerry_fatal_code_t code)
{
	if (code == JERRY_FATAL_OUT_OF_MEMORY) {
		aio_fatal("out of memory: the program needs more than the %d bytes of its heap "
			  "(CONFIG_AIO_JS_HEAP_SIZE)",
			  CONFIG_AIO_JS_HEAP_SIZE);
	}
	aio_fatal("JerryScript gave up (%d)", (int)code);
}
