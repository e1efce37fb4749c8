/*
 * Zephyr's <zephyr/sys/cbprintf.h> on FreeRTOS: formatted output one character at a time, without
 * a buffer and without a heap.
 *
 * Conversions: d i u x X o c s p %, flags - 0 + space #, width, precision, * and the lengths hh h l
 * ll z j t. No floating point: %f, %e, %g and %a print "%f" and the like.
 */
#ifndef ZEPHYR_SYS_CBPRINTF_H_
#define ZEPHYR_SYS_CBPRINTF_H_

#include <stdarg.h>
#include <stddef.h>

#include <zephyr/toolchain.h>

/** Takes one character; below 0 ends the output, and is returned. */
typedef int (*cbprintf_cb)(/* int c, void *ctx */);

/** How many characters were passed to out. Any context. */
int cbprintf(cbprintf_cb out, void *ctx, const char *format, ...) __printf_like(3, 4);
int cbvprintf(cbprintf_cb out, void *ctx, const char *format, va_list ap) __printf_like(3, 0);
int snprintfcb(char *str, size_t size, const char *format, ...) __printf_like(3, 4);
int vsnprintfcb(char *str, size_t size, const char *format, va_list ap) __printf_like(3, 0);

#endif /* ZEPHYR_SYS_CBPRINTF_H_ */
