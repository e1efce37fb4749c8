#include "host_figures.h"

#include <stddef.h>
#include <string.h>

#include <zephyr/kernel.h>

#include <aio/stats.h>

#include "engine/engine.h"
#include "net_figures.h"

struct search {
	/** The name of a thread, length bytes. */
	const char *name;
	size_t length;
	/** NULL: not found. */
	const struct k_thread *thread;
};

static void compare(const struct k_thread *thread, void *data)
{
	struct search *search = data;
	const char *name = k_thread_name_get((k_tid_t)thread);

	if (strlen(name) == search->length && strncmp(name, search->name, search->length) == 0) {
		search->thread = thread;
	}
}

/* "NAME.stack.size" and "NAME.stack.used" for every thread. Finding it locks interrupts, looking
 * through its stack does not. */
static bool stack_figure(const char *name, int64_t *value)
{
	const char *what = strstr(name, ".stack.");
	struct search search = {.name = name, .length = what != NULL ? (size_t)(what - name) : 0};
	size_t unused = 0;

	if (what == NULL) {
		return false;
	}
	k_thread_foreach(compare, &search);
	if (search.thread == NULL) {
		return false;
	}
	if (strcmp(what, ".stack.used") == 0) {
		(void)k_thread_stack_space_get(search.thread, &unused);
	} else if (strcmp(what, ".stack.size") != 0) {
		return false;
	}
	*value = (int64_t)(search.thread->stack_info.size - unused);
	return true;
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
	} else {
		return stack_figure(name, value) || aio_net_figure(name, value) ||
		       aio_stats_get(name, value);
	}
	return true;
}
