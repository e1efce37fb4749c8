/*
 * A pair of descriptor sets: the only file that knows how select() is asked.
 *
 * No lock, no thread: whoever owns a pair calls.
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

/**
 * select() on both sets, which are overwritten with what is ready. There is no set of exceptions:
 * Zephyr reports an error on a socket in the write set, lwIP in both.
 *
 * @param nfds the highest descriptor in the sets, plus one
 * @param forever wait for the first that is ready, the eventfd that ends the wait among them; else
 * only look
 * @return how many bits are set in the sets
 * @retval -errno of select()
 */
int aio_fd_sets_select(struct aio_fd_sets *sets, int nfds, bool forever);

/** Whether select() would answer EBADF for this descriptor. Leaves its SO_ERROR alone. */
bool aio_fd_is_bad(int fd);

#endif /* AIO_FD_SETS_H_ */
