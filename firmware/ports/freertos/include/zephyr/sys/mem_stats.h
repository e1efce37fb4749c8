/*
 * Zephyr's <zephyr/sys/mem_stats.h> on FreeRTOS.
 */
#ifndef ZEPHYR_SYS_MEM_STATS_H_
#define ZEPHYR_SYS_MEM_STATS_H_

#include <stddef.h>

struct sys_memory_stats {
	size_t free_bytes;
	size_t allocated_bytes;
	size_t max_allocated_bytes;
};

#endif /* ZEPHYR_SYS_MEM_STATS_H_ */
