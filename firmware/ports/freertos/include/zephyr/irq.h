/*
 * Zephyr's <zephyr/irq.h> on FreeRTOS. Interrupts are connected when IRQ_CONNECT() runs, not when
 * it is compiled; priorities are 0 (first) to 5.
 */
#ifndef ZEPHYR_IRQ_H_
#define ZEPHYR_IRQ_H_

#include <zephyr/arch/cpu.h>

#define irq_lock()	arch_irq_lock()
#define irq_unlock(key) arch_irq_unlock(key)

#define IRQ_CONNECT(irq_p, priority_p, isr_p, isr_param_p, flags_p)                                \
	(void)irq_connect_dynamic(irq_p, priority_p, isr_p, isr_param_p, flags_p)

/** routine(parameter) runs in ISR context; a first-priority interrupt preempts the others. */
int irq_connect_dynamic(unsigned int irq, unsigned int priority,
			void (*routine)(const void *parameter), const void *parameter,
			uint32_t flags);
void irq_enable(unsigned int irq);
void irq_disable(unsigned int irq);
int irq_is_enabled(unsigned int irq);
/** Not Zephyr's: makes the interrupt pending by software. */
void z_irq_set_pending(unsigned int irq);

#endif /* ZEPHYR_IRQ_H_ */
