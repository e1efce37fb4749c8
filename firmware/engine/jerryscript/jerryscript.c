/*
 * engine.h on JerryScript 3.0.
 */
#include <errno.h>

#include <jerryscript-port.h>

#include <zephyr/sys/util.h>

#include <aio/stats.h>

#include "jerryscript_internal.h"
#include "engine/application.h"
#include "engine/report.h"

#define MAX_ARGUMENTS 6
/* Objects; 100 us. */
#define FREED_AT_ONCE 16

static struct {
	const struct aio_host_call *calls;
	jerry_value_t host;
	jerry_value_t dispatcher;
} state;

const char *aio_engine_name(void)
{
	return "jerryscript";
}

static jerry_value_t host_call(size_t index, const jerry_value_t given[], jerry_length_t count)
{
	const struct aio_host_call *call = &state.calls[index];
	aio_value_t arguments[MAX_ARGUMENTS];

	if (count >= call->argc) {
		return aio_jerry(call->call(given));
	}
	for (jerry_length_t i = 0; i < call->argc; i++) {
		arguments[i] = i < count ? given[i] : jerry_undefined();
	}
	return aio_jerry(call->call(arguments));
}

/* A C function for each call, numbered in octal: to find the number at the function's object costs
 * as much as a small call does itself. */
#define CALLS_OF_8(f, n) f(n##0) f(n##1) f(n##2) f(n##3) f(n##4) f(n##5) f(n##6) f(n##7)
#define CALLS(f)                                                                                   \
	CALLS_OF_8(f, 0)                                                                           \
	CALLS_OF_8(f, 01)                                                                          \
	CALLS_OF_8(f, 02) CALLS_OF_8(f, 03) CALLS_OF_8(f, 04) CALLS_OF_8(f, 05) CALLS_OF_8(f, 06)

#define DEFINE_ENTRY(n)                                                                            \
	static jerry_value_t host_call_##n(const jerry_call_info_t *info,                          \
					   const jerry_value_t given[],                            \
					   const jerry_length_t count)                             \
	{                                                                                          \
		ARG_UNUSED(info);                                                                  \
		return host_call(n, given, count);                                                 \
	}
CALLS(DEFINE_ENTRY)

#define ENTRY(n) host_call_##n,
static const jerry_external_handler_t entries[] = {CALLS(ENTRY)};

static void make_host(size_t count)
{
	if (count > ARRAY_SIZE(entries)) {
		aio_fatal("the host has %u calls, the engine takes %u", (unsigned int)count,
			  (unsigned int)ARRAY_SIZE(entries));
	}
	state.host = jerry_object();
	for (size_t i = 0; i < count; i++) {
		jerry_value_t function = jerry_function_external(entries[i]);

		jerry_value_free(jerry_object_set_sz(state.host, state.calls[i].name, function));
		jerry_value_free(function);
	}
}

void aio_engine_init(const struct aio_host_call *calls, size_t count)
{
	jerry_init(JERRY_INIT_EMPTY);
	aio_jerryscript_clock_start();
	state.calls = calls;
	state.dispatcher = jerry_undefined();
	make_host(count);
	aio_jerryscript_rejections_init();
	aio_jerryscript_stack_install();
}

enum aio_engine_result aio_jerryscript_settle(jerry_value_t result)
{
	if (jerry_value_is_exception(result)) {
		aio_report("Uncaught ", jerry_exception_value(result, true));
		return AIO_ENGINE_THREW;
	}
	jerry_value_free(result);
	return AIO_ENGINE_OK;
}

/* The parser's exception. What it throws where the heap has no room for the byte code is null. */
static jerry_value_t parse_error(jerry_value_t exception)
{
	jerry_value_t value = jerry_exception_value(exception, false);

	if (jerry_value_is_null(value)) {
		jerry_port_fatal(JERRY_FATAL_OUT_OF_MEMORY);
	}
	jerry_value_free(value);
	return exception;
}

