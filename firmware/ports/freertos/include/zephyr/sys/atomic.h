/*
 * Zephyr's <zephyr/sys/atomic.h> on FreeRTOS. Any thread, any ISR.
 */
#ifndef ZEPHYR_SYS_ATOMIC_H_
#define ZEPHYR_SYS_ATOMIC_H_

#include <stdbool.h>

typedef long atomic_t;
typedef atomic_t atomic_val_t;
typedef void *atomic_ptr_t;
typedef void *atomic_ptr_val_t;

#define ATOMIC_INIT(i)		      (i)
#define ATOMIC_BITS		      (sizeof(atomic_val_t) * 8)
#define ATOMIC_BITMAP_SIZE(num_bits)  (1 + ((num_bits)-1) / ATOMIC_BITS)
#define ATOMIC_DEFINE(name, num_bits) atomic_t name[ATOMIC_BITMAP_SIZE(num_bits)]

static inline bool atomic_cas(atomic_t *target, atomic_val_t old_value, atomic_val_t new_value)
{
	return __atomic_compare_exchange_n(target, &old_value, new_value, false, __ATOMIC_SEQ_CST,
					   __ATOMIC_SEQ_CST);
}

static inline atomic_val_t atomic_add(atomic_t *target, atomic_val_t value)
{
	return __atomic_fetch_add(target, value, __ATOMIC_SEQ_CST);
}

static inline atomic_val_t atomic_sub(atomic_t *target, atomic_val_t value)
{
	return __atomic_fetch_sub(target, value, __ATOMIC_SEQ_CST);
}

static inline atomic_val_t atomic_inc(atomic_t *target)
{
	return atomic_add(target, 1);
}

static inline atomic_val_t atomic_dec(atomic_t *target)
{
	return atomic_sub(target, 1);
}

static inline atomic_val_t atomic_get(const atomic_t *target)
{
	return __atomic_load_n(target, __ATOMIC_SEQ_CST);
}

static inline atomic_val_t atomic_set(atomic_t *target, atomic_val_t value)
{
	return __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST);
}

static inline atomic_val_t atomic_clear(atomic_t *target)
{
	return atomic_set(target, 0);
}

static inline atomic_val_t atomic_or(atomic_t *target, atomic_val_t value)
{
	return __atomic_fetch_or(target, value, __ATOMIC_SEQ_CST);
}

static inline atomic_val_t atomic_and(atomic_t *target, atomic_val_t value)
{
	return __atomic_fetch_and(target, value, __ATOMIC_SEQ_CST);
}

static inline atomic_val_t atomic_xor(atomic_t *target, atomic_val_t value)
{
	return __atomic_fetch_xor(target, value, __ATOMIC_SEQ_CST);
}

static inline void *atomic_ptr_get(const atomic_ptr_t *target)
{
	return __atomic_load_n(target, __ATOMIC_SEQ_CST);
}

static inline void *atomic_ptr_set(atomic_ptr_t *target, void *value)
{
	return __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST);
}

#define Z_ATOMIC_MASK(bit)	 (1UL << ((unsigned long)(bit) & (ATOMIC_BITS - 1)))
#define Z_ATOMIC_ELEM(addr, bit) ((addr) + ((bit) / ATOMIC_BITS))

static inline bool atomic_test_bit(const atomic_t *target, int bit)
{
	return (atomic_get(Z_ATOMIC_ELEM(target, bit)) & (long)Z_ATOMIC_MASK(bit)) != 0;
}

static inline void atomic_set_bit(atomic_t *target, int bit)
{
	(void)atomic_or(Z_ATOMIC_ELEM(target, bit), (long)Z_ATOMIC_MASK(bit));
}

static inline void atomic_clear_bit(atomic_t *target, int bit)
{
	(void)atomic_and(Z_ATOMIC_ELEM(target, bit), ~(long)Z_ATOMIC_MASK(bit));
}

static inline bool atomic_test_and_set_bit(atomic_t *target, int bit)
{
	return (atomic_or(Z_ATOMIC_ELEM(target, bit), (long)Z_ATOMIC_MASK(bit)) &
		(long)Z_ATOMIC_MASK(bit)) != 0;
}

static inline bool atomic_test_and_clear_bit(atomic_t *target, int bit)
{
	return (atomic_and(Z_ATOMIC_ELEM(target, bit), ~(long)Z_ATOMIC_MASK(bit)) &
		(long)Z_ATOMIC_MASK(bit)) != 0;
}

#endif /* ZEPHYR_SYS_ATOMIC_H_ */
