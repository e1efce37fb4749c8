/*
 * printk(), and the C library's printf() family on the same few functions: newlib's wants a heap,
 * 20 KB of code and hundreds of bytes of every thread's stack.
 */
#include <stdio.h>

#include <zephyr/drivers/uart.h>
#include <zephyr/sys/cbprintf.h>
#include <zephyr/sys/printk.h>

static int put_on_console(int c, void *ctx)
{
	uart_poll_out(DEVICE_DT_GET(DT_CHOSEN(zephyr_console)), (unsigned char)c);
	(void)ctx;
	return c;
}

void vprintk(const char *fmt, va_list ap)
{
	(void)cbvprintf(put_on_console, NULL, fmt, ap);
}

void printk(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vprintk(fmt, ap);
	va_end(ap);
}

int vsnprintk(char *str, size_t size, const char *fmt, va_list ap)
{
	return vsnprintfcb(str, size, fmt, ap);
}

int snprintk(char *str, size_t size, const char *fmt, ...)
{
	va_list ap;
	int count;

	va_start(ap, fmt);
	count = vsnprintfcb(str, size, fmt, ap);
	va_end(ap);
	return count;
}

int vsnprintf(char *str, size_t size, const char *fmt, va_list ap)
{
	return vsnprintfcb(str, size, fmt, ap);
}

int snprintf(char *str, size_t size, const char *fmt, ...)
{
	va_list ap;
	int count;

	va_start(ap, fmt);
	count = vsnprintfcb(str, size, fmt, ap);
	va_end(ap);
	return count;
}

int vprintf(const char *fmt, va_list ap)
{
	return cbvprintf(put_on_console, NULL, fmt, ap);
}

int printf(const char *fmt, ...)
{
	va_list ap;
	int count;

	va_start(ap, fmt);
	count = vprintf(fmt, ap);
	va_end(ap);
	return count;
}

int putchar(int c)
{
	return put_on_console(c, NULL);
}

int puts(const char *text)
{
	printk("%s\n", text);
	return 0;
}
