/*
 * Faults: registers into an arch_esf, a reason, and k_sys_fatal_error_handler().
 */
#include <zephyr/kernel.h>

#include "FreeRTOS.h"
#include "task.h"

#include "kernel_internal.h"

#define SCB_CCR	  0xe000ed14
#define SCB_SHCSR 0xe000ed24
#define SCB_CFSR  0xe000ed28
#define SCB_MMFAR 0xe000ed34
#define MPU_CTRL  0xe000ed94

#define CCR_DIV_0_TRP	 (1u << 4)
#define SHCSR_ENABLE_ALL (7u << 16)
#define CFSR_MSTKERR	 (1u << 4)
#define CFSR_MMARVALID	 (1u << 7)
#define CFSR_STKERR	 (1u << 12)

#define EXC_RETURN_PSP (1u << 2)
/* What a fault's handler is left of the interrupts' stack, at least. */
#define HANDLER_STACK  768

extern k_thread_stack_t z_interrupt_stacks[];

__used _callee_saved_t z_fault_callee;
/* The end of the interrupts' stack, and where it has become too short for the handler. */
__used const uintptr_t z_fault_stack_top =
	(uintptr_t)z_interrupt_stacks + Z_STACK_GUARD + ROUND_UP(CONFIG_ISR_STACK_SIZE, 8);
__used const uintptr_t z_fault_stack_low =
	(uintptr_t)z_interrupt_stacks + Z_STACK_GUARD + HANDLER_STACK;

static struct {
	struct arch_esf esf;
	/** z_except_reason()'s, plus 1. */
	unsigned int software_reason;
} state;

void z_fault_init(void)
{
	Z_REGISTER(SCB_SHCSR) |= SHCSR_ENABLE_ALL;
	Z_REGISTER(SCB_CCR) |= CCR_DIV_0_TRP;
}

FUNC_NORETURN void k_fatal_halt(unsigned int reason)
{
	ARG_UNUSED(reason);
	__asm__ volatile("cpsid i" ::: "memory");
	/* Nothing may wake it, or it would burn the host's CPU. */
	for (int i = 0; i < 8; i++) {
		Z_REGISTER(0xe000e180 + 4 * i) = UINT32_MAX;
	}
	for (;;) {
		__asm__ volatile("wfi");
	}
}

__weak void k_sys_fatal_error_handler(unsigned int reason, const struct arch_esf *esf)
{
	ARG_UNUSED(esf);
	k_fatal_halt(reason);
}

/** Did it run into the guard below that stack, by itself or while its registers were pushed? */
static bool hit_guard(uintptr_t start, uint32_t sp)
{
	uint32_t cfsr = Z_REGISTER(SCB_CFSR);

	if ((cfsr & CFSR_MMARVALID) != 0 &&
	    Z_REGISTER(SCB_MMFAR) - (start - Z_STACK_GUARD) < Z_STACK_GUARD) {
		return true;
	}
	return (cfsr & CFSR_MSTKERR) != 0 && sp < start;
}

static unsigned int reason_of(uint32_t sp, uint32_t exc_return)
{
	bool in_thread = (exc_return & EXC_RETURN_PSP) != 0 && pxCurrentTCB != NULL;
	uintptr_t start = in_thread ? pxCurrentTCB->stack_info.start
				    : (uintptr_t)z_interrupt_stacks + Z_STACK_GUARD;

	if (state.software_reason != 0) {
		return state.software_reason - 1;
	}
	return hit_guard(start, sp) ? K_ERR_STACK_CHK_FAIL : K_ERR_CPU_EXCEPTION;
}

/** Called by z_arm_fault(), with the interrupts' stack. */
static FUNC_NORETURN __used void z_fault(uint32_t msp, uint32_t psp, uint32_t exc_return)
{
	uint32_t sp = (exc_return & EXC_RETURN_PSP) != 0 ? psp : msp;
	bool stacked = (Z_REGISTER(SCB_CFSR) & (CFSR_MSTKERR | CFSR_STKERR)) == 0;
	unsigned int reason = reason_of(sp, exc_return);

	Z_REGISTER(MPU_CTRL) = 0;
	if (stacked) {
		state.esf.basic = *(const struct __basic_sf *)sp;
	}
	state.esf.extra_info.callee = &z_fault_callee;
	state.esf.extra_info.msp = msp;
	state.esf.extra_info.exc_return = exc_return;
	k_sys_fatal_error_handler(reason, &state.esf);
	k_fatal_halt(reason);
}

/** In the vector table. Interrupts stay locked from here on; a stack that is too short for the
 * handler begins anew, since nothing returns to it. */
__attribute__((naked)) void z_arm_fault(void)
{
	__asm__ volatile("cpsid i\n\t"
			 "mrs r0, msp\n\t"
			 "mrs r1, psp\n\t"
			 "mov r2, lr\n\t"
			 "ldr r3, =z_fault_callee\n\t"
			 "stmia r3!, {r4-r11}\n\t"
			 "str r1, [r3]\n\t"
			 "ldr r3, =z_fault_stack_low\n\t"
			 "ldr r3, [r3]\n\t"
			 "cmp r0, r3\n\t"
			 "bhs 1f\n\t"
			 "ldr r3, =z_fault_stack_top\n\t"
			 "ldr r3, [r3]\n\t"
			 "msr msp, r3\n"
			 "1:\n\t"
			 "b z_fault\n\t"
			 ".ltorg\n\t");
}

FUNC_NORETURN void z_except_reason(unsigned int reason)
{
	state.software_reason = reason + 1;
	/* An undefined instruction: its fault has all the registers. */
	__asm__ volatile("udf #0");
	CODE_UNREACHABLE;
}

FUNC_NORETURN void z_assert_failed(const char *file, int line)
{
	printk("ASSERTION FAIL @ %s:%d\n", file, line);
	z_except_reason(K_ERR_KERNEL_PANIC);
}

FUNC_NORETURN void assert_post_action(const char *file, unsigned int line)
{
	ARG_UNUSED(file);
	ARG_UNUSED(line);
	z_except_reason(K_ERR_KERNEL_PANIC);
}

/** FreeRTOS's: the lowest words of a thread's stack were overwritten. Runs while it is switched
 * out, so that its registers are on its stack: r4 to r11, then the exception's frame. */
void vApplicationStackOverflowHook(TaskHandle_t task, char *name)
{
	const uint32_t *saved = *(uint32_t *const *)task;

	ARG_UNUSED(name);
	__asm__ volatile("cpsid i" ::: "memory");
	z_fault_callee = *(const _callee_saved_t *)saved;
	z_fault_callee.psp = (uint32_t)(saved + 8);
	state.esf.basic = *(const struct __basic_sf *)(saved + 8);
	state.esf.extra_info.callee = &z_fault_callee;
	state.esf.extra_info.exc_return = EXC_RETURN_PSP;
	k_sys_fatal_error_handler(K_ERR_STACK_CHK_FAIL, &state.esf);
	k_fatal_halt(K_ERR_STACK_CHK_FAIL);
}
