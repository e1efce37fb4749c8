/*
 * Zephyr's <zephyr/arch/cpu.h> on FreeRTOS on ARMv7-M.
 */
#ifndef ZEPHYR_ARCH_CPU_H_
#define ZEPHYR_ARCH_CPU_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/toolchain.h>

/** Registers r4 to r11 and the thread's stack pointer at a fault. */
struct _callee_saved {
	uint32_t v1, v2, v3, v4, v5, v6, v7, v8;
	/** After the exception frame was pushed. */
	uint32_t psp;
};
typedef struct _callee_saved _callee_saved_t;

/** As Zephyr's with CONFIG_EXTRA_EXCEPTION_INFO. */
struct arch_esf {
	struct __basic_sf {
		union {
			uint32_t a1, r0;
		};
		union {
			uint32_t a2, r1;
		};
		union {
			uint32_t a3, r2;
		};
		union {
			uint32_t a4, r3;
		};
		union {
			uint32_t ip, r12;
		};
		union {
			uint32_t lr, r14;
		};
		union {
			uint32_t pc, r15;
		};
		uint32_t xpsr;
	} basic;
	struct __extra_esf_info {
		_callee_saved_t *callee;
		uint32_t msp;
		/** Bit 2: the frame is on the thread's stack. */
		uint32_t exc_return;
	} extra_info;
};

/** Every interrupt is at or below this priority, so that BASEPRI masks them all. */
#define Z_IRQ_LOCK_PRIORITY 0x20

#if defined(__arm__)
static ALWAYS_INLINE unsigned int arch_irq_lock(void)
{
	unsigned int key;
	unsigned int priority = Z_IRQ_LOCK_PRIORITY;

	__asm__ volatile("mrs %0, basepri\n\t"
			 "msr basepri_max, %1\n\t"
			 "isb"
			 : "=&r"(key)
			 : "r"(priority)
			 : "memory");
	return key;
}

static ALWAYS_INLINE void arch_irq_unlock(unsigned int key)
{
	__asm__ volatile("msr basepri, %0\n\t"
			 "isb"
			 :
			 : "r"(key)
			 : "memory");
}

static ALWAYS_INLINE bool arch_is_in_isr(void)
{
	uint32_t ipsr;

	__asm__ volatile("mrs %0, ipsr" : "=r"(ipsr));
	return ipsr != 0;
}
#endif

static ALWAYS_INLINE bool arch_irq_unlocked(unsigned int key)
{
	return key == 0;
}

/** Sleeps until an interrupt, and takes it. Any thread. */
void arch_cpu_idle(void);

#endif /* ZEPHYR_ARCH_CPU_H_ */
