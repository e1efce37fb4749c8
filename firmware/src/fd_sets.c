#include "fd_sets.h"

#include <errno.h>
#include <stddef.h>

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
