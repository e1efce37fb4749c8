/*
 * Zephyr's <zephyr/sys/printk.h> on FreeRTOS.
 */
#ifndef ZEPHYR_SYS_PRINTK_H_
#define ZEPHYR_SYS_PRINTK_H_

#include <stdarg.h>
#include <stddef.h>

#include <zephyr/toolchain.h>

/** Prints on the console's UART by polling, past the console's ring buffer. Any context. */
void printk(const char *fmt, ...) __printf_like(1, 2);
void vprintk(const char *fmt, va_list ap) __printf_like(1, 0);
int snprintk(char *str, size_t size, const char *fmt, ...) __printf_like(3, 4);
int vsnprintk(char *str, size_t size, const char *fmt, va_list ap) __printf_like(3, 0);

#endif /* ZEPHYR_SYS_PRINTK_H_ */
