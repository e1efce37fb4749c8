/*
 * Options and addresses of sockets.
 */
#include <errno.h>
#include <string.h>

#include <aio/address_text.h>

#include "host_calls_internal.h"

static struct {
	/** What aio_last_address_set() took: made text only when it is asked for. */
	struct sockaddr_storage address;
	/** Not empty: an address that came as text. */
	char text[AIO_ADDRESS_TEXT];
} last;

void aio_last_address_set(const struct sockaddr *address)
{
	memcpy(&last.address, address,
	       address->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
					      : sizeof(struct sockaddr_in));
	last.text[0] = '\0';
}

void aio_last_address_set_text(const char *text)
{
	memset(&last.address, 0, sizeof(last.address));
	strncpy(last.text, text, sizeof(last.text) - 1);
}

aio_value_t aio_host_last_address(const aio_value_t *args)
{
	const struct sockaddr *address = (struct sockaddr *)&last.address;

	(void)args;
	if (last.text[0] == '\0') {
		const void *bytes = address->sa_family == AF_INET6
					    ? (const void *)&net_sin6(address)->sin6_addr
					    : (const void *)&net_sin(address)->sin_addr;

		aio_address_format(address->sa_family == AF_INET6 ? 6 : 4, bytes, last.text);
	}
	return aio_value_from_string(last.text, strlen(last.text));
}

aio_value_t aio_host_last_port(const aio_value_t *args)
{
	const struct sockaddr *address = (struct sockaddr *)&last.address;

	(void)args;
	return aio_value_from_int(ntohs(address->sa_family == AF_INET6
						? net_sin6(address)->sin6_port
						: net_sin(address)->sin_port));
}

static int take_address(int (*get)(int fd, struct sockaddr *address, socklen_t *length), int fd)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);

	if (get(fd, (struct sockaddr *)&address, &length) < 0) {
		return -errno;
	}
	aio_last_address_set((struct sockaddr *)&address);
	return 0;
}

aio_value_t aio_host_local_address(const aio_value_t *args)
{
	return aio_code(take_address(zsock_getsockname, aio_int(args[0])));
}

aio_value_t aio_host_peer_address(const aio_value_t *args)
{
	return aio_code(take_address(zsock_getpeername, aio_int(args[0])));
}

static int get_option(int fd, int level, int name)
{
	int value = 0;
	socklen_t length = sizeof(value);

	return zsock_getsockopt(fd, level, name, &value, &length) < 0 ? -errno : value;
}

/* How a connect() ended: 0 or the errno. */
aio_value_t aio_host_socket_error(const aio_value_t *args)
{
	int fd = aio_int(args[0]);
	int error = get_option(fd, SOL_SOCKET, SO_ERROR);

	return aio_code(error == 0 && aio_has_no_peer(fd) ? ECONNREFUSED : error);
}

aio_value_t aio_host_no_delay(const aio_value_t *args)
{
	int value = get_option(aio_int(args[0]), IPPROTO_TCP, TCP_NODELAY);

	return aio_code(value > 0 ? 1 : value);
}

aio_value_t aio_host_set_no_delay(const aio_value_t *args)
{
	int on = aio_int(args[1]) != 0;

	return aio_code(
		zsock_setsockopt(aio_int(args[0]), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)) < 0
			? -errno
			: 0);
}
