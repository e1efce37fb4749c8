/*
 * Sending. No call waits, as in host_calls_net.c.
 */
#include <errno.h>

#include <aio/send_room.h>

#include "host_calls_internal.h"

static bool is_stream(int fd)
{
	int type = SOCK_DGRAM;
	socklen_t length = sizeof(type);

	(void)zsock_getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length);
	return type == SOCK_STREAM;
}

/* What a datagram takes beside its bytes: the headers of IPv6 and UDP, what is left over of its
 * last buffer, and one for Ethernet's header. */
#ifdef CONFIG_NET_BUF_DATA_SIZE
#define BUFFER_SIZE CONFIG_NET_BUF_DATA_SIZE
#else
#define BUFFER_SIZE 128
#endif
#define DATAGRAM_OVERHEAD (48 + 2 * BUFFER_SIZE)

#if defined(CONFIG_NET_NATIVE) && !defined(CONFIG_NET_IPV4_FRAGMENT)
/* Zephyr sends no fragments. */
#define LONGEST_DATAGRAM (NET_ETH_MTU - 28)
#else
#define LONGEST_DATAGRAM SIZE_MAX
#endif

/*
 * What the program hears of a piece that could not be sent. Zephyr says ENOBUFS where its buffers
 * are all in use at this moment, and its poll() does not wait for them: the program tries again
 * when select() says so, which waits for an instant then (fixes/select_writable.c). ENOMEM are more
 * bytes than a datagram may have. Once the other end has reset a stream Zephyr knows no more than
 * that it is not connected.
 */
static int sent_of(int fd, int result, size_t size)
{
	if (result >= 0) {
		return result;
	}
	switch (errno) {
	case ENOBUFS:
		if (!is_stream(fd)) {
			aio_send_wait_for(fd, size + DATAGRAM_OVERHEAD);
		}
		return -EAGAIN;
	case ENOMEM:
		return -EMSGSIZE;
	case ENOTCONN:
		return is_stream(fd) ? -EPIPE : -ENOTCONN;
	default:
		return -errno;
	}
}

/* A datagram is sent as a whole or not at all. 0: there is room for it. */
static int refusal_of(int fd, size_t size)
{
	if (size > LONGEST_DATAGRAM || size > AIO_SEND_ROOM_MAX - DATAGRAM_OVERHEAD) {
		return -EMSGSIZE;
	}
	if (size + DATAGRAM_OVERHEAD > aio_send_room()) {
		aio_send_wait_for(fd, size + DATAGRAM_OVERHEAD);
		return -EAGAIN;
	}
	return 0;
}

/* How much of it can be sent, or a negative errno. */
static int sendable(int fd, size_t size)
{
	size_t room = aio_send_room();

	if (room - MIN(room, DATAGRAM_OVERHEAD) >= size) {
		return (int)size;
	}
	if (is_stream(fd)) {
		return room == 0 && size > 0 ? -EAGAIN : (int)MIN(size, room);
	}

	int refusal = refusal_of(fd, size);

	return refusal < 0 ? refusal : (int)size;
}

/* How many bytes were sent, or a negative errno. */
static int send_some(int fd, const uint8_t *data, size_t size)
{
	int some = sendable(fd, size);

	return some < 0 ? some
			: sent_of(fd, (int)zsock_send(fd, data, (size_t)some, ZSOCK_MSG_DONTWAIT),
				  size);
}

aio_value_t aio_host_send(const aio_value_t *args)
{
	uint8_t *data;
	size_t size;

	if (aio_value_bytes(args[1], &data, &size) < 0) {
		return aio_code(-EFAULT);
	}
	return aio_code(send_some(aio_int(args[0]), data, size));
}

/* Spares the program a look at the length, which costs it as much as a call. */
aio_value_t aio_host_send_all(const aio_value_t *args)
{
	uint8_t *data;
	size_t size;
	int sent;

	if (aio_value_bytes(args[1], &data, &size) < 0) {
		return aio_code(-EFAULT);
	}
	sent = send_some(aio_int(args[0]), data, size);
	return aio_code(sent >= 0 && (size_t)sent == size ? 0 : sent);
}

static sa_family_t family_of(int fd)
{
	struct sockaddr_storage address = {.ss_family = AF_UNSPEC};
	socklen_t length = sizeof(address);

	(void)zsock_getsockname(fd, (struct sockaddr *)&address, &length);
	return address.ss_family;
}

aio_value_t aio_host_send_to(const aio_value_t *args)
{
	int fd = aio_int(args[0]);
	struct sockaddr_storage address;
	socklen_t length;
	uint8_t *data;
	size_t size;
	int result;

	if (aio_value_bytes(args[1], &data, &size) < 0) {
		return aio_code(-EFAULT);
	}
	result = aio_parse_address(args[2], args[3], &address, &length);
	if (result == 0) {
		result = aio_check_destination((struct sockaddr *)&address);
	}
	if (result == 0) {
		result = aio_check_broadcast(fd, (struct sockaddr *)&address);
	}
	if (result == 0) {
		result = refusal_of(fd, size);
	}
	if (result < 0) {
		return aio_code(result);
	}
	result = sent_of(fd,
			 (int)zsock_sendto(fd, data, size, ZSOCK_MSG_DONTWAIT,
					   (struct sockaddr *)&address, length),
			 size);
	/* Zephyr calls the other family's addresses a missing, or an invalid, one. */
	if ((result == -EDESTADDRREQ || result == -EINVAL) && family_of(fd) != address.ss_family) {
		result = -EAFNOSUPPORT;
	}
	return aio_code(result);
}
