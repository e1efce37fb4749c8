/*
 * What the JerryScript files share among themselves.
 */
#ifndef AIO_JERRYSCRIPT_INTERNAL_H_
#define AIO_JERRYSCRIPT_INTERNAL_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jerryscript.h>

#include "engine/engine.h"

/* A value of engine.h is a jerry_value_t. */
static inline jerry_value_t aio_jerry(aio_value_t value)
{
	return (jerry_value_t)value;
}

/* jerryscript_core.h, inside the engine */

bool aio_core_get_int(jerry_value_t value, int32_t *number);
jerry_value_t aio_core_make_int(int32_t number);
void aio_core_find_garbage(void);
bool aio_core_free_garbage(uint32_t count);
void aio_core_await_by(jerry_value_t prototype, jerry_value_t method);
bool aio_core_collects_soon(void);
bool aio_core_is_resolver(jerry_value_t value);
jerry_value_t aio_core_call(jerry_value_t function, const jerry_value_t *argument, size_t count);
void aio_core_keep_call(jerry_value_t promise);
void aio_core_capture_awaits(jerry_value_t promise, uint32_t limit, jerry_backtrace_cb_t callback,
			     void *user);
uint8_t *aio_core_typedarray_bytes(jerry_value_t value, size_t *length);
bool aio_core_typedarray_is_gone(jerry_value_t value);

/** Reports an exception. Takes result over. */
enum aio_engine_result aio_jerryscript_settle(jerry_value_t result);

/* jerryscript_port.c */

/** Until it is called the clock gives random numbers, which JerryScript takes its seed from. */
void aio_jerryscript_clock_start(void);

/* jerryscript_stack.c */

/** Makes `stack` of errors a string that begins with "NAME: MESSAGE". */
void aio_jerryscript_stack_install(void);
/** The file that positions are in; it must stay. */
void aio_jerryscript_stack_name(const char *name);

/* jerryscript_rejections.c */

void aio_jerryscript_rejections_init(void);
/** The program's own promise: its rejection is reported without "(in promise)". Takes it over. */
void aio_jerryscript_rejections_main(jerry_value_t promise);
/** That promise, borrowed; undefined before the program has begun. */
jerry_value_t aio_jerryscript_main(void);

#endif /* AIO_JERRYSCRIPT_INTERNAL_H_ */
