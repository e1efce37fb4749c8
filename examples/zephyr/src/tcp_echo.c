#include <errno.h>
#include <fcntl.h>
#include <stddef.h>

#include <zephyr/net/socket.h>
#include <zephyr/sys/printk.h>
#include <zephyr/sys/util.h>

#include <aio/reactor.h>

#include "echo.h"

/** Both listeners have a slot of the reactor's too. */
#define CONNECTIONS (CONFIG_AIO_MAX_SOCKETS - 2)

struct connection {
	int fd;
	/** 0: not in use. */
	int handle;
	/** What was read and has yet to be sent is data[start] and `length` bytes from there. */
	size_t start;
	size_t length;
	char data[512];
};

static struct {
	int fd;
	int handle;
	/** All slots were taken: nothing is accepted until one is free. */
	bool full;
	struct connection connections[CONNECTIONS];
} server;

int tcp_echo_start(uint16_t port)
{
	server.fd = echo_socket(SOCK_STREAM, port);
	if (server.fd < 0) {
		return server.fd;
	}
	if (zsock_listen(server.fd, CONNECTIONS) < 0) {
		return -errno;
	}
	server.handle = aio_reactor_register(server.fd);
	if (server.handle < 0) {
		return server.handle;
	}
	return aio_reactor_arm(server.handle, AIO_READABLE);
}

/** The connection of a handle; of handle 0 one that is free. */
static struct connection *find(int handle)
{
	for (size_t i = 0; i < ARRAY_SIZE(server.connections); i++) {
		if (server.connections[i].handle == handle) {
			return &server.connections[i];
		}
	}
	return NULL;
}

int tcp_echo_connections(void)
{
	int count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(server.connections); i++) {
		count += server.connections[i].handle != 0;
	}
	return count;
}

static void accept_one(void)
{
	struct connection *connection = find(0);

	server.full = connection == NULL;
	if (server.full) {
		return;
	}

	int fd = zsock_accept(server.fd, NULL, NULL);

	(void)aio_reactor_arm(server.handle, AIO_READABLE);
	if (fd < 0) {
		return;
	}

	int handle = zsock_fcntl(fd, F_SETFL, O_NONBLOCK) < 0 ? -errno : aio_reactor_register(fd);

	if (handle < 0) {
		printk("a connection was turned away: errno %d\n", -handle);
		(void)zsock_close(fd);
		return;
	}
	*connection = (struct connection){.fd = fd, .handle = handle};
	(void)aio_reactor_arm(handle, AIO_READABLE);
}

static void close_connection(struct connection *connection)
{
	/* In this order: select() may be waiting for the descriptor. */
	(void)aio_reactor_deregister(connection->handle);
	(void)zsock_close(connection->fd);
	connection->handle = 0;
	if (server.full) {
		accept_one();
	}
}

/** Whether a send found no room: the peer's window is full, or the stack's buffers are all in use,
 * which sockets share. */
static bool is_full(int error)
{
	return error == EAGAIN || error == ENOBUFS || error == ENOMEM;
}

/**
 * Reads once where nothing is left to be sent, and sends once.
 *
 * @return what to wait for next; 0: the connection has ended
 */
static uint8_t pump(struct connection *connection)
{
	if (connection->length == 0) {
		ssize_t received =
			zsock_recv(connection->fd, connection->data, sizeof(connection->data), 0);

		if (received <= 0) {
			return received < 0 && errno == EAGAIN ? AIO_READABLE : 0;
		}
		connection->start = 0;
		connection->length = (size_t)received;
	}

	ssize_t sent = zsock_send(connection->fd, connection->data + connection->start,
				  connection->length, 0);

	if (sent < 0) {
		return is_full(errno) ? AIO_WRITABLE : 0;
	}
	connection->start += (size_t)sent;
	connection->length -= (size_t)sent;
	return connection->length == 0 ? AIO_READABLE : AIO_WRITABLE;
}

bool tcp_echo_handle(const struct aio_event *event)
{
	if (event->handle == server.handle) {
		accept_one();
		return true;
	}

	struct connection *connection = find(event->handle);

	if (connection == NULL) {
		return false;
	}

	uint8_t interest = pump(connection);

	if (interest == 0) {
		close_connection(connection);
	} else {
		(void)aio_reactor_arm(connection->handle, interest);
	}
	return true;
}
