/*
 * How long the CPU was busy, and idle: CONFIG_SCHED_THREAD_USAGE_ALL. Interrupts count as busy
 * time, those that end an idle period too.
 */
#include <zephyr/kernel.h>

#include "kernel_internal.h"

#ifdef CONFIG_SCHED_THREAD_USAGE_ALL
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

/* PRIMASK keeps the interrupt that ends WFI from being served before the idle period is over. */
void z_idle(void)
{
	__asm__ volatile("cpsid i" ::: "memory");
	end_period(&z_usage.busy);
	arch_cpu_idle();
	end_period(&z_usage.idle);
	__asm__ volatile("cpsie i\n\tisb" ::: "memory");
}

int k_thread_runtime_stats_all_get(k_thread_runtime_stats_t *stats)
{
	unsigned int key;

	if (stats == NULL) {
		return -EINVAL;
	}
	key = irq_lock();
	end_period(&z_usage.busy);
	stats->total_cycles = z_usage.busy;
	stats->idle_cycles = z_usage.idle;
	stats->execution_cycles = z_usage.busy + z_usage.idle;
	irq_unlock(key);
	return 0;
}
#else
void z_idle(void)
{
	arch_cpu_idle();
}
#endif
