/*
 * engine.h on JerryScript 3.0's public API.
 */
#include "engine/jerryscript_internal.h"

#include <errno.h>

#include <zephyr/sys/util.h>

#include "engine/report.h"

#define MAX_ARGUMENTS 6

static struct {
	const struct aio_host_call *calls;
	jerry_value_t host;
	jerry_value_t dispatcher;
} state;

/* Marks a host function; its native pointer is the index of its call. */
static const jerry_object_native_info_t call_info = {.free_cb = NULL};

const char *aio_engine_name(void)
{
	return "jerryscript";
}

static jerry_value_t host_call(const jerry_call_info_t *info, const jerry_value_t given[],
			       const jerry_length_t count)
{
	const struct aio_host_call *call = jerry_object_get_native_ptr(info->function, &call_info);
	aio_value_t arguments[MAX_ARGUMENTS];

	for (jerry_length_t i = 0; i < call->argc; i++) {
		arguments[i] = i < count ? given[i] : jerry_undefined();
	}
	return aio_jerry(call->call(arguments));
}

static void make_host(size_t count)
{
	state.host = jerry_object();
	for (size_t i = 0; i < count; i++) {
		const struct aio_host_call *call = &state.calls[i];
		jerry_value_t function = jerry_function_external(host_call);

		jerry_object_set_native_ptr(function, &call_info, (void *)call);
		jerry_value_free(jerry_object_set_sz(state.host, call->name, function));
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

static jerry_value_t evaluate(const char *source, size_t length)
{
	const jerry_parse_options_t options = {
		.options = JERRY_PARSE_STRICT_MODE | JERRY_PARSE_HAS_SOURCE_NAME,
		.source_name = jerry_string_sz("app.js"),
	};
	jerry_value_t script = jerry_parse((const jerry_char_t *)source, length, &options);
	jerry_value_t result;

	jerry_value_free(options.source_name);
	if (jerry_value_is_exception(script)) {
		return script;
	}
	result = jerry_run(script);
	jerry_value_free(script);
	return result;
}

enum aio_engine_result aio_engine_run(const char *source, size_t length)
{
	jerry_value_t program = evaluate(source, length);
	jerry_value_t promise;

	if (jerry_value_is_exception(program)) {
		return aio_jerryscript_settle(program);
	}
	promise = jerry_call(program, jerry_undefined(), &state.host, 1);
	jerry_value_free(program);
	if (jerry_value_is_exception(promise)) {
		return aio_jerryscript_settle(promise);
	}
	aio_jerryscript_rejections_main(promise);
	return AIO_ENGINE_OK;
}

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
		jerry_number(kind),
		jerry_number(handle),
		jerry_number(bits),
	};
	jerry_value_t result =
		jerry_call(state.dispatcher, jerry_undefined(), arguments, ARRAY_SIZE(arguments));

	for (size_t i = 0; i < ARRAY_SIZE(arguments); i++) {
		jerry_value_free(arguments[i]);
	}
	return aio_jerryscript_settle(result);
}

enum aio_engine_result aio_engine_run_jobs(void)
{
	return aio_jerryscript_settle(jerry_run_jobs());
}

void aio_engine_collect_garbage(void)
{
	jerry_heap_gc(JERRY_GC_PRESSURE_HIGH);
}

void aio_engine_memory(struct aio_engine_memory *memory)
{
	jerry_heap_stats_t stats = {.version = 1};

	(void)jerry_heap_stats(&stats);
	memory->used = stats.allocated_bytes;
	memory->peak = stats.peak_allocated_bytes;
	memory->total = stats.size;
}
