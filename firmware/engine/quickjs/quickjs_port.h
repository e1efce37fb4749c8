/*
 * What QuickJS-ng expects of a C library and a bare-metal target does not have. The build includes
 * this file before each of QuickJS's own sources (-include), which stay as they are published.
 *
 * QuickJS has no switch for "no threads": __DJGPP is the one of its targets without pthreads,
 * without atomics, with a stack limit and with computed gotos (__wasi__ has no stack limit,
 * EMSCRIPTEN no computed gotos). It decides nothing else in those sources.
 */
#ifndef AIO_QUICKJS_PORT_H_
#define AIO_QUICKJS_PORT_H_

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sys/time.h>

#include <zephyr/sys/printk.h>

#define __DJGPP 1

/* picolibc declares it nowhere that QuickJS includes. */
#ifndef alloca
#define alloca(size) __builtin_alloca(size)
#endif

/* The wall clock: milliseconds since 1970 at boot, from the app image, plus the uptime. */
int aio_quickjs_gettimeofday(struct timeval *now, void *zone);
#define gettimeofday(now, zone) aio_quickjs_gettimeofday(now, zone)

/* Local time is UTC. The C library's localtime_r() would bring in time zones, getenv() and its
 * heap. */
static inline struct tm *aio_quickjs_utc(const time_t *time, struct tm *result)
{
	(void)time;
	memset(result, 0, sizeof(*result));
	return result;
}
#define localtime_r(time, result) aio_quickjs_utc(time, result)
#define gmtime_r(time, result)	  aio_quickjs_utc(time, result)
#define mktime(result)		  ((void)(result), (time_t)0)

/* Numbers in JSON. The C library's strtod() wants its heap for those of many digits. */
double aio_quickjs_strtod(const char *text, char **end);
#define strtod(text, end) aio_quickjs_strtod(text, end)

/* Complaints before an abort(). printf() would bring in buffered streams. */
#define printf(...) printk(__VA_ARGS__)

/* Weak: quickjs_source.c has another one, which does not copy the program's text. */
struct JSContext;
__attribute__((weak)) char *js_strndup(struct JSContext *context, const char *text, size_t length);

#endif /* AIO_QUICKJS_PORT_H_ */
