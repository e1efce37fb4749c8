/*
 * What the reactor has to say is said on the program's console: Zephyr's printk() is off.
 */
#include <aio/reactor.h>

#include "console.h"

static size_t digits_of(unsigned int number, char *text, size_t size)
{
	size_t at = size;

	do {
		text[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0 && at > 0);
	return at;
}

void aio_reactor_failed(int error)
{
	static const char head[] = "reactor: select failed with errno ";
	static const char tail[] = ", trying on; sockets may be late\n";
	char number[10];
	size_t at = digits_of((unsigned int)-error, number, sizeof(number));

	aio_console_error_begin();
	aio_console_text(head, sizeof(head) - 1);
	aio_console_text(&number[at], sizeof(number) - at);
	aio_console_text(tail, sizeof(tail) - 1);
	aio_console_error_end();
}
