/*
 * A pair of descriptor sets: what is waited for, or what is ready. No lock, no thread: whoever owns
 * a pair calls.
 */
#ifndef AIO_FD_SETS_H_
#define AIO_FD_SETS_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/net/socket.h>

#include <aio/reactor.h>

/** Descriptors from this on cannot be in a set. */
#define AIO_FD_LIMIT ((int)ZSOCK_FD_SETSIZE)

struct aio_fd_sets {
	zsock_fd_set read;
	zsock_fd_set write;
};

/** Adds fd for AIO_READABLE, AIO_WRITABLE or both. */
static inline void aio_fd_sets_add(struct aio_fd_sets *sets, int fd, uint8_t bits)
{
	if (bits & AIO_READABLE) {
		ZSOCK_FD_SET(fd, &sets->read);
	}
	if (bits & AIO_WRITABLE) {
		ZSOCK_FD_SET(fd, &sets->write);
	}
}

/** Takes fd out for these bits. */
static inline void aio_fd_sets_remove(struct aio_fd_sets *sets, int fd, uint8_t bits)
{
	if (bits & AIO_READABLE) {
		ZSOCK_FD_CLR(fd, &sets->read);
	}
	if (bits & AIO_WRITABLE) {
		ZSOCK_FD_CLR(fd, &sets->write);
	}
}

/** The bits that fd is in the sets for. */
static inline uint8_t aio_fd_sets_test(const struct aio_fd_sets *sets, int fd)
{
	/* ZSOCK_FD_ISSET takes a set that it could write, though it only reads. */
	struct aio_fd_sets *unconst = (struct aio_fd_sets *)sets;

	return (ZSOCK_FD_ISSET(fd, &unconst->read) ? AIO_READABLE : 0) |
	       (ZSOCK_FD_ISSET(fd, &unconst->write) ? AIO_WRITABLE : 0);
}

#endif /* AIO_FD_SETS_H_ */
