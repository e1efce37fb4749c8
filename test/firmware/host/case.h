/*
 * A test case in C. Each runs in a process of its own, as reactor and timers are static:
 *
 *     CASE("says what must hold")
 *     {
 *             EXPECT(one == 1);
 *     }
 *
 * test/firmware/run-c-cases.ts reads the titles from the source and runs the program once for each.
 */
#ifndef TEST_CASE_H_
#define TEST_CASE_H_

#include <inttypes.h>
#include <stdint.h>

/** Ends the case as failed. */
_Noreturn void fail(const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

void add_case(const char *title, void (*run)(void));

#define JOIN_(a, b) a##b
#define JOIN(a, b)  JOIN_(a, b)

#define CASE(title)                                                                                \
	static void JOIN(case_, __LINE__)(void);                                                   \
	__attribute__((constructor)) static void JOIN(add_case_, __LINE__)(void)                   \
	{                                                                                          \
		add_case(title, JOIN(case_, __LINE__));                                            \
	}                                                                                          \
	static void JOIN(case_, __LINE__)(void)

#define EXPECT(condition)                                                                          \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fail(__FILE__, __LINE__, "not so: %s", #condition);                        \
		}                                                                                  \
	} while (0)

#define EXPECT_EQ(actual, expected)                                                                \
	do {                                                                                       \
		int64_t actual_ = (int64_t)(actual);                                               \
		int64_t expected_ = (int64_t)(expected);                                           \
		if (actual_ != expected_) {                                                        \
			fail(__FILE__, __LINE__, "%s is %" PRId64 ", not %" PRId64 " (%s)",        \
			     #actual, actual_, expected_, #expected);                              \
		}                                                                                  \
	} while (0)

#endif /* TEST_CASE_H_ */
