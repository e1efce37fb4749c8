/*
 * Promises that were rejected and have no handler yet. A handler may still come until no job is
 * left.
 */
#include "jerryscript_internal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "engine/report.h"

#define MAX_PENDING 16

static struct {
	/** Held until a handler comes or they are reported. */
	jerry_value_t promises[MAX_PENDING];
	size_t count;
	/** How many more there are than fit: without their reasons, but never without a word. */
	size_t more;
	/** The program's own promise. */
	jerry_value_t main;
} state;

static bool same(jerry_value_t a, jerry_value_t b)
{
	jerry_value_t result = jerry_binary_op(JERRY_BIN_OP_STRICT_EQUAL, a, b);
	bool equal = jerry_value_is_true(result);

	jerry_value_free(result);
	return equal;
}

static void add(jerry_value_t promise)
{
	if (state.count < MAX_PENDING) {
		state.promises[state.count++] = jerry_value_copy(promise);
	} else {
		state.more++;
	}
}

/* One that is not in the table is one of those that did not fit. */
static void remove_handled(jerry_value_t promise)
{
	for (size_t i = 0; i < state.count; i++) {
		if (same(state.promises[i], promise)) {
			jerry_value_free(state.promises[i]);
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

static void track(jerry_promise_event_type_t type, const jerry_value_t promise,
		  const jerry_value_t value, void *user)
{
	(void)value;
	(void)user;
	if (type == JERRY_PROMISE_EVENT_REJECT_WITHOUT_HANDLER) {
		add(promise);
	} else if (type == JERRY_PROMISE_EVENT_CATCH_HANDLER_ADDED) {
		remove_handled(promise);
	}
}

void aio_jerryscript_rejections_init(void)
{
	state.main = jerry_undefined();
	jerry_promise_on_event(JERRY_PROMISE_EVENT_FILTER_ERROR, track, NULL);
}

void aio_jerryscript_rejections_main(jerry_value_t promise)
{
	state.main = promise;
}

jerry_value_t aio_jerryscript_main(void)
{
	return state.main;
}

static void report(jerry_value_t promise)
{
	aio_report(same(promise, state.main) ? "Uncaught " : "Uncaught (in promise) ",
		   jerry_promise_result(promise));
	jerry_value_free(promise);
}

static void report_more(size_t more)
{
	char text[80];

	snprintf(text, sizeof(text), "(rejections, %u more than the table of reports holds)",
		 (unsigned int)more);
	aio_report("Uncaught ", jerry_string_sz(text));
}

enum aio_engine_result aio_engine_check_rejections(void)
{
	size_t count = state.count;
	size_t more = state.more;

	if (count == 0) {
		return AIO_ENGINE_OK;
	}
	state.count = 0;
	state.more = 0;
	for (size_t i = 0; i < count; i++) {
		report(state.promises[i]);
	}
	if (more > 0) {
		report_more(more);
	}
	return AIO_ENGINE_THREW;
}
