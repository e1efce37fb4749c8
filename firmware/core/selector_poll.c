#include "selector.h"

#include <errno.h>

#include <aio/sizes.h>

/** One for each socket, and the reactor's eventfd. */
#define ENTRIES (CONFIG_AIO_MAX_SOCKETS + 1)

/** Lists what is in the sets. @return how many entries */
static int list(struct zsock_pollfd *entries, const struct aio_fd_sets *sets, int nfds)
{
	int count = 0;

	for (int fd = 0; fd < nfds && count < ENTRIES; fd++) {
		uint8_t bits = aio_fd_sets_test(sets, fd);

		if (bits != 0) {
			entries[count++] = (struct zsock_pollfd){
				.fd = fd,
				.events = (short)((bits & AIO_READABLE ? ZSOCK_POLLIN : 0) |
						  (bits & AIO_WRITABLE ? ZSOCK_POLLOUT : 0)),
			};
		}
	}
	return count;
}

/** What is ready of an entry. An end or an error is for both directions, as select() has it. */
static uint8_t ready(const struct zsock_pollfd *entry)
{
	const short end = ZSOCK_POLLHUP | ZSOCK_POLLERR;

	return (entry->events & ZSOCK_POLLIN && entry->revents & (ZSOCK_POLLIN | end) ? AIO_READABLE
										      : 0) |
	       (entry->events & ZSOCK_POLLOUT && entry->revents & (ZSOCK_POLLOUT | end)
			? AIO_WRITABLE
			: 0);
}

int aio_selector_ask(struct aio_fd_sets *sets, int nfds, bool forever)
{
	struct zsock_pollfd entries[ENTRIES];
	int listed = list(entries, sets, nfds);
	int count = 0;

	if (zsock_poll(entries, listed, forever ? -1 : 0) < 0) {
		return -errno;
	}
	*sets = (struct aio_fd_sets){0};
	for (int i = 0; i < listed; i++) {
		uint8_t bits = ready(&entries[i]);

		if ((entries[i].revents & ZSOCK_POLLNVAL) != 0) {
			return -EBADF;
		}
		aio_fd_sets_add(sets, entries[i].fd, bits);
		count += (bits & AIO_READABLE ? 1 : 0) + (bits & AIO_WRITABLE ? 1 : 0);
	}
	return count;
}
