/*
 * Runs a bundle on JerryScript, by the files that the firmware has for it. See conformance.h.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zephyr/random/random.h>

#include <aio/stats.h>
#include <aio/timers.h>

#include "conformance.h"
#include "engine/application.h"
#include "engine/engine.h"
#include "engine/jerryscript/jerryscript_internal.h"
#include "engine/report.h"

static bool started;

static void print(const char *data, size_t length, void *stream)
{
	fwrite(data, 1, length, stream);
}

static aio_value_t host_write(const aio_value_t *args)
{
	FILE *stream = aio_value_int(args[1], 1) == 2 ? stderr : stdout;

	(void)aio_value_each_chunk(args[0], print, stream);
	return aio_value_undefined();
}

static aio_value_t host_now(const aio_value_t *args)
{
	(void)args;
	return aio_value_from_number(conformance_now());
}

static aio_value_t host_on_event(const aio_value_t *args)
{
	return aio_value_from_int(aio_engine_set_dispatcher(args[0]));
}

static aio_value_t host_detach(const aio_value_t *args)
{
	jerry_value_free(jerry_arraybuffer_detach(args[0]));
	return aio_value_undefined();
}

static aio_value_t host_collect(const aio_value_t *args)
{
	(void)args;
	aio_engine_collect_garbage();
	return aio_value_undefined();
}

static const struct aio_host_call calls[] = {
	{"write", 2, host_write},      {"now", 0, host_now},	   {"epoch", 0, host_now},
	{"onEvent", 1, host_on_event}, {"detach", 1, host_detach}, {"collect", 0, host_collect},
};

/* What the program's promise was rejected with, by its constructor's name: aio_report() would print
 * the stack, which an object that is no error has not. */
static void report(jerry_value_t error)
{
	aio_value_t constructor = aio_value_property(error, "constructor");
	aio_value_t name = aio_value_property(constructor, "name");
	aio_value_t message = aio_value_property(error, "message");
	aio_value_t text = jerry_value_is_undefined(message) ? aio_value_describe(error) : message;

	fputs("Uncaught ", stderr);
	(void)aio_value_each_chunk(name, print, stderr);
	fputs(": ", stderr);
	(void)aio_value_each_chunk(text, print, stderr);
	fputs("\n", stderr);
}

int main(int argc, char **argv)
{
	size_t length;
	char *source = conformance_start(argc, argv, &length);
	jerry_value_t program;

	aio_engine_init(calls, sizeof(calls) / sizeof(calls[0]));
	aio_engine_set_epoch(CONFORMANCE_EPOCH_MS);
	if (aio_engine_run("app.js", source, length) != AIO_ENGINE_OK) {
		return started ? CONFORMANCE_THREW : CONFORMANCE_REFUSED;
	}
	while (aio_engine_run_jobs() != AIO_ENGINE_OK) {
	}
	program = aio_jerryscript_main();
	if (jerry_promise_state(program) == JERRY_PROMISE_STATE_REJECTED) {
		report(jerry_promise_result(program));
		return CONFORMANCE_THREW;
	}
	return fflush(stdout) == 0 ? CONFORMANCE_DONE : CONFORMANCE_THREW;
}

/* What the engine's files ask of the firmware. */

volatile bool aio_stack_wanted;

void aio_stack_answer(void)
{
}

void aio_step_done(enum aio_step step)
{
	started = started || step == AIO_STEP_PARSE;
}

void aio_console_error_begin(void)
{
}

void aio_console_text(const char *data, size_t length)
{
	print(data, length, stderr);
}

void aio_console_error_end(void)
{
}

void aio_fatal(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputs("\n", stderr);
	exit(strncmp(format, "out of memory", 13) == 0 ? CONFORMANCE_OUT_OF_MEMORY
						       : CONFORMANCE_THREW);
}

int64_t aio_clock_us(void)
{
	return (int64_t)conformance_now();
}

/* The same numbers in each run. */
void sys_rand_get(void *to, size_t length)
{
	memset(to, 0x5a, length);
}
