/*
 * From reset to main(): memory, clock, drivers, the main thread, the scheduler.
 */
#include <string.h>

#include <zephyr/init.h>
#include <zephyr/kernel.h>
#include <zephyr/linker/linker-defs.h>

#include <aio/sizes.h>

#include "FreeRTOS.h"
#include "task.h"

#include BOARD_HEADER
#include "kernel_internal.h"

int main(void);
void z_arm_reset(void);
void z_arm_fault(void);
void z_isr(void);
void z_timeout_init(void);
void xPortPendSVHandler(void);
void vPortSVCHandler(void);

extern const z_init_func_t __init_start[];
extern const z_init_func_t __init_end[];

/* Interrupts run here, and the start-up code. */
K_THREAD_STACK_DEFINE(z_interrupt_stacks, CONFIG_ISR_STACK_SIZE);
#define ISR_STACK_TOP ((void (*)(void))(z_interrupt_stacks + sizeof(z_interrupt_stacks)))

K_THREAD_STACK_DEFINE(z_main_stack, CONFIG_MAIN_STACK_SIZE);
static K_THREAD_STACK_DEFINE(idle_stack, CONFIG_IDLE_STACK_SIZE);
struct k_thread z_main_thread;
static struct k_thread idle_thread;

#define FOUR_ISRS z_isr, z_isr, z_isr, z_isr

BUILD_ASSERT(BOARD_IRQS == 32, "the table below has 32 interrupts");
__attribute__((section(".vectors"), used)) static void (*const vectors[16 + BOARD_IRQS])(void) = {
	ISR_STACK_TOP,	 z_arm_reset,	     z_arm_fault, /* NMI */
	z_arm_fault,					  /* HardFault */
	z_arm_fault,					  /* MemManage */
	z_arm_fault,					  /* BusFault */
	z_arm_fault,					  /* UsageFault */
	z_arm_fault,	 z_arm_fault,	     z_arm_fault, z_arm_fault,
	vPortSVCHandler, z_arm_fault,			  /* DebugMonitor */
	z_arm_fault,	 xPortPendSVHandler, z_arm_fault, /* SysTick: never started */
	FOUR_ISRS,	 FOUR_ISRS,	     FOUR_ISRS,	  FOUR_ISRS,
	FOUR_ISRS,	 FOUR_ISRS,	     FOUR_ISRS,	  FOUR_ISRS,
};

/** FreeRTOS's tick is never started. */
void vPortSetupTimerInterrupt(void)
{
}

void vApplicationGetIdleTaskMemory(StaticTask_t **tcb, StackType_t **stack,
				   configSTACK_DEPTH_TYPE *words)
{
	z_thread_adopt(&idle_thread, "idle", K_IDLE_PRIO, idle_stack, CONFIG_IDLE_STACK_SIZE);
	*tcb = (StaticTask_t *)idle_thread.task;
	*stack = (StackType_t *)idle_thread.stack_info.start;
	*words = CONFIG_IDLE_STACK_SIZE / 4;
}

/* Not inlined: a debugger or the harness may stop here. */
__attribute__((noinline)) void arch_cpu_idle(void)
{
	__asm__ volatile("dsb\n\twfi" ::: "memory");
}

void vApplicationIdleHook(void)
{
	for (;;) {
		z_idle();
	}
}

static void main_entry(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (const z_init_func_t *init = __init_start; init < __init_end; init++) {
		(void)(*init)();
	}
	(void)main();
}

static FUNC_NORETURN __used void start(void)
{
	(void)arch_irq_lock();
	z_clock_start();
	memcpy(__data_region_start, __data_region_load_start,
	       (size_t)(__data_region_end - __data_region_start));
	memset(__bss_start, 0, (size_t)(__bss_end - __bss_start));
	z_fault_init();
	z_mpu_init();
	z_mpu_guard((uintptr_t)z_interrupt_stacks);
	z_uart_init();
	z_timeout_init();
	(void)k_thread_create(&z_main_thread, z_main_stack, K_THREAD_STACK_SIZEOF(z_main_stack),
			      main_entry, NULL, NULL, NULL, CONFIG_MAIN_THREAD_PRIORITY,
			      K_ESSENTIAL, K_NO_WAIT);
	(void)k_thread_name_set(&z_main_thread, "main");
	vTaskStartScheduler();
	CODE_UNREACHABLE;
}

void z_arm_reset(void)
{
	start();
}
