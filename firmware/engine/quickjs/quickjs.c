/*
 * engine.h on QuickJS-ng. A value is QuickJS's own: 64 bits, NaN-boxed on a 32-bit target, so that
 * arguments are passed on as they are.
 */
#include <math.h>
#include <string.h>
#include <sys/time.h>

#include <zephyr/kernel.h>
#include <zephyr/random/random.h>

#include <aio/sizes.h>
#include <aio/stats.h>
#include <aio/timers.h>

#include "engine/application.h"
#include "engine/engine.h"
#include "quickjs_internal.h"
#include "engine/report.h"

BUILD_ASSERT(sizeof(JSValue) == sizeof(aio_value_t), "QuickJS has to be built with NaN boxing");

/* Bytes of the thread's stack below the point where JavaScript is stopped: QuickJS makes the stack
 * trace there (2.6 KB), and a host call runs there. */
#define STACK_MARGIN 6144
/* As many as `stack` has. */
#define MAX_FRAMES   10

JSContext *aio_quickjs_context;
JSRuntime *aio_quickjs_runtime;
JSClassID aio_quickjs_resolver_class;

static struct {
	const struct aio_host_call *calls;
	JSValue host;
	JSValue dispatcher;
	/** Milliseconds since 1970 at boot. */
	uint64_t epoch_ms;
	/** The context's first look at the clock is the seed of Math.random(). */
	bool seeding;
} state = {.seeding = true};

const char *aio_engine_name(void)
{
	return "quickjs";
}

void aio_engine_set_epoch(uint64_t epoch_ms)
{
	state.epoch_ms = epoch_ms;
}

int aio_quickjs_gettimeofday(struct timeval *now, void *zone)
{
	int64_t us = (int64_t)state.epoch_ms * 1000 + aio_clock_us();

	(void)zone;
	if (state.seeding) {
		sys_rand_get(&us, sizeof(us));
		us = (us & INT64_MAX) / 2;
	}
	now->tv_sec = us / 1000000;
	now->tv_usec = us % 1000000;
	return 0;
}

static JSValue host_call(JSContext *context, JSValueConst self, int argc, JSValueConst *argv,
			 int index)
{
	(void)context;
	(void)self;
	(void)argc;
	return state.calls[index].call(argv);
}

static void make_host(size_t count)
{
	JSContext *context = aio_quickjs_context;

	state.host = JS_NewObject(context);
	for (size_t i = 0; i < count; i++) {
		const struct aio_host_call *call = &state.calls[i];

		JS_SetPropertyStr(context, state.host, call->name,
				  JS_NewCFunctionMagic(context, host_call, call->name, call->argc,
						       JS_CFUNC_generic_magic, (int)i));
	}
}

static JSContext *make_context(JSRuntime *runtime)
{
	JSContext *context = aio_quickjs_new_context(runtime);

	if (context == NULL) {
		aio_fatal("out of memory: QuickJS does not fit into the %d bytes of its heap "
			  "(CONFIG_AIO_JS_HEAP_SIZE)",
			  CONFIG_AIO_JS_HEAP_SIZE);
	}
	return context;
}

static JSClassID resolver_class(JSContext *context)
{
	JSValue settlers[2];
	JSValue promise = JS_NewPromiseCapability(context, settlers);
	JSClassID class = JS_GetClassID(settlers[0]);

	JS_FreeValue(context, promise);
	JS_FreeValue(context, settlers[0]);
	JS_FreeValue(context, settlers[1]);
	return class;
}

/* QuickJS calls this every 1,000 calls and loops. */
static int interrupted(JSRuntime *runtime, void *opaque)
{
	(void)runtime;
	(void)opaque;
	if (aio_stack_wanted) {
		aio_stack_answer();
	}
	return 0;
}

