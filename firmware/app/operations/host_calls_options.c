/*
 * Options and addresses of sockets.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/sys/util.h>

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

/* By the numbers that ts-runtime/src/socket-options.ts has. Of IPv6 the first is another one. */
static const struct {
	int level;
	int name;
} options[] = {
	{IPPROTO_IP, IP_TTL},	      {SOL_SOCKET, SO_KEEPALIVE}, {IPPROTO_TCP, TCP_KEEPIDLE},
	{IPPROTO_TCP, TCP_KEEPINTVL}, {IPPROTO_TCP, TCP_KEEPCNT},
};

static bool is_ipv6(int fd)
{
	struct sockaddr_storage address = {.ss_family = AF_UNSPEC};
	socklen_t length = sizeof(address);

	return zsock_getsockname(fd, (struct sockaddr *)&address, &length) == 0 &&
	       address.ss_family == AF_INET6;
}

/* Its value; with a third argument it is set. */
aio_value_t aio_host_option(const aio_value_t *args)
{
	int fd = aio_int(args[0]);
	int which = aio_int(args[1]);
	int value = aio_int(args[2]);
	int level;
	int name;

	if (which < 0 || which >= (int)ARRAY_SIZE(options)) {
		return aio_code(-EINVAL);
	}
	level = options[which].level;
	name = options[which].name;
	if (level == IPPROTO_IP && is_ipv6(fd)) {
		level = IPPROTO_IPV6;
		name = IPV6_UNICAST_HOPS;
	}
	if (value < 0) {
		return aio_code(get_option(fd, level, name));
	}
	return aio_code(zsock_setsockopt(fd, level, name, &value, sizeof(value)) < 0 ? -errno : 0);
}

/* Which descriptors may send to broadcast addresses, a bit each. */
static uint8_t broadcasters[DIV_ROUND_UP(CONFIG_ZVFS_OPEN_MAX, 8)];

static uint8_t *broadcaster(int fd)
{
	return fd >= 0 && fd < CONFIG_ZVFS_OPEN_MAX ? &broadcasters[fd / 8] : NULL;
}

void aio_broadcast_forget(int fd)
{
	uint8_t *bits = broadcaster(fd);

	if (bits != NULL) {
		*bits &= ~BIT(fd % 8);
	}
}

int aio_check_broadcast(int fd, const struct sockaddr *address)
{
	const uint8_t *bits = broadcaster(fd);
	bool may = bits != NULL && (*bits & BIT(fd % 8)) != 0;

	return !may && aio_is_broadcast(address) ? -EACCES : 0;
}

/* 1 or 0; with a second argument it is set. */
aio_value_t aio_host_broadcast(const aio_value_t *args)
{
	int fd = aio_int(args[0]);
	int on = aio_int(args[1]);
	uint8_t *bits = broadcaster(fd);
	/* Whether it is a socket; what the kernel itself wants to be told. */
	int known = get_option(fd, SOL_SOCKET, SO_TYPE);

	if (known < 0 || bits == NULL) {
		return aio_code(known < 0 ? known : -EBADF);
	}
	if (on >= 0) {
		*bits = on != 0 ? *bits | BIT(fd % 8) : *bits & ~BIT(fd % 8);
		/* Zephyr knows no such option, and sends. */
		(void)zsock_setsockopt(fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof(on));
	}
	return aio_code((*bits & BIT(fd % 8)) != 0 ? 1 : 0);
}
