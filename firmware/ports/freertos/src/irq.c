/*
 * Interrupts: one handler in the vector table for all, and a table of functions.
 */
#include <zephyr/kernel.h>

#include BOARD_HEADER
#include "kernel_internal.h"

#define NVIC_ISER     0xe000e100
#define NVIC_ICER     0xe000e180
#define NVIC_ISPR     0xe000e200
#define NVIC_PRIORITY ((volatile uint8_t *)0xe000e400)

/* The step between two priorities: the three highest bits, which every Cortex-M3 has. */
#define PRIORITY_STEP 0x20
#define PRIORITY_LAST 5

static struct {
	void (*routine)(const void *parameter);
	const void *parameter;
} table[BOARD_IRQS];

static unsigned int active_vector(void)
{
	unsigned int ipsr;

	__asm__ volatile("mrs %0, ipsr" : "=r"(ipsr));
	return ipsr;
}

/** In the vector table for every interrupt. */
void z_isr(void)
{
	unsigned int irq = active_vector() - 16;

	if (unlikely(table[irq].routine == NULL)) {
		z_except_reason(K_ERR_SPURIOUS_IRQ);
	}
	table[irq].routine(table[irq].parameter);
}

int irq_connect_dynamic(unsigned int irq, unsigned int priority,
			void (*routine)(const void *parameter), const void *parameter,
			uint32_t flags)
{
	ARG_UNUSED(flags);
	table[irq].routine = routine;
	table[irq].parameter = parameter;
	NVIC_PRIORITY[irq] =
		(uint8_t)(Z_IRQ_LOCK_PRIORITY + MIN(priority, PRIORITY_LAST) * PRIORITY_STEP);
	return (int)irq;
}

void irq_enable(unsigned int irq)
{
	Z_REGISTER(NVIC_ISER + 4 * (irq / 32)) = BIT(irq % 32);
}

void irq_disable(unsigned int irq)
{
	Z_REGISTER(NVIC_ICER + 4 * (irq / 32)) = BIT(irq % 32);
	/* Not taken any more after this. */
	__asm__ volatile("dsb\n\tisb" ::: "memory");
}

int irq_is_enabled(unsigned int irq)
{
	return (Z_REGISTER(NVIC_ISER + 4 * (irq / 32)) & BIT(irq % 32)) != 0;
}

void z_irq_set_pending(unsigned int irq)
{
	Z_REGISTER(NVIC_ISPR + 4 * (irq / 32)) = BIT(irq % 32);
}
