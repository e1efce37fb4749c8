/*
 * poll(), on select().
 */
#include <errno.h>

#include <zephyr/kernel.h>
#include <zephyr/net/socket.h>

#include "core.h"
#include "sock.h"

/* An entry whose descriptor is not open is ready, and says so. */
static int find_closed(struct zsock_pollfd *fds, int nfds)
{
	int count = 0;

	net_lock();
	for (int i = 0; i < nfds; i++) {
		bool is_closed = fds[i].fd >= 0 && sock_get(fds[i].fd) == NULL;

		fds[i].revents = is_closed ? ZSOCK_POLLNVAL : 0;
		count += is_closed;
	}
	net_unlock_quietly();
	return count;
}

int zsock_poll(struct zsock_pollfd *fds, int nfds, int timeout)
{
	struct zsock_timeval time = {.tv_sec = timeout / 1000, .tv_usec = timeout % 1000 * 1000};
	zsock_fd_set in = {0};
	zsock_fd_set out = {0};
	int count = find_closed(fds, nfds);

	if (count > 0) {
		return count;
	}
	for (int i = 0; i < nfds; i++) {
		if ((fds[i].events & ZSOCK_POLLIN) != 0) {
			ZSOCK_FD_SET(fds[i].fd, &in);
		}
		if ((fds[i].events & ZSOCK_POLLOUT) != 0) {
			ZSOCK_FD_SET(fds[i].fd, &out);
		}
	}
	if (zsock_select((int)ZSOCK_FD_SETSIZE, &in, &out, NULL, timeout < 0 ? NULL : &time) < 0) {
		return errno == EBADF ? find_closed(fds, nfds) : -1;
	}
	for (int i = 0; i < nfds; i++) {
		fds[i].revents = (short)((ZSOCK_FD_ISSET(fds[i].fd, &in) ? ZSOCK_POLLIN : 0) |
					 (ZSOCK_FD_ISSET(fds[i].fd, &out) ? ZSOCK_POLLOUT : 0));
		count += fds[i].revents != 0;
	}
	return count;
}
