/*
 * Zephyr's <zephyr/fatal.h> on FreeRTOS.
 */
#ifndef ZEPHYR_FATAL_H_
#define ZEPHYR_FATAL_H_

#include <zephyr/arch/cpu.h>
#include <zephyr/toolchain.h>

enum k_fatal_error_reason {
	/** A fault that is none of the others. */
	K_ERR_CPU_EXCEPTION = 0,
	K_ERR_SPURIOUS_IRQ,
	/** A thread ran into the guard below its stack, or was past it when it was switched out. */
	K_ERR_STACK_CHK_FAIL,
	K_ERR_KERNEL_OOPS,
	K_ERR_KERNEL_PANIC,
	K_ERR_ARCH_START = 16,
};

/**
 * What the application does about a fault. Runs in the fault's context with interrupts locked; if
 * it returns, the machine halts. esf may be NULL.
 */
void k_sys_fatal_error_handler(unsigned int reason, const struct arch_esf *esf);

/** Halts the machine: interrupts locked, CPU asleep. */
FUNC_NORETURN void k_fatal_halt(unsigned int reason);

#endif /* ZEPHYR_FATAL_H_ */
