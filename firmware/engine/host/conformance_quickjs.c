/*
 * Runs a bundle on QuickJS-ng. See conformance.h. The firmware's own files for it take values of 64
 * bits, which only machines with pointers of 32 have: of them those that change what a program sees
 * are here.
 */
#include "conformance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include <dtoa.h>

#include "engine/quickjs/quickjs_internal.h"

static JSValue host_write(JSContext *context, JSValueConst self, int argc, JSValueConst *argv)
{
	int32_t stream = 1;
	size_t length;
	const char *text = JS_ToCStringLen(context, &length, argv[0]);

	(void)self;
	if (argc > 1) {
		(void)JS_ToInt32(context, &stream, argv[1]);
	}
	if (text != NULL) {
		fwrite(text, 1, length, stream == 2 ? stderr : stdout);
		JS_FreeCString(context, text);
	}
	return JS_UNDEFINED;
}

static JSValue host_now(JSContext *context, JSValueConst self, int argc, JSValueConst *argv)
{
	(void)self;
	(void)argc;
	(void)argv;
	return JS_NewFloat64(context, conformance_now());
}

static JSValue host_nothing(JSContext *context, JSValueConst self, int argc, JSValueConst *argv)
{
	(void)context;
	(void)self;
	(void)argc;
	(void)argv;
	return JS_UNDEFINED;
}

static JSValue host_detach(JSContext *context, JSValueConst self, int argc, JSValueConst *argv)
{
	(void)self;
	(void)argc;
	JS_DetachArrayBuffer(context, argv[0]);
	return JS_UNDEFINED;
}

static JSValue host_collect(JSContext *context, JSValueConst self, int argc, JSValueConst *argv)
{
	(void)self;
	(void)argc;
	(void)argv;
	JS_RunGC(JS_GetRuntime(context));
	return JS_UNDEFINED;
}

static JSValue make_host(JSContext *context)
{
	static const struct {
		const char *name;
		JSCFunction *call;
		int argc;
	} calls[] = {
		{"write", host_write, 2},   {"now", host_now, 0},
		{"epoch", host_now, 0},	    {"onEvent", host_nothing, 1},
		{"detach", host_detach, 1}, {"collect", host_collect, 0},
	};
	JSValue host = JS_NewObject(context);

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		JS_SetPropertyStr(
			context, host, calls[i].name,
			JS_NewCFunction(context, calls[i].call, calls[i].name, calls[i].argc));
	}
	return host;
}

/* With what the firmware's context has, and with its changes to it. */
static JSContext *make_context(JSRuntime *runtime)
{
	JSContext *context = aio_quickjs_new_context(runtime);

	if (context == NULL) {
		fputs("no memory\n", stderr);
		exit(CONFORMANCE_OUT_OF_MEMORY);
	}
	aio_quickjs_stack_install(context);
	aio_quickjs_source_hide(context);
	return context;
}

static const char *text_of(JSContext *context, JSValue value)
{
	const char *text = JS_ToCString(context, value);

	if (text == NULL) {
		JS_FreeValue(context, JS_GetException(context));
		return "";
	}
	return text;
}

/* Takes the error over. */
static void report(JSContext *context, JSValue error)
{
	JSValue constructor = JS_IsObject(error) ? JS_GetPropertyStr(context, error, "constructor")
						 : JS_UNDEFINED;
	JSValue name = JS_IsObject(constructor) ? JS_GetPropertyStr(context, constructor, "name")
						: JS_UNDEFINED;
	JSValue message = JS_IsObject(error) ? JS_GetPropertyStr(context, error, "message") : error;

	fprintf(stderr, "Uncaught %s: %s\n", text_of(context, name), text_of(context, message));
}

static int run(JSContext *context, char *source, size_t length)
{
	JSRuntime *runtime = JS_GetRuntime(context);
	JSValue host = make_host(context);
	JSValue program;
	JSValue promise;

	aio_quickjs_source_set(source, length);
	program = JS_Eval(context, source, length, "app.js",
			  JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_STRICT);
	if (JS_IsException(program)) {
		report(context, JS_GetException(context));
		return CONFORMANCE_REFUSED;
	}
	promise = JS_Call(context, program, JS_UNDEFINED, 1, &host);
	while (JS_IsJobPending(runtime)) {
		if (JS_ExecutePendingJob(runtime, &context) < 0) {
			report(context, JS_GetException(context));
		}
	}
	if (JS_PromiseState(context, promise) == JS_PROMISE_REJECTED) {
		report(context, JS_PromiseResult(context, promise));
		return CONFORMANCE_THREW;
	}
	return fflush(stdout) == 0 ? CONFORMANCE_DONE : CONFORMANCE_THREW;
}

int main(int argc, char **argv)
{
	size_t length;
	char *source = conformance_start(argc, argv, &length);
	JSRuntime *runtime = JS_NewRuntime();

	JS_SetMemoryLimit(runtime, CONFORMANCE_HEAP);
	JS_SetMaxStackSize(runtime, CONFORMANCE_STACK);
	return run(make_context(runtime), source, length);
}

/* What quickjs_port.h asks of the firmware. */

int aio_quickjs_gettimeofday(struct timeval *now, void *zone)
{
	const uint64_t us = CONFORMANCE_EPOCH_MS * 1000 + (uint64_t)conformance_now();

	(void)zone;
	now->tv_sec = (time_t)(us / 1000000);
	now->tv_usec = (suseconds_t)(us % 1000000);
	return 0;
}

double aio_quickjs_strtod(const char *text, char **end)
{
	JSATODTempMem memory;

	return js_atod(text, (const char **)end, 10, 0, &memory);
}
