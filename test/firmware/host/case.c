#include "case.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/** Longer than any case takes under a sanitizer on a busy machine. */
#define TIME_LIMIT_S 60

static struct {
	const char *title;
	void (*run)(void);
} cases[128];
static int case_count;

void add_case(const char *title, void (*run)(void))
{
	cases[case_count].title = title;
	cases[case_count++].run = run;
}

_Noreturn void fail(const char *file, int line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fprintf(stderr, "%s:%d: ", file, line);
	vfprintf(stderr, format, args);
	fprintf(stderr, "\n");
	va_end(args);
	fflush(stderr);
	_exit(1);
}

int main(int argc, char **argv)
{
	alarm(TIME_LIMIT_S);
	for (int i = 0; argc == 2 && i < case_count; i++) {
		if (strcmp(cases[i].title, argv[1]) == 0) {
			cases[i].run();
			return 0;
		}
	}
	fprintf(stderr, "no such case\n");
	return 2;
}
