#include "fd_sets.h"

#include <errno.h>
#include <stddef.h>

#include <zephyr/kernel.h>

#include "send_room.h"

static int select_once(struct aio_fd_sets *sets, int nfds, struct zsock_timeval *timeout)
{
	int count = zsock_select(nfds, &sets->read, &sets->write, NULL, timeout);

	return count < 0 ? -errno : count;
}

#ifdef CONFIG_NET_NATIVE_TCP
/*
 * Zephyr 3.7 tells select() of the end of a stream, and of a connection that was refused, only
 * while it waits already: what comes between a call that would block and select() is lost to it.
 * But whenever it looks again it sees the socket's state. So it looks again, soon at first, then
 * less and less often: a device that waits for sockets wakes once in ten seconds.
 */
#define LOOK_FIRST_MS 20
#define LOOK_LAST_MS  10240

/*
 * And it says that a stream is writable where there is no buffer to write to, for which it does not
 * wait: a writer would try again and again. So writers are let wait for as long.
 */
#define NO_ROOM_MS 2

static int select_for(struct aio_fd_sets *sets, int nfds, int32_t wait_ms)
{
	struct zsock_timeval timeout = {
		.tv_sec = wait_ms / MSEC_PER_SEC,
		.tv_usec = wait_ms % MSEC_PER_SEC * USEC_PER_MSEC,
	};

	return select_once(sets, nfds, &timeout);
}

static bool any(const zsock_fd_set *set)
{
	for (size_t i = 0; i < ARRAY_SIZE(set->bitset); i++) {
		if (set->bitset[i] != 0) {
			return true;
		}
	}
	return false;
}

/* Writers alone are ready, and would find no room: waits for readers meanwhile. */
static int wait_for_room(struct aio_fd_sets *sets, int nfds, const struct aio_fd_sets *wanted)
{
	int count;

	*sets = *wanted;
	ZSOCK_FD_ZERO(&sets->write);
	count = select_for(sets, nfds, NO_ROOM_MS);
	if (count != 0) {
		return count;
	}
	/* Whatever has become of the room: a connection that failed is told as writable too. */
	*sets = *wanted;
	return select_for(sets, nfds, 0);
}

/* The eventfd that ends the wait, and no socket: nothing gets lost, and nothing is looked for. */
static bool is_eventfd_alone(const struct aio_fd_sets *sets)
{
	uint32_t found = 0;

	for (size_t i = 0; i < ARRAY_SIZE(sets->read.bitset); i++) {
		uint32_t bits = sets->read.bitset[i];

		if ((bits & (bits - 1)) != 0 || (bits != 0 && found != 0)) {
			return false;
		}
		found |= bits;
	}
	return !any(&sets->write);
}

static int select_forever(struct aio_fd_sets *sets, int nfds)
{
	const struct aio_fd_sets wanted = *sets;
	int32_t wait_ms = LOOK_FIRST_MS;

	if (is_eventfd_alone(sets)) {
		return select_once(sets, nfds, NULL);
	}
	for (;;) {
		int count = select_for(sets, nfds, wait_ms);

		if (count > 0 && aio_send_room() == 0 && !any(&sets->read)) {
			count = wait_for_room(sets, nfds, &wanted);
		}
		if (count != 0) {
			return count;
		}
		*sets = wanted;
		wait_ms = MIN(wait_ms * 2, LOOK_LAST_MS);
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
