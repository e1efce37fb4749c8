/* firmware/ports/freertos/src/cbprintf.c, against the C library's own. */
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <zephyr/sys/cbprintf.h>

#include "case.h"

#define EXPECT_SAME(...)                                                                           \
	do {                                                                                       \
		char ours_[128];                                                                   \
		char theirs_[128];                                                                 \
		int count_ = snprintfcb(ours_, sizeof(ours_), __VA_ARGS__);                        \
                                                                                                   \
		EXPECT_EQ(count_, snprintf(theirs_, sizeof(theirs_), __VA_ARGS__));                \
		if (strcmp(ours_, theirs_) != 0) {                                                 \
			fail(__FILE__, __LINE__, "\"%s\" is not \"%s\"", ours_, theirs_);          \
		}                                                                                  \
	} while (0)

/** Not a literal: the compiler would complain of what some flags do to a conversion. */
static const char *const formats[] = {
	"%d",  "%5d",	"%-5d|", "%05d", "%+d",	   "% d",  "%.3d",    "%8.3d", "%-8.3d|", "%08.3d",
	"%u",  "%x",	"%X",	 "%#x",	 "%#010x", "%o",   "%#o",     "%.0d",  "%5.0d|",  "%+5d",
	"%+i", "%-+5d", "%hd",	 "%hhd", "%hu",	   "%hhu", "%12.10x", "%-#8x|"};
static const int values[] = {0, 1, -1, 7, -7, 42, 12345, -12345, 70000, INT_MAX, INT_MIN};

#pragma GCC diagnostic ignored "-Wformat-nonliteral"

CASE("integers come out as the C library prints them, with every flag")
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		for (size_t j = 0; j < sizeof(values) / sizeof(values[0]); j++) {
			EXPECT_SAME(formats[i], values[j]);
		}
	}
}

CASE("lengths of 64 bits are whole")
{
	EXPECT_SAME("%lld %llu %llx", LLONG_MIN, ULLONG_MAX, 0x123456789abcdefULL);
	EXPECT_SAME("%lld", 10000000000LL);
	EXPECT_SAME("%ld %lu", LONG_MIN, ULONG_MAX);
	EXPECT_SAME("%zu %zd %td %jd", sizeof(values), (ptrdiff_t)-5, (ptrdiff_t)-6, INTMAX_MIN);
	EXPECT_SAME("%d %lld %d", 1, 2LL, 3);
}

CASE("strings are padded, cut and never read beyond their precision")
{
	static const char unterminated[3] = {'a', 'b', 'c'};

	EXPECT_SAME("%s|%10s|%-10s|%.2s|%5.1s|", "hello", "hello", "hello", "hello", "hello");
	EXPECT_SAME("%.3s", unterminated);
	EXPECT_SAME("%.*s|%*d|%-*d|", 2, "hello", 6, 7, 6, 7);
	EXPECT_SAME("%c%c%3c%-3c|", 'a', 'b', 'c', 'd');
	EXPECT_SAME("%%|100%%");
}

CASE("what does not fit is cut, with a NUL, and counted")
{
	char buffer[6] = "xxxxx";

	EXPECT_EQ(snprintfcb(buffer, 4, "%d", 123456), 6);
	EXPECT_EQ(strcmp(buffer, "123"), 0);
	EXPECT_EQ(buffer[4], 'x');
	EXPECT_EQ(snprintfcb(buffer, 0, "%d", 123456), 6);
	EXPECT_EQ(strcmp(buffer, "123"), 0);
}

CASE("floating point is named, not printed, and what follows is right")
{
	char buffer[32];

	snprintfcb(buffer, sizeof(buffer), "%.2f %d", 1.5, 7);
	EXPECT_EQ(strcmp(buffer, "%f 7"), 0);
}

/* As cbprintf_cb calls it: without a prototype. */
static int stop_at_third(int c, void *context)
{
	int *left = context;

	return --*left > 0 ? c : -5;
}

CASE("an output that refuses ends it, and its code is returned")
{
	int left = 3;

	EXPECT_EQ(cbprintf(stop_at_third, &left, "abcdef"), -5);
	EXPECT_EQ(left, 0);
}
