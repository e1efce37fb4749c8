/*
 * Promises that were rejected and have no handler yet. A handler may still come until no job is
 * left.
 */
#include "quickjs_internal.h"

#include <stdio.h>

#include "engine/engine.h"
#include "engine/report.h"

#define MAX_PENDING 16

static struct {
	/** Held until a handler comes or they are reported. */
	JSValue promises[MAX_PENDING];
	size_t count;
	/** How many more there are than fit: without their reasons, but never without a word. */
	size_t more;
	/** The program's own promise. */
	JSValue main;
} state;

static bool same(JSValueConst a, JSValueConst b)
{
	return JS_VALUE_GET_PTR(a) == JS_VALUE_GET_PTR(b);
}

static void add(JSContext *context, JSValueConst promise)
{
	if (state.count < MAX_PENDING) {
		state.promises[state.count++] = JS_DupValue(context, promise);
	} else {
		state.more++;
	}
}

/* One that is not in the table is one of those that did not fit. */
static void remove_handled(JSContext *context, JSValueConst promise)
{
	for (size_t i = 0; i < state.count; i++) {
		if (same(state.promises[i], promise)) {
			JS_FreeValue(context, state.promises[i]);
			state.count--;
			for (; i < state.count; i++) {
				state.promises[i] = state.promises[i + 1];
			}
			return;
		}
	}
	if (state.more > 0) {
		state.more--;
	}
}

static void track(JSContext *context, JSValueConst promise, JSValueConst reason, bool is_handled,
		  void *opaque)
{
	(void)reason;
	(void)opaque;
	if (is_handled) {
		remove_handled(context, promise);
	} else {
		add(context, promise);
	}
}

void aio_quickjs_rejections_init(JSRuntime *runtime)
{
	state.main = JS_UNDEFINED;
	JS_SetHostPromiseRejectionTracker(runtime, track, NULL);
}

void aio_quickjs_rejections_main(JSValue promise)
{
	state.main = promise;
}

JSValueConst aio_quickjs_main(void)
{
	return state.main;
}

static void report(JSContext *context, JSValue promise)
{
	bool is_main = JS_IsObject(state.main) && same(promise, state.main);

	aio_report(is_main ? "Uncaught " : "Uncaught (in promise) ",
		   JS_PromiseResult(context, promise));
	JS_FreeValue(context, promise);
}

enum aio_engine_result aio_engine_check_rejections(void)
{
	JSContext *context = aio_quickjs_context;
	size_t count = state.count;
	size_t more = state.more;

	if (count == 0) {
		return AIO_ENGINE_OK;
	}
	state.count = 0;
	state.more = 0;
	for (size_t i = 0; i < count; i++) {
		report(context, state.promises[i]);
	}
	if (more > 0) {
		char text[80];
		int length = snprintf(text, sizeof(text),
				      "(rejections, %u more than the table of reports holds)",
				      (unsigned int)more);

		aio_report("Uncaught ", JS_NewStringLen(context, text, (size_t)length));
	}
	return AIO_ENGINE_THREW;
}
