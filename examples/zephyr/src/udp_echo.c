#include <errno.h>

#include <zephyr/net/socket.h>

#include <aio/reactor.h>

#include "echo.h"

/** Longer datagrams are cut. */
#define DATAGRAM_SIZE 1472

static struct {
	int fd;
	int handle;
} server;

int udp_echo_start(uint16_t port)
{
	server.fd = echo_socket(SOCK_DGRAM, port);
	if (server.fd < 0) {
		return server.fd;
	}
	server.handle = aio_reactor_register(server.fd);
	if (server.handle < 0) {
		return server.handle;
	}
	return aio_reactor_arm(server.handle, AIO_READABLE);
}

/** One datagram for each event: TCP has its turn between two. What the stack has no room for is
 * lost, as datagrams may be. */
bool udp_echo_handle(const struct aio_event *event)
{
	static char data[DATAGRAM_SIZE];
	struct sockaddr_in peer;
	socklen_t length = sizeof(peer);

	if (event->handle != server.handle) {
		return false;
	}

	ssize_t received =
		zsock_recvfrom(server.fd, data, sizeof(data), 0, (struct sockaddr *)&peer, &length);

	if (received >= 0) {
		(void)zsock_sendto(server.fd, data, (size_t)received, 0, (struct sockaddr *)&peer,
				   length);
	}
	(void)aio_reactor_arm(server.handle, AIO_READABLE);
	return true;
}
