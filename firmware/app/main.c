/*
 * From power-on to the program, and the program's turns. main()'s thread is the JavaScript thread,
 * with its stack and its priority (Kconfig): beside one of its own main()'s would be a second stack
 * that nobody uses once the kernel is up.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/sys/util.h>

#include <aio/loop.h>
#include <aio/reactor.h>
#include <aio/sizes.h>
#include <aio/stats.h>
#include <aio/timers.h>

#include "console.h"
#include "engine/engine.h"
#include "entropy.h"
#include "faults/fatal.h"
#include "operations/host_calls.h"
#include "operations/host_reads.h"
#include "operations/host_timers.h"
#include "identity.h"
#include "image.h"
#include "inspect.h"
#include "net.h"
#include "faults/stack_report.h"

#ifdef CONFIG_AIO_BENCH
#include "builtin.h"
#endif

/* How long before a timer no more garbage is freed: twice what a part takes. */
#define FREEING_US 200

#define EXIT_OK	       0
#define EXIT_THREW     1
/* As Node.js has it. */
#define EXIT_UNSETTLED 13

BUILD_ASSERT(CONFIG_MAIN_STACK_SIZE >= CONFIG_AIO_JS_STACK_SIZE,
	     "CONFIG_MAIN_STACK_SIZE must be CONFIG_AIO_JS_STACK_SIZE, which it is by default: the "
	     "engine takes that much for granted");
BUILD_ASSERT(AIO_IMAGE_SEED_SIZE == AIO_ENTROPY_SEED_SIZE, "the image has a seed for entropy.h");
BUILD_ASSERT(CONFIG_MAIN_THREAD_PRIORITY == CONFIG_AIO_JS_THREAD_PRIORITY,
	     "set CONFIG_AIO_JS_THREAD_PRIORITY, and CONFIG_MAIN_THREAD_PRIORITY follows it");

static const struct aio_image *checked_image(void)
{
	/* NOLINTNEXTLINE: the address is the board's. */
	const void *region = (const void *)(uintptr_t)CONFIG_AIO_IMAGE_ADDRESS;
	const struct aio_image *image;
	char why[160];
	int error = aio_image_check(region, CONFIG_AIO_IMAGE_SIZE, AIO_SNAPSHOT_ID, &image);

	if (error != 0) {
		aio_image_explain(error, region, CONFIG_AIO_IMAGE_SIZE, AIO_SNAPSHOT_ID, why,
				  sizeof(why));
		aio_boot_failure("%s", why);
	}
	return image;
}

/* Jobs that a piece of the program queued belong to it: they run before anything else. */
static bool settle(enum aio_engine_result result)
{
	return result == AIO_ENGINE_OK && aio_engine_run_jobs() == AIO_ENGINE_OK &&
	       aio_engine_check_rejections() == AIO_ENGINE_OK;
}

/* A timer does what it was set for, and a read that waited is gone on with here; the program hears
 * of what is left. */
static bool dispatch(struct aio_event *event)
{
	int error;

	if (event->kind == AIO_EVENT_TIMER) {
		return settle(aio_host_timer_fire(event->handle));
	}
	error = event->kind == AIO_EVENT_SOCKET
			? aio_host_reads_advance(event->handle, &event->bits)
			: 0;
	if (error != 0 &&
	    aio_engine_dispatch(AIO_DISPATCH_READ_FAILED, event->handle, error) != AIO_ENGINE_OK) {
		return false;
	}
	return settle(event->kind == AIO_EVENT_SOCKET && event->bits == 0
			      ? AIO_ENGINE_OK
			      : aio_engine_dispatch(event->kind, event->handle, event->bits));
}

/* A search for garbage that came between a deadline and its line would hold that up: one that is
 * due soon is done while there is nothing to do, if no timer comes before it is over. Sockets
 * without timers are left alone: they gain nothing, and it would be done more often.
 */
static void find_garbage_while_idle(int64_t next)
{
	/* How long one has taken at most, and what the first may. */
	static int64_t longest_us = 5000;
	int64_t began;

	if (next == AIO_NEVER || !aio_engine_collects_soon() || aio_ready()) {
		return;
	}
	began = aio_clock_us();
	if (next - began > longest_us + longest_us / 4) {
		aio_engine_find_garbage();
		longest_us = MAX(longest_us, aio_clock_us() - began);
	}
}

