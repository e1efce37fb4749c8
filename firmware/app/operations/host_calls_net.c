/*
 * Sockets, but for sending (host_calls_send.c). Every call is made on a non-blocking descriptor and
 * asks once more not to wait (ZSOCK_MSG_DONTWAIT), because a descriptor can come from elsewhere.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include <zephyr/random/random.h>
#include <zephyr/sys/util.h>

#include <aio/send_room.h>

#include "host_calls_internal.h"
#include "socket_notes.h"

#define RECEIVE_PEEK 1
#define RECEIVE_FROM 2

/** Of those that Zephyr chooses from. */
#define FIRST_PORT  0x8000
#define PORTS_TRIED 8

static int result_of(int result)
{
	return result < 0 ? -errno : result;
}

static int set_non_blocking(int fd)
{
	int flags = zsock_fcntl(fd, F_GETFL, 0);

	if (flags < 0) {
		return -errno;
	}
	return result_of(zsock_fcntl(fd, F_SETFL, flags | O_NONBLOCK));
}

/* 0 where it is no socket. */
static int type_of(int fd)
{
	int type = 0;
	socklen_t length = sizeof(type);

	return zsock_getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0 ? type : 0;
}

/* A new descriptor; one that cannot be made non-blocking is closed again. */
static int non_blocking_or_closed(int fd)
{
	int result = set_non_blocking(fd);

	if (result < 0) {
		zsock_close(fd);
		return result;
	}
	return fd;
}

/* There is one program: what its system has run out of (ENFILE), it has. ENOENT is Zephyr's, where
 * the network has no context left. */
static int no_socket_left(int error)
{
	return error == ENOENT || error == ENFILE ? EMFILE : error;
}

aio_value_t aio_host_socket(const aio_value_t *args)
{
	int family = aio_int(args[0]) == 6 ? AF_INET6 : AF_INET;
	bool stream = aio_int(args[1]) == 1;
	int fd = zsock_socket(family, stream ? SOCK_STREAM : SOCK_DGRAM,
			      stream ? IPPROTO_TCP : IPPROTO_UDP);

	if (fd < 0) {
		return aio_code(-no_socket_left(errno));
	}
	aio_send_forget(fd);
	aio_broadcast_forget(fd);
	aio_socket_note(fd, AIO_SOCKET_NEW, NULL);
	return aio_code(non_blocking_or_closed(fd));
}

aio_value_t aio_host_non_blocking(const aio_value_t *args)
{
	return aio_code(set_non_blocking(aio_int(args[0])));
}

aio_value_t aio_host_close(const aio_value_t *args)
{
	return aio_code(result_of(zsock_close(aio_int(args[0]))));
}

/* A listener's port is free again at once, whatever connections linger from an earlier one. A
 * datagram socket is left alone: there it would let two share a port. */
static void reuse_stream_address(int fd)
{
	if (type_of(fd) == SOCK_STREAM) {
		const int on = 1;

		zsock_setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	}
}

/* IPv4's and IPv6's are at the same place. */
static uint16_t *port_of(struct sockaddr_storage *address)
{
	return &net_sin((struct sockaddr *)address)->sin_port;
}

static int bind_to(int fd, const struct sockaddr_storage *address, socklen_t length)
{
	int result = result_of(zsock_bind(fd, (const struct sockaddr *)address, length));

	/* Zephyr's, for an address of somebody else. */
	return result == -ENOENT ? -EADDRNOTAVAIL : result;
}

/* Zephyr chooses a port for 0.0.0.0 when the socket is made, which another one may have on the
 * address that it is bound to now: the answer is that it is in use. Most others are free. */
static int bind_to_any_port(int fd, const struct sockaddr_storage *address, socklen_t length)
{
	struct sockaddr_storage tried = *address;
	int result = bind_to(fd, &tried, length);

	for (int i = 0; i < PORTS_TRIED && result == -EADDRINUSE; i++) {
		sys_rand_get(port_of(&tried), sizeof(uint16_t));
		*port_of(&tried) |= htons(FIRST_PORT);
		result = bind_to(fd, &tried, length);
	}
	return result;
}

