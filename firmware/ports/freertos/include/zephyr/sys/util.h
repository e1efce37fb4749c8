/*
 * Zephyr's <zephyr/sys/util.h> on FreeRTOS.
 */
#ifndef ZEPHYR_SYS_UTIL_H_
#define ZEPHYR_SYS_UTIL_H_

#include <stddef.h>
#include <stdint.h>

#include <zephyr/toolchain.h>

#ifndef BIT
#define BIT(n) (1UL << (n))
#endif
#define BIT64(n)      (1ULL << (n))
#define BIT_MASK(n)   (BIT(n) - 1UL)
#define GENMASK(h, l) (((~0UL) - (1UL << (l)) + 1) & (~0UL >> (31 - (h))))

#define ARRAY_SIZE(array)	       (sizeof(array) / sizeof((array)[0]))
#define CONTAINER_OF(ptr, type, field) ((type *)(((char *)(ptr)) - offsetof(type, field)))
#define DIV_ROUND_UP(n, d)	       (((n) + (d)-1) / (d))
#define ROUND_UP(x, align)                                                                         \
	((((unsigned long)(x) + ((unsigned long)(align)-1)) / (unsigned long)(align)) *            \
	 (unsigned long)(align))
#define ROUND_DOWN(x, align)                                                                       \
	(((unsigned long)(x) / (unsigned long)(align)) * (unsigned long)(align))
#define IS_POWER_OF_TWO(x) (((x) != 0U) && (((x) & ((x)-1U)) == 0U))

#ifndef MIN
#define MIN(a, b) (((a) < (b)) ? (a) : (b))
#endif
#ifndef MAX
#define MAX(a, b) (((a) > (b)) ? (a) : (b))
#endif
#ifndef CLAMP
#define CLAMP(val, low, high) (((val) <= (low)) ? (low) : MIN(val, high))
#endif

#define KB(x) ((x) << 10)
#define MB(x) (KB(x) << 10)

#define Z_STRINGIFY(x)	 #x
#define STRINGIFY(s)	 Z_STRINGIFY(s)
#define _DO_CONCAT(x, y) x##y
#define _CONCAT(x, y)	 _DO_CONCAT(x, y)

/* 1 where a Kconfig bool is y, 0 where it is not defined. */
#define IS_ENABLED(config_macro)	     Z_IS_ENABLED1(config_macro)
#define Z_IS_ENABLED1(config_macro)	     Z_IS_ENABLED2(_XXXX##config_macro)
#define _XXXX1				     _YYYY,
#define Z_IS_ENABLED2(one_or_two_args)	     Z_IS_ENABLED3(one_or_two_args 1, 0)
#define Z_IS_ENABLED3(ignore_this, val, ...) val

#endif /* ZEPHYR_SYS_UTIL_H_ */