/* What was found is freed in the program's own time where this has not done it before. */
static void collect_while_idle(void)
{
	int64_t next = aio_timer_next();

	find_garbage_while_idle(next);
	while (!aio_ready() && next - aio_clock_us() > FREEING_US && aio_engine_free_garbage()) {
	}
}

static enum aio_engine_result start_program(const struct aio_image *image, const char *program)
{
#ifdef CONFIG_AIO_JS_SNAPSHOT
	if (image->kind == AIO_IMAGE_SNAPSHOT) {
		return aio_engine_run_snapshot(program, image->program_length);
	}
#endif
	/* As harness/build/bundle-name.ts has it. The engine keeps it. */
	static char name[sizeof("app-12345678.js")];

	(void)snprintf(name, sizeof(name), "app-%08x.js", (unsigned int)image->id);
	return aio_engine_run(name, program, image->program_length);
}

static void put_text(const char *data, size_t length, void *context)
{
	ARG_UNUSED(context);
	aio_console_text(data, length);
}

/* Nothing is pending: what the top level still waits for will never come. */
static int end_program(void)
{
	static const char text[] =
		"Unsettled top-level await: nothing is pending that could settle it\n";

	if (!aio_engine_awaits()) {
		return EXIT_OK;
	}
	aio_console_error_begin();
	put_text(text, sizeof(text) - 1, NULL);
	aio_engine_where(put_text, NULL);
	aio_console_error_end();
	return EXIT_UNSETTLED;
}

static int run_program(const struct aio_image *image, const char *program)
{
	if (!settle(start_program(image, program))) {
		return EXIT_THREW;
	}
	while (aio_pending() > 0) {
		struct aio_event event;

		collect_while_idle();
		aio_wait();
		if (aio_stack_wanted) {
			aio_stack_answer();
		}
		while (aio_next(&event)) {
			if (!dispatch(&event)) {
				return EXIT_THREW;
			}
		}
	}
	return end_program();
}

static int run_javascript(const struct aio_image *image, const char *program)
{
	size_t count;
	const struct aio_host_call *calls = aio_host_calls(image, &count);

	aio_engine_set_epoch(image->epoch_ms);
	aio_entropy_seed(aio_image_seed(image));
	aio_engine_init(calls, count);
	aio_step_done(AIO_STEP_ENGINE);
	aio_console_on_enquiry(aio_stack_request);
	aio_console_record("{\"t\":\"start\",\"us\":%lld}", (long long)aio_clock_us());
	return run_program(image, program);
}

#ifdef CONFIG_AIO_BENCH
static int run_builtin(const struct aio_image *image, const char *name)
{
	const struct aio_builtin *builtin = aio_builtin_find(name);

	if (builtin == NULL) {
		aio_boot_failure("the firmware has no C program named \"%s\"", name);
	}
	aio_console_record("{\"t\":\"start\",\"us\":%lld}", (long long)aio_clock_us());
	return builtin->run((const char *)image + image->args_offset);
}
#else
static int run_builtin(const struct aio_image *image, const char *name)
{
	ARG_UNUSED(image);
	aio_boot_failure("the app image asks for the C program \"%s\", and the firmware was built "
			 "without CONFIG_AIO_BENCH",
			 name);
}
#endif

static int run_image(const struct aio_image *image)
{
	const char *program = (const char *)image + image->program_offset;

	if (image->kind == AIO_IMAGE_SOURCE && !IS_ENABLED(CONFIG_AIO_JS_PARSER)) {
		aio_boot_failure("the app image has source, and this firmware runs byte code: "
				 "build both with --release, or neither");
	}
	return image->kind == AIO_IMAGE_BUILTIN ? run_builtin(image, program)
						: run_javascript(image, program);
}

int main(void)
{
	const struct aio_image *image;
	char identity[AIO_IDENTITY_SIZE];
	int error;

	aio_inspect_keep();
	(void)k_thread_name_set(k_current_get(), "javascript");
	aio_console_init();
	aio_identity(identity);
	aio_console_record("{\"t\":\"boot\",%s}", identity);
	aio_step_done(AIO_STEP_KERNEL);
	image = checked_image();
	aio_step_done(AIO_STEP_IMAGE);
	error = aio_net_start(image);
	if (error != 0) {
		aio_boot_failure("the network did not come up (%d)", error);
	}
	error = aio_reactor_start();
	if (error != 0) {
		aio_boot_failure("the reactor did not start (%d): raise the number of descriptors",
				 error);
	}
	aio_step_done(AIO_STEP_NETWORK);
	aio_exit(run_image(image));
}
