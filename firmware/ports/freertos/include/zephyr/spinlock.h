/*
 * Zephyr's <zephyr/spinlock.h> on FreeRTOS: one CPU, so that a lock is a lock of interrupts.
 */
#ifndef ZEPHYR_SPINLOCK_H_
#define ZEPHYR_SPINLOCK_H_

#include <zephyr/arch/cpu.h>
#include <zephyr/sys/util.h>

struct k_spinlock {
	/* Not empty: C knows no empty structures, and Zephyr's has no members that are used. */
	char unused;
};

typedef struct {
	unsigned int key;
} k_spinlock_key_t;

/** Any thread, any ISR; never blocks. Not recursive on Zephyr. */
static ALWAYS_INLINE k_spinlock_key_t k_spin_lock(struct k_spinlock *lock)
{
	ARG_UNUSED(lock);
	return (k_spinlock_key_t){.key = arch_irq_lock()};
}

/** A thread that became ready meanwhile runs when the outermost lock is gone. */
static ALWAYS_INLINE void k_spin_unlock(struct k_spinlock *lock, k_spinlock_key_t key)
{
	ARG_UNUSED(lock);
	arch_irq_unlock(key.key);
}

#define K_SPINLOCK(lock)                                                                           \
	for (k_spinlock_key_t __i = k_spin_lock(lock), *__p = &__i; __p != NULL;                   \
	     k_spin_unlock(lock, __i), __p = NULL)

#endif /* ZEPHYR_SPINLOCK_H_ */