static jerry_value_t evaluate(const char *name, const char *source, size_t length)
{
	const jerry_parse_options_t options = {
		.options = JERRY_PARSE_STRICT_MODE | JERRY_PARSE_HAS_SOURCE_NAME,
		.source_name = jerry_string_sz(name),
	};
	jerry_value_t script = jerry_parse((const jerry_char_t *)source, length, &options);
	jerry_value_t result;

	jerry_value_free(options.source_name);
	if (jerry_value_is_exception(script)) {
		return parse_error(script);
	}
	result = jerry_run(script);
	jerry_value_free(script);
	return result;
}

/* Calls the program's function. Takes it over. */
static enum aio_engine_result start(jerry_value_t program)
{
	jerry_value_t promise;

	if (jerry_value_is_exception(program)) {
		return aio_jerryscript_settle(program);
	}
	aio_step_done(AIO_STEP_PARSE);
	promise = jerry_call(program, jerry_undefined(), &state.host, 1);
	jerry_value_free(program);
	if (jerry_value_is_exception(promise)) {
		return aio_jerryscript_settle(promise);
	}
	aio_jerryscript_rejections_main(promise);
	aio_core_keep_call(promise);
	return AIO_ENGINE_OK;
}

bool aio_engine_awaits(void)
{
	jerry_value_t promise = aio_jerryscript_main();

	return jerry_value_is_promise(promise) &&
	       jerry_promise_state(promise) == JERRY_PROMISE_STATE_PENDING;
}

enum aio_engine_result aio_engine_run(const char *name, const char *source, size_t length)
{
	aio_jerryscript_stack_name(name);
	return start(evaluate(name, source, length));
}

#ifdef CONFIG_AIO_JS_SNAPSHOT
enum aio_engine_result aio_engine_run_snapshot(const void *snapshot, size_t length)
{
	return start(jerry_exec_snapshot(snapshot, length, 0, 0, NULL));
}
#endif

int aio_engine_set_dispatcher(aio_value_t function)
{
	if (!jerry_value_is_function(aio_jerry(function))) {
		return -EINVAL;
	}
	jerry_value_free(state.dispatcher);
	state.dispatcher = jerry_value_copy(aio_jerry(function));
	return 0;
}

enum aio_engine_result aio_engine_dispatch(int kind, int handle, int bits)
{
	jerry_value_t arguments[] = {
		aio_core_make_int(kind),
		aio_core_make_int(handle),
		aio_core_make_int(bits),
	};
	jerry_value_t result =
		jerry_call(state.dispatcher, jerry_undefined(), arguments, ARRAY_SIZE(arguments));

	for (size_t i = 0; i < ARRAY_SIZE(arguments); i++) {
		jerry_value_free(arguments[i]);
	}
	return aio_jerryscript_settle(result);
}

enum aio_engine_result aio_engine_call(aio_value_t function, aio_value_t argument)
{
	return aio_jerryscript_settle(
		aio_core_call(function, &argument, jerry_value_is_undefined(argument) ? 0 : 1));
}

enum aio_engine_result aio_engine_run_jobs(void)
{
	return aio_jerryscript_settle(jerry_run_jobs());
}

void aio_engine_collect_garbage(void)
{
	aio_core_find_garbage();
	(void)aio_core_free_garbage(UINT32_MAX);
}

void aio_engine_find_garbage(void)
{
	aio_core_find_garbage();
}

bool aio_engine_free_garbage(void)
{
	return aio_core_free_garbage(FREED_AT_ONCE);
}

void aio_engine_await_by(aio_value_t prototype, aio_value_t method)
{
	aio_core_await_by(aio_jerry(prototype), aio_jerry(method));
}

bool aio_engine_collects_soon(void)
{
	return aio_core_collects_soon();
}

void aio_engine_memory(struct aio_engine_memory *memory)
{
	jerry_heap_stats_t stats = {.version = 1};

	(void)jerry_heap_stats(&stats);
	memory->used = stats.allocated_bytes;
	memory->peak = stats.peak_allocated_bytes;
	memory->total = stats.size;
}
