/*
 * A TCP echo server on zsock_select() alone, port 7002: the plain C that everything else is
 * measured against.
 */
#include <errno.h>

#include <zephyr/kernel.h>
#include <zephyr/net/socket.h>

#include "builtin.h"
#include "echo_peer.h"

#define PORT 7002

static struct {
	int listener;
	/** What to wait for; select() gets a copy. */
	zsock_fd_set reading;
	zsock_fd_set writing;
	/** The highest descriptor ever waited for, plus one: never far too high. */
	int nfds;
	struct echo_peer peers[ECHO_PEERS];
} server;

static void wait_for(int fd, enum echo_wait wait)
{
	ZSOCK_FD_CLR(fd, &server.reading);
	ZSOCK_FD_CLR(fd, &server.writing);
	if (wait == ECHO_READABLE) {
		ZSOCK_FD_SET(fd, &server.reading);
	} else if (wait == ECHO_WRITABLE) {
		ZSOCK_FD_SET(fd, &server.writing);
	}
	server.nfds = MAX(server.nfds, fd + 1);
}

static void accept_one(void)
{
	struct echo_peer *peer = echo_accept(server.listener, server.peers);

	if (peer != NULL && peer->fd >= (int)ZSOCK_FD_SETSIZE) {
		echo_close(peer);
	} else if (peer != NULL) {
		wait_for(peer->fd, ECHO_READABLE);
	}
	/* Full: who comes next waits until somebody leaves. */
	if (echo_free_peer(server.peers) == NULL) {
		wait_for(server.listener, ECHO_ENDED);
	}
}

static void serve(struct echo_peer *peer)
{
	enum echo_wait wait = echo_pump(peer);

	wait_for(peer->fd, wait);
	if (wait == ECHO_ENDED) {
		echo_close(peer);
		wait_for(server.listener, ECHO_READABLE);
	}
}

/** Waits once, and serves whoever is ready. */
static int turn(void)
{
	zsock_fd_set readable = server.reading;
	zsock_fd_set writable = server.writing;
	int count = zsock_select(server.nfds, &readable, &writable, NULL, NULL);

	if (count < 0) {
		return errno == EINTR ? 0 : -errno;
	}
	for (size_t i = 0; i < ECHO_PEERS && count > 0; i++) {
		struct echo_peer *peer = &server.peers[i];

		if (peer->fd >= 0 &&
		    (ZSOCK_FD_ISSET(peer->fd, &readable) || ZSOCK_FD_ISSET(peer->fd, &writable))) {
			count--;
			serve(peer);
		}
	}
	/* Last: a connection that is accepted here may have a descriptor that was ready above. */
	if (ZSOCK_FD_ISSET(server.listener, &readable)) {
		accept_one();
	}
	return 0;
}

int aio_builtin_select_echo(const char *args)
{
	int error = 0;

	ARG_UNUSED(args);
	for (size_t i = 0; i < ECHO_PEERS; i++) {
		server.peers[i].fd = -1;
	}
	server.listener = echo_listen(PORT);
	if (server.listener < 0) {
		echo_say("cannot listen on %d: errno %d\n", PORT, -server.listener);
		return 1;
	}
	wait_for(server.listener, ECHO_READABLE);
	echo_say("listening on %d\n", PORT);
	while (error == 0) {
		error = turn();
	}
	echo_say("select failed: errno %d\n", -error);
	return 1;
}
