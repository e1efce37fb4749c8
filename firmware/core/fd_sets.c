#include "fd_sets.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>

#include <zephyr/kernel.h>

#include "event_sources.h"
#include "send_room.h"

static int select_once(struct aio_fd_sets *sets, int nfds, struct zsock_timeval *timeout)
{
	int count = zsock_select(nfds, &sets->read, &sets->write, NULL, timeout);

	return count < 0 ? -errno : count;
}

#ifdef CONFIG_NET_NATIVE_TCP
/*
 * Zephyr 3.7 tells select() of the end of a stream, and of a connection that failed, only while it
 * waits: what comes after it has read the sockets' states, and before it waits for their queues, is
 * lost to it. Both go through two functions of the kernel's, in whose place the linker puts those
 * here (CMakeLists.txt): a select that runs then ends by its eventfd, and the next one reads
 * the states anew.
 *
 * And it says that a socket is writable where there is no buffer to write to, for which it does not
 * wait: a writer would try again and again. So writers are let wait until a packet is let go of,
 * and with it buffers: those of streams for any, those of datagrams for as many as one takes.
 */
#if defined(CONFIG_NET_BUF_POOL_USAGE)
void __real_net_pkt_unref(struct net_pkt *packet);
void __wrap_net_pkt_unref(struct net_pkt *packet);
#endif
void __real_z_impl_k_queue_cancel_wait(struct k_queue *queue);
void __wrap_z_impl_k_queue_cancel_wait(struct k_queue *queue);
void __real_z_impl_k_sem_reset(struct k_sem *semaphore);
void __wrap_z_impl_k_sem_reset(struct k_sem *semaphore);

/** A socket's state has changed: writers are told even where there is no room, as one may be of a
 * connection that failed. */
static atomic_bool changed;
/** Select waits without some writers, for so much room; 0: with all. */
static atomic_size_t starved;

#if defined(CONFIG_NET_BUF_POOL_USAGE)
/** Sockets whose datagram found too little room, and how much the longest one takes. A race costs
 * a writer one more look. */
static struct {
	zsock_fd_set fds;
	atomic_size_t bytes;
} datagrams;

void aio_send_wait_for(int fd, size_t bytes)
{
	if (fd >= 0 && fd < AIO_FD_LIMIT) {
		ZSOCK_FD_SET(fd, &datagrams.fds);
		if (bytes > atomic_load(&datagrams.bytes)) {
			atomic_store(&datagrams.bytes, bytes);
		}
	}
}

void aio_send_forget(int fd)
{
	if (fd >= 0 && fd < AIO_FD_LIMIT) {
		ZSOCK_FD_CLR(fd, &datagrams.fds);
	}
}

/* Takes those out of a set that would find too little room. @return how much they wait for; 0:
 * there is enough */
static size_t take_out_hollow(zsock_fd_set *write)
{
	size_t room = aio_send_room();
	size_t bytes = atomic_load(&datagrams.bytes);

	if (room == 0) {
		ZSOCK_FD_ZERO(write);
		return 1;
	}
	if (room >= bytes) {
		atomic_store(&datagrams.bytes, 0);
		ZSOCK_FD_ZERO(&datagrams.fds);
		return 0;
	}
	for (size_t i = 0; i < ARRAY_SIZE(write->bitset); i++) {
		write->bitset[i] &= ~datagrams.fds.bitset[i];
	}
	return bytes;
}
#else
static size_t take_out_hollow(zsock_fd_set *write)
{
	ARG_UNUSED(write);
	return 0;
}
#endif

static void socket_changed(void)
{
	if (!k_is_in_isr()) {
		atomic_store(&changed, true);
		aio_reactor_look_again();
	}
}

/* The end of a stream, and a connection that was reset. */
void __wrap_z_impl_k_queue_cancel_wait(struct k_queue *queue)
{
	__real_z_impl_k_queue_cancel_wait(queue);
	socket_changed();
}

/* A connection that could not be made. */
void __wrap_z_impl_k_sem_reset(struct k_sem *semaphore)
{
	__real_z_impl_k_sem_reset(semaphore);
	socket_changed();
}

#if defined(CONFIG_NET_BUF_POOL_USAGE)
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
#endif

static int count_of(const zsock_fd_set *set)
{
	int count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(set->bitset); i++) {
		count += __builtin_popcount(set->bitset[i]);
	}
	return count;
}

/* Whether a result is of writers alone, who would find no room. Others among them stay in it. */
static bool is_hollow(struct aio_fd_sets *sets, int *count)
{
	if (count_of(&sets->read) > 0 || atomic_exchange(&changed, false) ||
	    take_out_hollow(&sets->write) == 0) {
		return false;
	}
	*count = count_of(&sets->write);
	return *count == 0;
}

static int select_forever(struct aio_fd_sets *sets, int nfds)
{
	const struct aio_fd_sets wanted = *sets;

	for (;;) {
		int count = select_once(sets, nfds, NULL);
		size_t room;

		if (count <= 0 || !is_hollow(sets, &count)) {
			return count;
		}
		*sets = wanted;
		/* In this order: room that comes from here on ends the wait. */
		atomic_store(&starved, 1);
		room = take_out_hollow(&sets->write);
		atomic_store(&starved, room);
		if (room > 0) {
			count = select_once(sets, nfds, NULL);
			atomic_store(&starved, 0);
			return count;
		}
	}
}
#else
static int select_forever(struct aio_fd_sets *sets, int nfds)
{
	return select_once(sets, nfds, NULL);
}
#endif

int aio_fd_sets_select(struct aio_fd_sets *sets, int nfds, bool forever)
{
	struct zsock_timeval now = {0};

	return forever ? select_forever(sets, nfds) : select_once(sets, nfds, &now);
}

bool aio_fd_is_bad(int fd)
{
	int type;
	socklen_t length = sizeof(type);

	/* Not SO_ERROR: reading it takes it away from the one who connects. */
	return zsock_getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) < 0 && errno == EBADF;
}
