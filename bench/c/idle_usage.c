/*
 * How long the CPU was busy, and idle: on Zephyr, what firmware/ports/freertos/src/usage.c is on
 * FreeRTOS. Zephyr's own CONFIG_SCHED_THREAD_USAGE does not count interrupts that end an idle
 * period as busy time, and most of a network's work begins with one.
 */
#include <zephyr/kernel.h>

#ifdef CONFIG_ARM_ON_ENTER_CPU_IDLE_HOOK
/* Complete whenever the CPU idles. Benchmarks read it from outside, by its symbol: two numbers of
 * 64 bits. */
struct {
	uint64_t busy;
	uint64_t idle;
	/** When the last period of either kind began. */
	uint64_t since;
} z_usage;

static void end_period(uint64_t *kind)
{
	uint64_t now = k_cycle_get_64();

	*kind += now - z_usage.since;
	z_usage.since = now;
}

/* Called instead of WFI, with PRIMASK set: the interrupt that ends it is served when this has
 * returned, and is part of the busy time that begins here. */
bool z_arm_on_enter_cpu_idle(void)
{
	end_period(&z_usage.busy);
	__asm__ volatile("dsb\n\twfi" ::: "memory");
	end_period(&z_usage.idle);
	return false;
}
#endif
