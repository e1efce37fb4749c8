#ifndef ZEPHYR_SYS_UTIL_H_
#define ZEPHYR_SYS_UTIL_H_

#define ARG_UNUSED(x)			 ((void)(x))
#define ARRAY_SIZE(array)		 (sizeof(array) / sizeof((array)[0]))
#define BUILD_ASSERT(...)		 _Static_assert(__VA_ARGS__)
#define MAX(a, b)			 ((a) > (b) ? (a) : (b))
#define MIN(a, b)			 ((a) < (b) ? (a) : (b))
/* Of Zephyr's only what is needed: 1 where the option is defined to be 1. */
#define IS_ENABLED(option)		 Z_ENABLED_1(option)
#define Z_ENABLED_1(value)		 Z_ENABLED_2(Z_PROBE_##value)
#define Z_ENABLED_2(probe)		 Z_ENABLED_3(probe 1, 0)
#define Z_ENABLED_3(ignored, value, ...) value
#define Z_PROBE_1			 0,

#endif /* ZEPHYR_SYS_UTIL_H_ */
