#include "builtin.h"

#include <stddef.h>
#include <string.h>

#include <zephyr/sys/util.h>

static const struct aio_builtin builtins[] = {
	{"bulk", aio_builtin_bulk},
	{"reactor-echo", aio_builtin_reactor_echo},
	{"select-echo", aio_builtin_select_echo},
	{"timer-cost", aio_builtin_timer_cost},
};

const struct aio_builtin *aio_builtin_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(builtins); i++) {
		if (strcmp(builtins[i].name, name) == 0) {
			return &builtins[i];
		}
	}
	return NULL;
}
