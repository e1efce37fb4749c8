/*
 * A test case on the device. Each boots a machine of its own:
 *
 *     CASE("says what must hold")
 *     {
 *             EXPECT(one == 1);
 *     }
 *
 * It runs on a thread of priority 7, and ends with the line PASS or FAIL, or with a fault that the
 * host expects. test/firmware/port.test.ts reads the titles from the source.
 */
#ifndef TEST_CASE_H_
#define TEST_CASE_H_

#include <zephyr/kernel.h>

#include "console.h"

struct test_case {
	const char *title;
	void (*run)(void);
};

/** Ends the case as failed. Any thread, any ISR. */
FUNC_NORETURN void test_fail(const char *file, int line, const char *format, ...)
	__printf_like(3, 4);

/** Starts a thread with a stack of the test's. At most four; below and above 7 alike. */
k_tid_t test_thread(int priority, k_thread_entry_t entry, void *argument);

/** A line on the console. */
void test_say(const char *format, ...) __printf_like(1, 2);

#define CASE(text)                                                                                 \
	static void _CONCAT(case_, __LINE__)(void);                                                \
	__attribute__((section("test_cases"), used)) static const struct test_case _CONCAT(        \
		describe_, __LINE__) = {text, _CONCAT(case_, __LINE__)};                           \
	static void _CONCAT(case_, __LINE__)(void)

#define EXPECT(condition)                                                                          \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			test_fail(__FILE__, __LINE__, "not so: %s", #condition);                   \
		}                                                                                  \
	} while (0)

#define EXPECT_EQ(actual, expected)                                                                \
	do {                                                                                       \
		long long actual_ = (long long)(actual);                                           \
		long long expected_ = (long long)(expected);                                       \
		if (actual_ != expected_) {                                                        \
			test_fail(__FILE__, __LINE__, "%s is %lld, not %lld", #actual, actual_,    \
				  expected_);                                                      \
		}                                                                                  \
	} while (0)

#define EXPECT_BETWEEN(actual, low, high)                                                          \
	do {                                                                                       \
		long long actual_ = (long long)(actual);                                           \
		if (actual_ < (long long)(low) || actual_ > (long long)(high)) {                   \
			test_fail(__FILE__, __LINE__, "%s is %lld, not from %lld to %lld",         \
				  #actual, actual_, (long long)(low), (long long)(high));          \
		}                                                                                  \
	} while (0)

#endif /* TEST_CASE_H_ */
