/*
 * Zephyr's <zephyr/sys/__assert.h> on FreeRTOS.
 */
#ifndef ZEPHYR_SYS___ASSERT_H_
#define ZEPHYR_SYS___ASSERT_H_

#ifdef CONFIG_ASSERT
#include <zephyr/sys/printk.h>

/** Ends in k_sys_fatal_error_handler(). */
void assert_post_action(const char *file, unsigned int line) __attribute__((__noreturn__));

#define __ASSERT_LOC(test) printk("ASSERTION FAIL [%s] @ %s:%d\n", #test, __FILE__, __LINE__)
#define __ASSERT(test, fmt, ...)                                                                   \
	do {                                                                                       \
		if (!(test)) {                                                                     \
			__ASSERT_LOC(test);                                                        \
			printk("\t" fmt "\n", ##__VA_ARGS__);                                      \
			assert_post_action(__FILE__, __LINE__);                                    \
		}                                                                                  \
	} while (0)
#define __ASSERT_NO_MSG(test)                                                                      \
	do {                                                                                       \
		if (!(test)) {                                                                     \
			__ASSERT_LOC(test);                                                        \
			assert_post_action(__FILE__, __LINE__);                                    \
		}                                                                                  \
	} while (0)
#else
#define __ASSERT(test, fmt, ...) (void)sizeof(test)
#define __ASSERT_NO_MSG(test)	 (void)sizeof(test)
#endif

#define __ASSERT_EVAL(expr1, expr2, test, fmt, ...)                                                \
	do {                                                                                       \
		expr2;                                                                             \
		__ASSERT(test, fmt, ##__VA_ARGS__);                                                \
	} while (0)

#endif /* ZEPHYR_SYS___ASSERT_H_ */
