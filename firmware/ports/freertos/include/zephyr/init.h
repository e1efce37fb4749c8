/*
 * Zephyr's <zephyr/init.h> on FreeRTOS.
 */
#ifndef ZEPHYR_INIT_H_
#define ZEPHYR_INIT_H_

#include <zephyr/toolchain.h>

typedef int (*z_init_func_t)(void);

#define Z_INIT_PRE_KERNEL_1 1
#define Z_INIT_PRE_KERNEL_2 2
#define Z_INIT_POST_KERNEL  3
#define Z_INIT_APPLICATION  4

#define Z_INIT_SECTION(level, prio) __attribute__((section(".z_init." #level "_" #prio)))
#define Z_INIT_EXPAND(level, prio)  Z_INIT_SECTION(level, prio)

/** Has init_fn called before main(), on the main thread whatever the level; by level, then by prio,
 * which has two digits. */
#define SYS_INIT(init_fn, level, prio)                                                             \
	static const z_init_func_t z_init_##init_fn __used Z_INIT_EXPAND(Z_INIT_##level, prio) =   \
		init_fn

#endif /* ZEPHYR_INIT_H_ */
