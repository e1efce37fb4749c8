/*
 * Zephyr's <zephyr/kernel/thread_stack.h> on FreeRTOS: stacks with a guard below them.
 *
 * The guard is a region of the MPU that nobody may touch; it is set when the thread is created
 * and stays, so that switching costs nothing. CONFIG_STACK_GUARD_SIZE says how large and why.
 */
#ifndef ZEPHYR_KERNEL_THREAD_STACK_H_
#define ZEPHYR_KERNEL_THREAD_STACK_H_

#include <zephyr/sys/util.h>

struct z_thread_stack_element {
	char data;
};
typedef struct z_thread_stack_element k_thread_stack_t;

#define Z_STACK_GUARD		   CONFIG_STACK_GUARD_SIZE
#define Z_STACK_ALIGN		   MAX(8, Z_STACK_GUARD)
#define K_THREAD_STACK_RESERVED	   Z_STACK_GUARD
#define K_THREAD_STACK_LEN(size)   (ROUND_UP(size, 8) + Z_STACK_GUARD)
/** The bytes that the thread may use. */
#define K_THREAD_STACK_SIZEOF(sym) (sizeof(sym) - Z_STACK_GUARD)

#define K_THREAD_STACK_DECLARE(sym, size)                                                          \
	extern struct z_thread_stack_element sym[K_THREAD_STACK_LEN(size)]
#define K_THREAD_STACK_DEFINE(sym, size)                                                           \
	struct z_thread_stack_element __attribute__((section(".noinit.stacks." #sym)))             \
	__aligned(Z_STACK_ALIGN) sym[K_THREAD_STACK_LEN(size)]
#define K_THREAD_STACK_ARRAY_DEFINE(sym, nmemb, size)                                              \
	struct z_thread_stack_element __attribute__((section(".noinit.stacks." #sym)))             \
	__aligned(Z_STACK_ALIGN) sym[nmemb][ROUND_UP(K_THREAD_STACK_LEN(size), Z_STACK_ALIGN)]

#define K_KERNEL_STACK_SIZEOF  K_THREAD_STACK_SIZEOF
#define K_KERNEL_STACK_DEFINE  K_THREAD_STACK_DEFINE
#define K_KERNEL_STACK_DECLARE K_THREAD_STACK_DECLARE

#endif /* ZEPHYR_KERNEL_THREAD_STACK_H_ */
