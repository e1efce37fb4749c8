/*
 * Ends of the program, and of a boot.
 */
#include "fatal.h"

#include <stdarg.h>

#include <zephyr/kernel.h>
#include <zephyr/sys/cbprintf.h>

#include "console.h"

#define EXIT_FATAL 1

static _Noreturn void idle(void)
{
	for (;;) {
		k_sleep(K_FOREVER);
	}
}

void aio_exit(int code)
{
	aio_console_record("{\"t\":\"exit\",\"code\":%d}", code);
	aio_console_flush();
	idle();
}

static int put_text(int c, void *context)
{
	char byte = (char)c;

	ARG_UNUSED(context);
	aio_console_text(&byte, 1);
	return c;
}

void aio_fatal(const char *format, ...)
{
	va_list arguments;

	aio_console_error_begin();
	va_start(arguments, format);
	(void)cbvprintf(put_text, NULL, format, arguments);
	va_end(arguments);
	aio_console_text("\n", 1);
	aio_console_error_end();
	aio_exit(EXIT_FATAL);
}

static int put_string(int c, void *context)
{
	char byte = (char)c;

	ARG_UNUSED(context);
	aio_console_record_string(&byte, 1);
	return c;
}

void aio_boot_failure(const char *format, ...)
{
	static const char head[] = "{\"t\":\"error\",\"message\":\"";
	va_list arguments;
	va_list again;

	va_start(arguments, format);
	va_copy(again, arguments);
	aio_console_error_begin();
	(void)cbvprintf(put_text, NULL, format, arguments);
	aio_console_text("\n", 1);
	aio_console_error_end();
	aio_console_record_begin();
	aio_console_record_text(head, sizeof(head) - 1);
	(void)cbvprintf(put_string, NULL, format, again);
	aio_console_record_text("\"}", 2);
	aio_console_record_end();
	va_end(again);
	va_end(arguments);
	aio_console_flush();
	idle();
}
