#include "echo_peer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#include <zephyr/kernel.h>
#include <zephyr/net/socket.h>

#include "console.h"

static int set_non_blocking(int fd)
{
	int flags = zsock_fcntl(fd, F_GETFL, 0);

	return flags < 0 ? flags : zsock_fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

int echo_listen(uint16_t port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
	int fd = zsock_socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);

	if (fd < 0) {
		return -errno;
	}
	if (zsock_bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
	    zsock_listen(fd, ECHO_PEERS) < 0 || set_non_blocking(fd) < 0) {
		int error = -errno;

		(void)zsock_close(fd);
		return error;
	}
	return fd;
}

struct echo_peer *echo_free_peer(struct echo_peer *peers)
{
	for (size_t i = 0; i < ECHO_PEERS; i++) {
		if (peers[i].fd < 0) {
			return &peers[i];
		}
	}
	return NULL;
}

struct echo_peer *echo_accept(int listener, struct echo_peer *peers)
{
	struct echo_peer *peer = echo_free_peer(peers);
	int fd = peer != NULL ? zsock_accept(listener, NULL, NULL) : -1;
	int on = 1;

	if (fd < 0) {
		return NULL;
	}
	(void)zsock_setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	if (set_non_blocking(fd) < 0) {
		(void)zsock_close(fd);
		return NULL;
	}
	peer->fd = fd;
	peer->start = 0;
	peer->length = 0;
	return peer;
}

enum echo_wait echo_pump(struct echo_peer *peer)
{
	if (peer->length == 0) {
		ssize_t received = zsock_recv(peer->fd, peer->data, sizeof(peer->data), 0);

		if (received <= 0) {
			return received < 0 && errno == EAGAIN ? ECHO_READABLE : ECHO_ENDED;
		}
		peer->start = 0;
		peer->length = (uint16_t)received;
	}

	ssize_t sent = zsock_send(peer->fd, peer->data + peer->start, peer->length, 0);

	if (sent < 0) {
		return errno == EAGAIN ? ECHO_WRITABLE : ECHO_ENDED;
	}
	peer->start += (uint16_t)sent;
	peer->length -= (uint16_t)sent;
	return peer->length == 0 ? ECHO_READABLE : ECHO_WRITABLE;
}

void echo_say(const char *format, ...)
{
	char line[80];
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	aio_console_write(line, MIN((size_t)length, sizeof(line) - 1));
}

void echo_close(struct echo_peer *peer)
{
	(void)zsock_close(peer->fd);
	peer->fd = -1;
}
