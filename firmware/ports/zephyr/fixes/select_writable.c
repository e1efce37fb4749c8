/*
 * A socket is writable where there is a buffer to write to.
 *
 * Wrong: select() and poll() call a socket writable while no buffer is free, and do not wait for
 * one. A writer tries again and again, in the place of the thread that would free one.
 * Upstream: issues 5842 and 45426, closed with a semaphore for TCP's window alone.
 * For: Zephyr 3.7.
 * Can go: when POLLOUT depends on the buffers of the pool.
 *
 * Here the reactor's selector leaves writers out that would find no room (<aio/send_room.h>), until
 * a packet is let go of and with it buffers: those of streams wait for any, those of datagrams for
 * as many as one takes. After the end of a connection they are told all the same, as one of them
 * may be that connection's.
 */
#include <stdatomic.h>

#include <zephyr/kernel.h>
#include <zephyr/net/net_pkt.h>

#include <aio/reactor.h>
#include <aio/send_room.h>

#include "select_end.h"
#include "selector.h"
#include "wrap.h"

AIO_WRAP(int, aio_selector_ask, struct aio_fd_sets *sets, int nfds, bool forever);
AIO_WRAP(void, net_pkt_unref, struct net_pkt *packet);

/** A select waits without some writers, for so much room; 0: with all. */
static atomic_size_t starved;

/* For each packet: it has to cost next to nothing. An acknowledgement is let go of when the data
 * that it is for has been. */
void __wrap_net_pkt_unref(struct net_pkt *packet)
{
	__real_net_pkt_unref(packet);
	if (atomic_load_explicit(&starved, memory_order_relaxed) > 0 && !k_is_in_isr() &&
	    aio_send_room() >= atomic_load(&starved) && atomic_exchange(&starved, 0) > 0) {
		aio_reactor_look_again();
	}
}

static int count_of(const zsock_fd_set *set)
{
	int count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(set->bitset); i++) {
		count += __builtin_popcount(set->bitset[i]);
	}
	return count;
}

/* Whether a result is of writers alone that would find no room. Others among them stay in it. */
static bool is_hollow(struct aio_fd_sets *sets, int *count)
{
	if (count_of(&sets->read) > 0 || aio_fix_connection_ended() ||
	    aio_send_take_out(&sets->write) == 0) {
		return false;
	}
	*count = count_of(&sets->write);
	return *count == 0;
}

int __wrap_aio_selector_ask(struct aio_fd_sets *sets, int nfds, bool forever)
{
	if (!forever) {
		return __real_aio_selector_ask(sets, nfds, false);
	}

	const struct aio_fd_sets wanted = *sets;

	for (;;) {
		int count = __real_aio_selector_ask(sets, nfds, true);
		size_t room;

		if (count <= 0 || !is_hollow(sets, &count)) {
			return count;
		}
		*sets = wanted;
		/* In this order: room that comes from here on ends the wait. */
		atomic_store(&starved, 1);
		room = aio_send_take_out(&sets->write);
		atomic_store(&starved, room);
		if (room > 0) {
			count = __real_aio_selector_ask(sets, nfds, true);
			atomic_store(&starved, 0);
			return count;
		}
	}
}
