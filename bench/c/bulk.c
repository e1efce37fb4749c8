/*
 * Moves bytes over TCP, port 7102, as bench/device/bulk.ts does: what the kernel's stack makes of
 * it without an engine, a reactor and promises. One connection at a time.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/net/socket.h>

#include "builtin.h"
#include "echo_peer.h"

#define PORT	      7102
#define LOOPBACK_PORT 7103
#define CHUNK	      8192

static uint8_t chunk[CHUNK];

/** Bytes that one socket has to send, or to receive. */
struct transfer {
	int fd;
	bool sends;
	size_t missing;
};

/** Moves what can be moved. Whether something was. Ends the transfer where the socket has. */
static bool advance(struct transfer *transfer)
{
	size_t size = MIN(transfer->missing, sizeof(chunk));
	ssize_t count;

	if (size == 0) {
		return false;
	}
	count = transfer->sends ? zsock_send(transfer->fd, chunk, size, ZSOCK_MSG_DONTWAIT)
				: zsock_recv(transfer->fd, chunk, size, ZSOCK_MSG_DONTWAIT);
	if (count > 0) {
		transfer->missing -= (size_t)count;
	} else if (count == 0 || (errno != EAGAIN && errno != ENOBUFS)) {
		transfer->missing = 0;
	}
	return count > 0;
}

/** Waits until one of the sockets can go on. */
static void wait_for(const struct transfer *transfers, size_t count)
{
	zsock_fd_set readable, writable;
	int nfds = 0;

	ZSOCK_FD_ZERO(&readable);
	ZSOCK_FD_ZERO(&writable);
	for (size_t i = 0; i < count; i++) {
		if (transfers[i].missing > 0) {
			ZSOCK_FD_SET(transfers[i].fd, transfers[i].sends ? &writable : &readable);
			nfds = MAX(nfds, transfers[i].fd + 1);
		}
	}
	(void)zsock_select(nfds, &readable, &writable, NULL, NULL);
}

static void run(struct transfer *transfers, size_t count)
{
	for (;;) {
		bool moved = false, missing = false;

		for (size_t i = 0; i < count; i++) {
			moved |= advance(&transfers[i]);
			missing |= transfers[i].missing > 0;
		}
		if (!missing) {
			return;
		}
		if (!moved) {
			wait_for(transfers, count);
		}
	}
}

static void around(size_t bytes)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_port = htons(LOOPBACK_PORT),
				      .sin_addr = INADDR_LOOPBACK_INIT};
	int listener = echo_listen(LOOPBACK_PORT);
	int out = zsock_socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
	struct transfer accepted = {.fd = listener, .missing = 1};
	int back;

	/* Does not wait, as no socket of the firmware does: one that waited for the device itself timed
	 * out on Zephyr. */
	(void)zsock_fcntl(out, F_SETFL, O_NONBLOCK);
	(void)zsock_connect(out, (struct sockaddr *)&address, sizeof(address));
	wait_for(&accepted, 1);
	back = zsock_accept(listener, NULL, NULL);

	struct transfer both[] = {{.fd = out, .sends = true, .missing = bytes},
				  {.fd = back, .missing = bytes}};

	run(both, ARRAY_SIZE(both));
	(void)zsock_close(out);
	(void)zsock_close(back);
	(void)zsock_close(listener);
}

/** The line with which a connection begins, without its end. */
static void read_line(int fd, char *line, size_t size)
{
	size_t length = 0;

	while (length + 1 < size && zsock_recv(fd, &line[length], 1, 0) == 1 &&
	       line[length] != '\n') {
		length++;
	}
	line[length] = '\0';
}

static void serve(int fd)
{
	char line[32];
	const char *space;
	size_t bytes;

	read_line(fd, line, sizeof(line));
	space = strchr(line, ' ');
	bytes = space == NULL ? 0 : strtoul(space + 1, NULL, 10);
	if (line[0] == 'l') {
		around(bytes);
	} else {
		struct transfer one = {.fd = fd, .sends = line[1] == 'o', .missing = bytes};

		run(&one, 1);
	}
	(void)zsock_send(fd, ".", 1, 0);
	(void)zsock_close(fd);
}

int aio_builtin_bulk(const char *args)
{
	int listener = echo_listen(PORT);
	struct transfer next = {.fd = listener, .missing = 1};

	ARG_UNUSED(args);
	if (listener < 0) {
		echo_say("cannot listen on %d: errno %d\n", PORT, -listener);
		return 1;
	}
	echo_say("listening on %d\n", PORT);
	for (;;) {
		int fd;

		wait_for(&next, 1);
		fd = zsock_accept(listener, NULL, NULL);
		if (fd >= 0) {
			serve(fd);
		}
	}
}