aio_value_t aio_host_bind(const aio_value_t *args)
{
	int fd = aio_int(args[0]);
	struct sockaddr_storage address;
	socklen_t length;
	int result = aio_parse_address(args[1], args[2], &address, &length);

	if (result < 0) {
		return aio_code(result);
	}
	reuse_stream_address(fd);
	result = *port_of(&address) == 0 ? bind_to_any_port(fd, &address, length)
					 : bind_to(fd, &address, length);
	/* Which port it has is asked where that was left open. */
	if (result == 0 && zsock_getsockname(fd, (struct sockaddr *)&address, &length) == 0) {
		aio_socket_note(fd, AIO_SOCKET_BOUND, (struct sockaddr *)&address);
	}
	return aio_code(result);
}

aio_value_t aio_host_listen(const aio_value_t *args)
{
	int result = result_of(zsock_listen(aio_int(args[0]), aio_int(args[1])));

	if (result == 0) {
		aio_socket_note(aio_int(args[0]), AIO_SOCKET_LISTENS, NULL);
	}
	return aio_code(result);
}

bool aio_has_no_peer(int fd)
{
	struct sockaddr_storage peer;
	socklen_t length = sizeof(peer);

	return zsock_getpeername(fd, (struct sockaddr *)&peer, &length) < 0 && errno == ENOTCONN;
}

aio_value_t aio_host_connect(const aio_value_t *args)
{
	int fd = aio_int(args[0]);
	struct sockaddr_storage address;
	socklen_t length;
	int result = aio_parse_address(args[1], args[2], &address, &length);

	if (result == 0) {
		result = type_of(fd) == SOCK_STREAM
				 ? aio_check_peer((struct sockaddr *)&address)
				 : aio_check_destination((struct sockaddr *)&address);
	}
	if (result == 0) {
		result = aio_check_broadcast(fd, (struct sockaddr *)&address);
	}
	if (result < 0) {
		return aio_code(result);
	}
	aio_socket_note(fd, AIO_SOCKET_CONNECTS, (struct sockaddr *)&address);
	result = result_of(zsock_connect(fd, (struct sockaddr *)&address, length));
	/* Zephyr, where the refusal comes before connect() returns. */
	if (result == 0 && aio_has_no_peer(fd)) {
		result = -ECONNREFUSED;
	}
	return aio_code(result);
}

aio_value_t aio_host_accept(const aio_value_t *args)
{
	struct sockaddr_storage peer;
	socklen_t length = sizeof(peer);
	int fd = zsock_accept(aio_int(args[0]), (struct sockaddr *)&peer, &length);

	if (fd < 0) {
		return aio_code(-no_socket_left(errno));
	}
	aio_send_forget(fd);
	aio_last_address_set((struct sockaddr *)&peer);
	aio_socket_note(fd, AIO_SOCKET_ACCEPTED, (struct sockaddr *)&peer);
	return aio_code(non_blocking_or_closed(fd));
}

static int receive_from(int fd, uint8_t *data, size_t size, int flags)
{
	struct sockaddr_storage sender;
	socklen_t length = sizeof(sender);
	ssize_t received =
		zsock_recvfrom(fd, data, size, flags, (struct sockaddr *)&sender, &length);

	if (received < 0) {
		return -errno;
	}
	aio_last_address_set((struct sockaddr *)&sender);
	return (int)received;
}

aio_value_t aio_host_receive(const aio_value_t *args)
{
	int fd = aio_int(args[0]);
	int wanted = aio_value_int(args[2], 0);
	int flags = ZSOCK_MSG_DONTWAIT | ((wanted & RECEIVE_PEEK) != 0 ? ZSOCK_MSG_PEEK : 0);
	uint8_t *data;
	size_t size;
	uint8_t cut;
	int received;

	if (aio_value_bytes(args[1], &data, &size) < 0) {
		return aio_code(-EFAULT);
	}
	/* A datagram is taken by a buffer without room, too. Zephyr's call neither takes it nor
	 * waits then. */
	if (size == 0 && type_of(fd) == SOCK_DGRAM) {
		data = &cut;
		size = sizeof(cut);
	}
	received = (wanted & RECEIVE_FROM) != 0 ? receive_from(fd, data, size, flags)
						: result_of((int)zsock_recv(fd, data, size, flags));
	return aio_code(data == &cut && received > 0 ? 0 : received);
}

aio_value_t aio_host_shutdown(const aio_value_t *args)
{
	static const int hows[] = {ZSOCK_SHUT_RD, ZSOCK_SHUT_WR, ZSOCK_SHUT_RDWR};
	int how = aio_int(args[1]);

	if (how < 0 || how >= (int)ARRAY_SIZE(hows)) {
		return aio_code(-EINVAL);
	}
	return aio_code(result_of(zsock_shutdown(aio_int(args[0]), hows[how])));
}
