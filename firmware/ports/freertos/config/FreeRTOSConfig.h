/*
 * FreeRTOS as this port uses it: a scheduler of static threads by priority, without a tick. All
 * waiting and all time is the port's own (src/wait.c, src/timeout.c).
 */
#ifndef FREERTOS_CONFIG_H
#define FREERTOS_CONFIG_H

#include <stdint.h>

#define configCPU_CLOCK_HZ		    CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC
/* Never used: vPortSetupTimerInterrupt() starts nothing. */
#define configTICK_RATE_HZ		    1000
#define configTICK_TYPE_WIDTH_IN_BITS	    TICK_TYPE_WIDTH_32_BITS
#define configUSE_PREEMPTION		    1
#define configUSE_TIME_SLICING		    0
/* Zephyr's -16..14 and idle at 15: see Z_TASK_PRIORITY(). */
#define configMAX_PRIORITIES		    32
#define configMINIMAL_STACK_SIZE	    (CONFIG_IDLE_STACK_SIZE / 4)
#define configMAX_TASK_NAME_LEN		    1
#define configUSE_IDLE_HOOK		    1
#define configIDLE_SHOULD_YIELD		    0
#define configUSE_TICK_HOOK		    0
#define configSUPPORT_STATIC_ALLOCATION	    1
#define configSUPPORT_DYNAMIC_ALLOCATION    0
#define configUSE_TASK_NOTIFICATIONS	    0
#define configUSE_TIMERS		    0
#define configUSE_MUTEXES		    0
#define configUSE_TICKLESS_IDLE		    0
#define configUSE_TRACE_FACILITY	    0
#define configENABLE_BACKWARD_COMPATIBILITY 0
#define configUSE_MINI_LIST_ITEM	    1
#define configSTACK_DEPTH_TYPE		    uint32_t
#define configCHECK_HANDLER_INSTALLATION    0
/* Looks at a thread's stack pointer and its lowest 16 bytes each time it is switched out: what the
 * guard of the MPU does not see, because a ninth thread has none. */
#define configCHECK_FOR_STACK_OVERFLOW	    2

#define INCLUDE_vTaskSuspend		  1
#define INCLUDE_vTaskDelete		  1
#define INCLUDE_xTaskResumeFromISR	  1
#define INCLUDE_vTaskDelay		  0
#define INCLUDE_xTaskDelayUntil		  0
#define INCLUDE_vTaskPrioritySet	  0
#define INCLUDE_uxTaskPriorityGet	  0
#define INCLUDE_xTaskGetCurrentTaskHandle 1

/* As Z_IRQ_LOCK_PRIORITY of <zephyr/arch/cpu.h>. */
#define configMAX_SYSCALL_INTERRUPT_PRIORITY 0x20
#define configKERNEL_INTERRUPT_PRIORITY	     0xff

#ifdef CONFIG_ASSERT
void z_assert_failed(const char *file, int line) __attribute__((__noreturn__));
#define configASSERT(x)                                                                            \
	if (!(x))                                                                                  \
	z_assert_failed(__FILE__, __LINE__)
#endif

#endif /* FREERTOS_CONFIG_H */
