/*
 * What the firmware needs of a JavaScript engine. Implemented once for each engine; nothing else
 * knows which one it is.
 *
 * Everything here is called on the JavaScript thread only. The engine's heap is one static arena of
 * CONFIG_AIO_JS_HEAP_SIZE bytes. Where it is exhausted the engine calls aio_fatal()
 * (application.h), which does not return.
 */
#ifndef AIO_ENGINE_H_
#define AIO_ENGINE_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** An engine's value: the bits of a JSValue (NaN-boxed) or a jerry_value_t. Arguments are borrowed,
 * results are owned. */
#ifdef CONFIG_AIO_ENGINE_JERRYSCRIPT
typedef uint32_t aio_value_t;
#else
typedef uint64_t aio_value_t;
#endif

/** A function of the host object. */
struct aio_host_call {
	const char *name;
	/** How many arguments the function gets: missing ones are undefined, further ones are cut
	 * off. At most 6. */
	uint8_t argc;
	/** Returns an owned value. Never throws: codes are returned, TypeScript throws. */
	aio_value_t (*call)(const aio_value_t *args);
};

/** Bytes in the engine's arena. */
struct aio_engine_memory {
	size_t used;
	size_t peak;
	size_t total;
};

/** How evaluating or calling ended. */
enum aio_engine_result {
	AIO_ENGINE_OK = 0,
	/** An exception was not caught; it has been printed on the console, as "Uncaught NAME:
	 * MESSAGE" and its stack. */
	AIO_ENGINE_THREW = 1,
};

/** "quickjs" or "jerryscript". */
const char *aio_engine_name(void);

/** Makes the context and the host object. calls must stay. */
void aio_engine_init(const struct aio_host_call *calls, size_t count);

/** Milliseconds since 1970 at boot, for Date. 0 before it was called. */
void aio_engine_set_epoch(uint64_t epoch_ms);

/**
 * Evaluates the program: the text of a function expression, `(async function (host) { … })`, which
 * is called with the host object. Its promise's rejection is an unhandled one.
 *
 * @param name of the file that positions in stacks are in; it must stay
 * @param source UTF-8 with a NUL at source[length]
 */
enum aio_engine_result aio_engine_run(const char *name, const char *source, size_t length);

/**
 * As aio_engine_run(), for byte code of the same program, which runs where it lies: it must stay.
 * With CONFIG_AIO_JS_SNAPSHOT.
 *
 * @param snapshot 8-byte aligned, made for AIO_SNAPSHOT_ID
 */
enum aio_engine_result aio_engine_run_snapshot(const void *snapshot, size_t length);

/** Whether the program's top level still waits for something. */
bool aio_engine_awaits(void);

/**
 * Where the program is: the functions that run, innermost first; while none does, the async
 * functions through which its top level waits. At most 10 lines as in `stack`, each with its end;
 * nothing where the program only has timers and sockets. Also while a function of the program runs.
 */
void aio_engine_where(void (*chunk)(const char *data, size_t length, void *context), void *context);

/* Which byte code the engine runs; the build sets it with CONFIG_AIO_JS_SNAPSHOT. 0: none. */
#ifndef AIO_SNAPSHOT_ID
#define AIO_SNAPSHOT_ID 0u
#endif

/** Makes an argument of a host call the function that aio_engine_dispatch() calls. -EINVAL: it is
 * not a function. */
int aio_engine_set_dispatcher(aio_value_t function);

/** Calls the dispatcher with three numbers. */
enum aio_engine_result aio_engine_dispatch(int kind, int handle, int bits);

/**
 * Calls a function with the argument as `this` and as its only argument; with neither where the
 * argument is undefined. Both are borrowed, and stay while it runs.
 */
enum aio_engine_result aio_engine_call(aio_value_t function, aio_value_t argument);

/**
 * Runs queued jobs until there are none. An exception in one is printed and ends it there.
 */
enum aio_engine_result aio_engine_run_jobs(void);

/**
 * Called when no job is left: a promise that was rejected and has no handler by now is printed as
 * "Uncaught (in promise) NAME: MESSAGE" with its stack.
 */
enum aio_engine_result aio_engine_check_rejections(void);

void aio_engine_collect_garbage(void);
/** Whether the engine will look for garbage by itself soon, and hold the program up with that. */
bool aio_engine_collects_soon(void);
/** Looks for garbage, the part of a collection that cannot be interrupted. */
void aio_engine_find_garbage(void);
/** Frees a part of the garbage that was found, in some 100 us. Returns whether there is more. */
bool aio_engine_free_garbage(void);

/**
 * An object with this prototype, and no `then` of its own, is awaited by calling this method of it,
 * which returns a promise. At most one prototype. An engine for which that is no gain calls `then`.
 */
void aio_engine_await_by(aio_value_t prototype, aio_value_t method);
void aio_engine_memory(struct aio_engine_memory *memory);

/* Values */

/** NaN where it is not a number. */
double aio_value_number(aio_value_t value);
/** fallback where it is not a number; clamped to the range of int32_t. */
int32_t aio_value_int(aio_value_t value, int32_t fallback);
/** The bytes that a Uint8Array (or other typed array) covers. -EINVAL: it is none, or its buffer
 * was detached, or has become too small for it. The pointer is good until JavaScript runs. */
int aio_value_bytes(aio_value_t value, uint8_t **data, size_t *length);
/** Copies a string as UTF-8, cut at size - 1 bytes, NUL-terminated. Returns its whole length in
 * bytes, -EINVAL: not a string. */
int aio_value_string(aio_value_t value, char *buffer, size_t size);
/** Passes a string's UTF-8 bytes, whole and in order, in one or more pieces. -EINVAL: not a string.
 */
int aio_value_each_chunk(aio_value_t value,
			 void (*chunk)(const char *data, size_t length, void *context),
			 void *context);

/** Whether it is a number that the engine keeps as a small integer. */
bool aio_value_is_int(aio_value_t value);
bool aio_value_is_function(aio_value_t value);
/** Whether it is a function that an engine made to resolve a promise: it throws nothing and returns
 * nothing. */
bool aio_value_is_resolver(aio_value_t value);

aio_value_t aio_value_undefined(void);
aio_value_t aio_value_from_number(double number);
aio_value_t aio_value_from_int(int32_t number);
aio_value_t aio_value_from_string(const char *text, size_t length);

/** Holds a value beyond the call that it was an argument of. Returns the same value, owned. */
aio_value_t aio_value_hold(aio_value_t value);
/** Gives up a value that was owned. */
void aio_value_release(aio_value_t value);

/** A promise that is pending; owned. */
aio_value_t aio_promise(void);
/** Resolves or rejects a promise of aio_promise(), once. Who waits for it runs with the next jobs.
 * Promise and result are borrowed. */
void aio_promise_settle(aio_value_t promise, aio_value_t result, bool rejected);

#endif /* AIO_ENGINE_H_ */
