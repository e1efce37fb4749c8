/*
 * What the QuickJS files share among themselves.
 */
#ifndef AIO_QUICKJS_INTERNAL_H_
#define AIO_QUICKJS_INTERNAL_H_

#include <stdbool.h>
#include <stddef.h>

#include <quickjs.h>

/** The one context, and its runtime. */
extern JSContext *aio_quickjs_context;
extern JSRuntime *aio_quickjs_runtime;
/** The class of functions that resolve a promise, which has no name outside of QuickJS. */
extern JSClassID aio_quickjs_resolver_class;

/* quickjs_context.c */

/** A context without what the runtime brings itself (performance) or the device does not have;
 * NULL: it does not fit into memory. */
JSContext *aio_quickjs_new_context(JSRuntime *runtime);

/* quickjs_patches.cmake */

/** A pending promise, without the functions that settle it. */
JSValue aio_quickjs_promise(JSContext *context);
void aio_quickjs_promise_settle(JSContext *context, JSValueConst promise, JSValueConst result,
				bool rejected);

/** Keeps the call of the async function whose promise it is, and with it where it waits. */
void aio_quickjs_keep_call(JSContext *context, JSValueConst promise);
/** What aio_engine_where() passes on, for the program's promise. A string, or undefined. */
JSValue aio_quickjs_where(JSContext *context, JSValueConst promise, int limit);

/* quickjs_heap.c */

/** The arena's functions for JS_NewRuntime2(). Called once. */
const JSMallocFunctions *aio_quickjs_heap_init(void);
/** From here on the garbage collector is started early enough for the arena. */
void aio_quickjs_heap_watch(JSRuntime *runtime);

/* quickjs_source.c */

/** Text that need not be copied: it stays where it is for good. */
void aio_quickjs_source_set(const char *source, size_t length);
/** Makes Function.prototype.toString independent of the text. */
void aio_quickjs_source_hide(JSContext *context);

/* quickjs_stack.c */

/** Makes `stack` of errors begin with "NAME: MESSAGE". */
void aio_quickjs_stack_install(JSContext *context);

/* quickjs_rejections.c */

void aio_quickjs_rejections_init(JSRuntime *runtime);
/** The program's own promise: its rejection is reported without "(in promise)". Takes it over. */
void aio_quickjs_rejections_main(JSValue promise);
/** That promise, borrowed; undefined before the program has begun. */
JSValueConst aio_quickjs_main(void);

#endif /* AIO_QUICKJS_INTERNAL_H_ */
