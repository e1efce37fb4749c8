#include <zephyr/zvfs/eventfd.h>

#include <errno.h>

#include <zephyr/net/socket.h>

#include "core.h"
#include "sock.h"

/** The largest count. */
#define FULL (UINT64_MAX - 1)

static int fail(int error)
{
	net_unlock_quietly();
	errno = error;
	return -1;
}

static struct net_sock *get(int fd)
{
	struct net_sock *sock = sock_get(fd);

	return sock != NULL && sock->kind == SOCK_EVENT ? sock : NULL;
}

int zvfs_eventfd(unsigned int initval, int flags)
{
	struct net_sock *sock;
	int fd;

	if ((flags & ~(ZVFS_EFD_SEMAPHORE | ZVFS_EFD_NONBLOCK)) != 0) {
		errno = EINVAL;
		return -1;
	}
	net_lock();
	sock = sock_alloc(SOCK_EVENT);
	if (sock == NULL) {
		return fail(EMFILE);
	}
	sock->count = initval;
	sock->semaphore = (flags & ZVFS_EFD_SEMAPHORE) != 0;
	sock->nonblocking = (flags & ZVFS_EFD_NONBLOCK) != 0;
	fd = sock_open(sock);
	if (fd < 0) {
		sock_free(sock);
		return fail(-fd);
	}
	net_unlock_quietly();
	return fd;
}

int zvfs_eventfd_read(int fd, zvfs_eventfd_t *value)
{
	struct net_sock *sock;

	net_lock();
	while ((sock = get(fd)) != NULL && sock->count == 0) {
		if (!sock_wait(sock, SOCK_IN, 0)) {
			return fail(EAGAIN);
		}
	}
	if (sock == NULL) {
		return fail(EBADF);
	}
	*value = sock->semaphore ? 1 : sock->count;
	sock->count -= *value;
	sock_changed(sock);
	net_unlock_quietly();
	return 0;
}

int zvfs_eventfd_write(int fd, zvfs_eventfd_t value)
{
	struct net_sock *sock;

	if (value > FULL) {
		errno = EINVAL;
		return -1;
	}
	net_lock();
	while ((sock = get(fd)) != NULL && value > FULL - sock->count) {
		if (!sock_wait(sock, SOCK_OUT, 0)) {
			return fail(EAGAIN);
		}
	}
	if (sock == NULL) {
		return fail(EBADF);
	}
	sock->count += value;
	sock_changed(sock);
	net_unlock_quietly();
	return 0;
}
