#include <aio/send_room.h>

#include <stdatomic.h>

#if defined(CONFIG_NET_BUF_POOL_USAGE) && defined(CONFIG_NET_NATIVE)
/** Sockets whose datagram found too little room, and how much the longest one takes. A race costs
 * a writer one more look. */
static struct {
	zsock_fd_set fds;
	atomic_size_t bytes;
} datagrams;

void aio_send_wait_for(int fd, size_t bytes)
{
	if (fd >= 0 && fd < (int)ZSOCK_FD_SETSIZE) {
		ZSOCK_FD_SET(fd, &datagrams.fds);
		if (bytes > atomic_load(&datagrams.bytes)) {
			atomic_store(&datagrams.bytes, bytes);
		}
	}
}

void aio_send_forget(int fd)
{
	if (fd >= 0 && fd < (int)ZSOCK_FD_SETSIZE) {
		ZSOCK_FD_CLR(fd, &datagrams.fds);
	}
}

size_t aio_send_take_out(zsock_fd_set *write)
{
	size_t room = aio_send_room();
	size_t bytes = atomic_load(&datagrams.bytes);

	if (room == 0) {
		ZSOCK_FD_ZERO(write);
		return 1;
	}
	if (room >= bytes) {
		atomic_store(&datagrams.bytes, 0);
		ZSOCK_FD_ZERO(&datagrams.fds);
		return 0;
	}
	for (size_t i = 0; i < ARRAY_SIZE(write->bitset); i++) {
		write->bitset[i] &= ~datagrams.fds.bitset[i];
	}
	return bytes;
}
#endif
