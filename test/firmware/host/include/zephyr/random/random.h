/* Of Zephyr's <zephyr/random/random.h> as much as firmware/app/entropy.c takes. The cases define
 * it. */
#ifndef TEST_ZEPHYR_RANDOM_H_
#define TEST_ZEPHYR_RANDOM_H_

#include <stddef.h>

int sys_csrand_get(void *dst, size_t len);

#endif /* TEST_ZEPHYR_RANDOM_H_ */
