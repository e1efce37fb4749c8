#include "selector.h"

#include <errno.h>

#include <zephyr/kernel.h>
#include <zephyr/zvfs/eventfd.h>

/** Makes a wait return; set once. */
static int eventfd;

int aio_selector_open(void)
{
	eventfd = zvfs_eventfd(0, ZVFS_EFD_NONBLOCK);
	return eventfd < 0 || eventfd >= AIO_FD_LIMIT ? -ENFILE : 0;
}

void aio_selector_wake(void)
{
	(void)zvfs_eventfd_write(eventfd, 1);
}

void aio_selector_forget_wake(void)
{
	zvfs_eventfd_t value;

	(void)zvfs_eventfd_read(eventfd, &value);
}

int aio_selector_wait(struct aio_fd_sets *sets, int nfds, bool *woken)
{
	aio_fd_sets_add(sets, eventfd, AIO_READABLE);

	int count = aio_selector_ask(sets, MAX(nfds, eventfd + 1), true);

	*woken = count > 0 && aio_fd_sets_test(sets, eventfd) != 0;
	return count - *woken;
}

bool aio_selector_is_bad(int fd)
{
	int type;
	socklen_t length = sizeof(type);

	/* Not SO_ERROR: reading it takes it away from the one who connects. */
	return zsock_getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) < 0 && errno == EBADF;
}
