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
 * here (zephyr/CMakeLists.txt): a select that runs then ends by its eventfd, and the next one reads
 * the states anew.
 *
 * And it says that a stream is writable where there is no buffer to write to, for which it does not
 * wait: a writer would try again and again. So writers are let wait until a packet is let go of,
 * and with it buffers.
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
/** Select waits without its writers, for room. */
static atomic_bool starved;

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
	if (atomic_load_explicit(&starved, memory_order_relaxed) && !k_is_in_isr() &&
	    aio_send_room() > 0 && atomic_exchange(&starved, false)) {
		aio_reactor_look_again();
	}
}
#endif

static bool any(const zsock_fd_set *set)
{
	for (size_t i = 0; i < ARRAY_SIZE(set->bitset); i++) {
		if (set->bitset[i] != 0) {
			return true;
		}
	}
	return false;
}

/* Whether a result is of writers alone, who would find no room. */
static bool is_hollow(const struct aio_fd_sets *sets)
{
	return aio_send_room() == 0 && !any(&sets->read) && !atomic_exchange(&changed, false);
}

static int select_forever(struct aio_fd_sets *sets, int nfds)
{
	const struct aio_fd_sets wanted = *sets;

	for (;;) {
		int count = select_once(sets, nfds, NULL);

		if (count <= 0 || !is_hollow(sets)) {
			return count;
		}
		*sets = wanted;
		/* In this order: room that comes from here on ends the wait. */
		atomic_store(&starved, true);
		if (aio_send_room() == 0) {
			ZSOCK_FD_ZERO(&sets->write);
			count = select_once(sets, nfds, NULL);
			atomic_store(&starved, false);
			return count;
		}
		atomic_store(&starved, false);
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
