#include "fd_sets.h"

#include <errno.h>
#include <stddef.h>

#include <aio/reactor.h>

void aio_fd_sets_add(struct aio_fd_sets *sets, int fd, uint8_t bits)
{
	if (bits & AIO_READABLE) {
		ZSOCK_FD_SET(fd, &sets->read);
	}
	if (bits & AIO_WRITABLE) {
		ZSOCK_FD_SET(fd, &sets->write);
	}
}

void aio_fd_sets_remove(struct aio_fd_sets *sets, int fd, uint8_t bits)
{
	if (bits & AIO_READABLE) {
		ZSOCK_FD_CLR(fd, &sets->read);
	}
	if (bits & AIO_WRITABLE) {
		ZSOCK_FD_CLR(fd, &sets->write);
	}
}

uint8_t aio_fd_sets_test(const struct aio_fd_sets *sets, int fd)
{
	/* ZSOCK_FD_ISSET takes a set that it could write, though it only reads. */
	struct aio_fd_sets *unconst = (struct aio_fd_sets *)sets;

	return (ZSOCK_FD_ISSET(fd, &unconst->read) ? AIO_READABLE : 0) |
	       (ZSOCK_FD_ISSET(fd, &unconst->write) ? AIO_WRITABLE : 0);
}

int aio_fd_sets_select(struct aio_fd_sets *sets, int nfds, bool forever)
{
	struct zsock_timeval now = {0};
	int count = zsock_select(nfds, &sets->read, &sets->write, NULL, forever ? NULL : &now);

	return count < 0 ? -errno : count;
}

bool aio_fd_is_bad(int fd)
{
	int type;
	socklen_t length = sizeof(type);

	/* Not SO_ERROR: reading it takes it away from the one who connects. */
	return zsock_getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) < 0 && errno == EBADF;
}
