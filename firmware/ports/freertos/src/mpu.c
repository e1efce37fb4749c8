/*
 * Guards below stacks: one region of the MPU each, set when a thread is created. There are eight;
 * later threads are only looked at when they are switched out. Everything else stays as it is
 * without an MPU (PRIVDEFENA).
 */
#include <zephyr/kernel.h>

#include "kernel_internal.h"

#define MPU_TYPE 0xe000ed90
#define MPU_CTRL 0xe000ed94
#define MPU_RNR	 0xe000ed98
#define MPU_RBAR 0xe000ed9c
#define MPU_RASR 0xe000eda0

#define CTRL_ENABLE	0x1
#define CTRL_PRIVDEFENA 0x4
#define RBAR_ADDRESS	0xffffffe0u
#define RASR_ENABLE	0x1
/* Execute never; the access permissions of 0 are none. */
#define RASR_XN		(1u << 28)

BUILD_ASSERT(IS_POWER_OF_TWO(CONFIG_STACK_GUARD_SIZE), "the MPU wants a power of two");

/* SIZE is log2 of the bytes, less one. */
#define RASR_GUARD                                                                                 \
	(RASR_XN | ((uint32_t)(__builtin_ctz(CONFIG_STACK_GUARD_SIZE) - 1) << 1) | RASR_ENABLE)

static unsigned int region_count(void)
{
	return (Z_REGISTER(MPU_TYPE) >> 8) & 0xff;
}

/** Selects the region whose guard starts there, 0: a free one. @return whether there is one */
static bool select_region(uintptr_t start)
{
	unsigned int count = region_count();

	for (unsigned int i = 0; i < count; i++) {
		bool used;

		Z_REGISTER(MPU_RNR) = i;
		used = (Z_REGISTER(MPU_RASR) & RASR_ENABLE) != 0;
		if (used ? (Z_REGISTER(MPU_RBAR) & RBAR_ADDRESS) == start : start == 0) {
			return true;
		}
	}
	return false;
}

void z_mpu_init(void)
{
	if (region_count() > 0) {
		Z_REGISTER(MPU_CTRL) = CTRL_ENABLE | CTRL_PRIVDEFENA;
		__asm__ volatile("dsb\n\tisb" ::: "memory");
	}
}

void z_mpu_guard(uintptr_t start)
{
	unsigned int key = irq_lock();

	if (select_region(0)) {
		Z_REGISTER(MPU_RBAR) = start;
		Z_REGISTER(MPU_RASR) = RASR_GUARD;
	}
	irq_unlock(key);
}

void z_mpu_unguard(uintptr_t start)
{
	unsigned int key = irq_lock();

	if (select_region(start)) {
		Z_REGISTER(MPU_RASR) = 0;
	}
	irq_unlock(key);
}
