#include "inspect.h"

#include <stddef.h>

#include <zephyr/kernel.h>

#include <aio/sizes.h>

#include "operations/socket_notes.h"

const struct aio_inspect aio_inspect = {
	.version = 3,
	.max_timers = CONFIG_AIO_MAX_TIMERS,
	.max_sockets = CONFIG_AIO_MAX_SOCKETS,
	.heap_order = offsetof(struct aio_timer_heap, order),
	.heap_count = offsetof(struct aio_timer_heap, count),
	.table_used = offsetof(struct aio_table, used),
	.table_armed = offsetof(struct aio_table, armed),
	.table_slots = offsetof(struct aio_table, slots),
	.stack_start = offsetof(struct k_thread, stack_info.start),
	.stack_size = offsetof(struct k_thread, stack_info.size),
	.thread_name = offsetof(struct k_thread, name),
	.thread_name_size = CONFIG_THREAD_MAX_NAME_LEN,
	.socket_notes = AIO_SOCKET_NOTES,
};