void aio_engine_init(const struct aio_host_call *calls, size_t count)
{
	JSRuntime *runtime = JS_NewRuntime2(aio_quickjs_heap_init(), NULL);

	if (runtime == NULL) {
		aio_fatal("out of memory: no room for QuickJS (CONFIG_AIO_JS_HEAP_SIZE)");
	}
	JS_UpdateStackTop(runtime);
	JS_SetMaxStackSize(runtime, CONFIG_AIO_JS_STACK_SIZE - STACK_MARGIN);
	aio_quickjs_runtime = runtime;
	aio_quickjs_context = make_context(runtime);
	aio_quickjs_resolver_class = resolver_class(aio_quickjs_context);
	state.seeding = false;
	state.calls = calls;
	state.dispatcher = JS_UNDEFINED;
	make_host(count);
	aio_quickjs_rejections_init(runtime);
	aio_quickjs_stack_install(aio_quickjs_context);
	aio_quickjs_source_hide(aio_quickjs_context);
	aio_quickjs_heap_watch(runtime);
	JS_SetInterruptHandler(runtime, interrupted, NULL);
}

static enum aio_engine_result uncaught(void)
{
	aio_report("Uncaught ", JS_GetException(aio_quickjs_context));
	return AIO_ENGINE_THREW;
}

enum aio_engine_result aio_engine_run(const char *name, const char *source, size_t length)
{
	JSContext *context = aio_quickjs_context;
	JSValue program;
	JSValue promise;

	aio_quickjs_source_set(source, length);
	program = JS_Eval(context, source, length, name, JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_STRICT);
	if (JS_IsException(program)) {
		return uncaught();
	}
	aio_step_done(AIO_STEP_PARSE);
	promise = JS_Call(context, program, JS_UNDEFINED, 1, &state.host);
	JS_FreeValue(context, program);
	if (JS_IsException(promise)) {
		return uncaught();
	}
	aio_quickjs_rejections_main(promise);
	aio_quickjs_keep_call(context, promise);
	return AIO_ENGINE_OK;
}

/* To call `then` costs no more. */
void aio_engine_await_by(aio_value_t prototype, aio_value_t method)
{
	ARG_UNUSED(prototype);
	ARG_UNUSED(method);
}

bool aio_engine_awaits(void)
{
	JSValueConst promise = aio_quickjs_main();

	return JS_IsObject(promise) &&
	       JS_PromiseState(aio_quickjs_context, promise) == JS_PROMISE_PENDING;
}

void aio_engine_where(void (*chunk)(const char *data, size_t length, void *context), void *context)
{
	JSValue text = aio_quickjs_where(aio_quickjs_context, aio_quickjs_main(), MAX_FRAMES);

	(void)aio_value_each_chunk(text, chunk, context);
	JS_FreeValue(aio_quickjs_context, text);
}

int aio_engine_set_dispatcher(aio_value_t function)
{
	if (!JS_IsFunction(aio_quickjs_context, function)) {
		return -EINVAL;
	}
	JS_FreeValue(aio_quickjs_context, state.dispatcher);
	state.dispatcher = JS_DupValue(aio_quickjs_context, function);
	return 0;
}

enum aio_engine_result aio_engine_dispatch(int kind, int handle, int bits)
{
	JSContext *context = aio_quickjs_context;
	JSValue arguments[] = {
		JS_NewInt32(context, kind),
		JS_NewInt32(context, handle),
		JS_NewInt32(context, bits),
	};
	JSValue result =
		JS_Call(context, state.dispatcher, JS_UNDEFINED, ARRAY_SIZE(arguments), arguments);

	if (JS_IsException(result)) {
		return uncaught();
	}
	JS_FreeValue(context, result);
	return AIO_ENGINE_OK;
}

enum aio_engine_result aio_engine_call(aio_value_t function, aio_value_t argument)
{
	JSContext *context = aio_quickjs_context;
	JSValue result =
		JS_Call(context, function, argument, JS_IsUndefined(argument) ? 0 : 1, &argument);

	if (JS_IsException(result)) {
		return uncaught();
	}
	JS_FreeValue(context, result);
	return AIO_ENGINE_OK;
}

enum aio_engine_result aio_engine_run_jobs(void)
{
	JSContext *context;
	int result;

	do {
		result = JS_ExecutePendingJob(aio_quickjs_runtime, &context);
	} while (result > 0);
	return result < 0 ? uncaught() : AIO_ENGINE_OK;
}
