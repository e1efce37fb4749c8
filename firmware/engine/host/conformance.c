#include "conformance.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <sys/resource.h>

#include <zephyr/sys/printk.h>

char *conformance_start(int argc, char **argv, size_t *length)
{
	const rlim_t seconds = argc > 1 ? strtoul(argv[1], NULL, 10) : 10;
	const struct rlimit limit = {.rlim_cur = seconds, .rlim_max = seconds + 1};
	size_t size = 1u << 20;
	char *text = malloc(size);

	(void)setrlimit(RLIMIT_CPU, &limit);
	*length = 0;
	while (text != NULL) {
		size_t count = fread(&text[*length], 1, size - 1 - *length, stdin);

		*length += count;
		if (count == 0) {
			text[*length] = '\0';
			return text;
		}
		if (*length == size - 1) {
			size *= 2;
			text = realloc(text, size);
		}
	}
	fprintf(stderr, "no memory\n");
	exit(CONFORMANCE_OUT_OF_MEMORY);
}

double conformance_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* What the engines' files ask of the kernel. */
void printk(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
}
