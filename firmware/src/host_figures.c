#include "host_figures.h"

#include <stddef.h>
#include <string.h>

#include <zephyr/kernel.h>

#include "engine/engine.h"
#include "stats.h"

static size_t stack_used(void)
{
	size_t unused = 0;

	(void)k_thread_stack_space_get(k_current_get(), &unused);
	return CONFIG_AIO_JS_STACK_SIZE - unused;
}

bool aio_figure_get(const char *name, int64_t *value)
{
	struct aio_engine_memory memory;

	aio_engine_memory(&memory);
	if (strcmp(name, "heap.used") == 0) {
		*value = (int64_t)memory.used;
	} else if (strcmp(name, "heap.peak") == 0) {
		*value = (int64_t)memory.peak;
	} else if (strcmp(name, "heap.total") == 0) {
		*value = (int64_t)memory.total;
	} else if (strcmp(name, "javascript.stack.size") == 0) {
		*value = CONFIG_AIO_JS_STACK_SIZE;
	} else if (strcmp(name, "javascript.stack.used") == 0) {
		*value = (int64_t)stack_used();
	} else {
		return aio_stats_get(name, value);
	}
	return true;
}
