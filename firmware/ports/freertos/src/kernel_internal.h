/*
 * What the parts of FreeRTOS's kernel know of one another. Every function here is called with
 * interrupts locked, unless its comment says otherwise.
 */
#ifndef KERNEL_INTERNAL_H_
#define KERNEL_INTERNAL_H_

#include <zephyr/kernel.h>

#define Z_REGISTER(address) (*(volatile uint32_t *)(address))

/** FreeRTOS's priority for one of Zephyr's: there a larger number runs first, and 0 is idle. */
#define Z_TASK_PRIORITY(prio) ((UBaseType_t)(CONFIG_NUM_PREEMPT_PRIORITIES - (prio)))

/* wait.c */

/**
 * Puts the current thread to sleep in wait_q, which may be NULL, and unlocks interrupts with key
 * once it was woken.
 *
 * @return what it was woken with, -EAGAIN after the timeout
 */
int z_pend_current(_wait_q_t *wait_q, k_timeout_t timeout, unsigned int key);
/** Wakes the first of the queue with a result; NULL: nobody waits. It runs, if it precedes the
 * current thread, when interrupts are unlocked. */
struct k_thread *z_unpend_first(_wait_q_t *wait_q, int result);
/** Takes a thread out of its wait without waking it. */
void z_unpend_thread(struct k_thread *thread);
/** Makes a thread that was put to sleep run. */
void z_ready_thread(struct k_thread *thread);

static inline void z_waitq_init(_wait_q_t *wait_q)
{
	sys_dlist_init(&wait_q->waitq);
}

/* thread.c */

/** FreeRTOS's: the running thread, in an ISR the interrupted one; NULL before the first. */
extern struct k_thread *volatile pxCurrentTCB;

/** Makes a thread of FreeRTOS's idle task's memory; before the scheduler. */
void z_thread_adopt(struct k_thread *thread, const char *name, int prio, void *stack, size_t size);

/* timeout.c */

/** Starts a timeout that does not run. K_FOREVER: does nothing. Costs a walk over those that end
 * before it. */
void z_add_timeout(struct _timeout *timeout, _timeout_func_t fn, k_timeout_t duration);
/** Starts it for an instant in ticks since boot. */
void z_add_timeout_at(struct _timeout *timeout, _timeout_func_t fn, uint64_t deadline);
/** @return whether it ran */
bool z_abort_timeout(struct _timeout *timeout);

/* clock.c */

/** Starts the counter: the very first thing, before there are variables. */
void z_clock_start(void);
/** Connects the timers' interrupts. */
void z_clock_init(void (*expired)(void));
/** Has expired() called in the timer's ISR, not before deadline and as soon as possible then. */
void z_clock_alarm(uint64_t deadline);

/* usage.c */

/** Waits for an interrupt. The idle thread only, with interrupts enabled. */
void z_idle(void);

/* fault.c */

/** The fault handlers are enabled. */
void z_fault_init(void);
/** A thread's stack was found to be too small when it was switched out. */
FUNC_NORETURN void z_stack_overflow(void);

/* mpu.c */

/** Guards below the stacks work from here on. */
void z_mpu_init(void);
/** Takes a region for [start, start + CONFIG_STACK_GUARD_SIZE). Without one left does nothing. */
void z_mpu_guard(uintptr_t start);
/** Gives it back. */
void z_mpu_unguard(uintptr_t start);

/* uart.c */

void z_uart_init(void);

#endif /* KERNEL_INTERNAL_H_ */
