/*
 * What the harness reads from outside to say what a device waits for: which timers are set, which
 * sockets are waited for, and where a thread's stack is. Nothing here is used on the device.
 */
#ifndef AIO_INSPECT_H_
#define AIO_INSPECT_H_

#include <stdint.h>

#include "reactor_table.h"
#include "timer_heap.h"

/** The layout of what it points out. The order of its members is the harness's, too. */
struct aio_inspect {
	/** Of this structure: 3. */
	uint32_t version;
	uint32_t max_timers;
	uint32_t max_sockets;
	/** In struct aio_timer_heap. */
	uint32_t heap_order;
	uint32_t heap_count;
	/** In struct aio_table: pairs of bits, and the slots with their descriptors. */
	uint32_t table_used;
	uint32_t table_armed;
	uint32_t table_slots;
	/** In struct k_thread. */
	uint32_t stack_start;
	uint32_t stack_size;
	uint32_t thread_name;
	uint32_t thread_name_size;
	/** How many descriptors aio_socket_notes has. */
	uint32_t socket_notes;
};

extern const struct aio_inspect aio_inspect;

/** Keeps the linker from leaving them out. */
static inline void aio_inspect_keep(void)
{
	__asm__ volatile("" ::"r"(&aio_inspect), "r"(&aio_inspect_heap), "r"(&aio_inspect_table));
}

#endif /* AIO_INSPECT_H_ */
