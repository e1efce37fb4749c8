/*
 * Sockets, but for sending (host_calls_send.c). Every call is made on a non-blocking descriptor and
 * asks once more not to wait (ZSOCK_MSG_DONTWAIT), because a descriptor can come from elsewhere.
 */
#include "host_calls_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include <zephyr/sys/util.h>

#include "socket_notes.h"

#define RECEIVE_PEEK 1
#define RECEIVE_FROM 2

static int result_of(int result)
{
	return result < 0 ? -errno : result;
}

/* Four numbers up to 255. Zephyr's inet_pton() takes 999.1.1.1 and 1.2.3 for addresses too, and
 * others than the one that is read there. */
static bool parse_four(const char *text, struct in_addr *address)
{
	uint8_t *bytes = (uint8_t *)address;

	for (int i = 0; i < 4; i++) {
		const char *first = text;
		int number = 0;

		while (*text >= '0' && *text <= '9' && text - first < 3) {
			number = 10 * number + *text++ - '0';
		}
		if (text == first || (*first == '0' && text - first > 1) || number > UINT8_MAX ||
		    *text++ != (i < 3 ? '.' : '\0')) {
			return false;
		}
		bytes[i] = (uint8_t)number;
	}
	return true;
}

int aio_parse_address(aio_value_t text, aio_value_t port, struct sockaddr_storage *address,
		      socklen_t *length)
{
	char host[INET6_ADDRSTRLEN];
	int number = aio_int(port);
	int written = aio_value_string(text, host, sizeof(host));

	if (written < 0 || written >= (int)sizeof(host) || number < 0 || number > UINT16_MAX) {
		return -EINVAL;
	}
	memset(address, 0, sizeof(*address));
	if (parse_four(host, &net_sin((struct sockaddr *)address)->sin_addr)) {
		net_sin((struct sockaddr *)address)->sin_family = AF_INET;
		net_sin((struct sockaddr *)address)->sin_port = htons((uint16_t)number);
		*length = sizeof(struct sockaddr_in);
		return 0;
	}
	if (zsock_inet_pton(AF_INET6, host, &net_sin6((struct sockaddr *)address)->sin6_addr) ==
	    1) {
		net_sin6((struct sockaddr *)address)->sin6_family = AF_INET6;
		net_sin6((struct sockaddr *)address)->sin6_port = htons((uint16_t)number);
		*length = sizeof(struct sockaddr_in6);
		return 0;
	}
	return -EINVAL;
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
	result = result_of(zsock_bind(fd, (struct sockaddr *)&address, length));
	/* Zephyr's, for an address of somebody else. */
	if (result == -ENOENT) {
		result = -EADDRNOTAVAIL;
	}
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
		return aio_code(-EINVAL);
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
