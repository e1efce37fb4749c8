/*
 * A TCP echo server on the reactor's C interface, port 7001: what TypeScript is measured against to
 * see what the engine costs, and select_echo.c to see what the reactor costs.
 */
#include <errno.h>

#include <zephyr/kernel.h>

#include <aio/loop.h>
#include <aio/reactor.h>
#include <aio/sizes.h>

#include "builtin.h"
#include "echo_peer.h"

#define PORT 7001

BUILD_ASSERT((int)ECHO_READABLE == AIO_READABLE && (int)ECHO_WRITABLE == AIO_WRITABLE,
	     "interest is passed on as it is");

static struct {
	int listener;
	int listener_handle;
	struct echo_peer peers[ECHO_PEERS];
	/** The peer of a handle's slot. */
	struct echo_peer *by_slot[CONFIG_AIO_MAX_SOCKETS];
} server;

static void arm_listener(void)
{
	(void)aio_reactor_arm(server.listener_handle, AIO_READABLE);
}

static void accept_one(void)
{
	struct echo_peer *peer = echo_accept(server.listener, server.peers);

	if (peer != NULL) {
		peer->handle = aio_reactor_register(peer->fd);
		if (peer->handle < 0) {
			echo_close(peer);
		} else {
			server.by_slot[AIO_SLOT(peer->handle)] = peer;
			(void)aio_reactor_arm(peer->handle, AIO_READABLE);
		}
	}
	/* Full: who comes next waits until somebody leaves. */
	if (echo_free_peer(server.peers) != NULL) {
		arm_listener();
	}
}

static void serve(struct echo_peer *peer)
{
	enum echo_wait wait = echo_pump(peer);

	if (wait != ECHO_ENDED) {
		(void)aio_reactor_arm(peer->handle, (uint8_t)wait);
		return;
	}
	(void)aio_reactor_deregister(peer->handle);
	echo_close(peer);
	arm_listener();
}

static void handle_event(const struct aio_event *event)
{
	if (event->handle == server.listener_handle) {
		accept_one();
	} else {
		serve(server.by_slot[AIO_SLOT(event->handle)]);
	}
}

int aio_builtin_reactor_echo(const char *args)
{
	struct aio_event event;

	ARG_UNUSED(args);
	for (size_t i = 0; i < ECHO_PEERS; i++) {
		server.peers[i].fd = -1;
	}
	server.listener = echo_listen(PORT);
	server.listener_handle =
		server.listener < 0 ? server.listener : aio_reactor_register(server.listener);
	if (server.listener_handle < 0) {
		echo_say("cannot listen on %d: errno %d\n", PORT, -server.listener_handle);
		return 1;
	}
	arm_listener();
	echo_say("listening on %d\n", PORT);
	for (;;) {
		aio_wait();
		while (aio_next(&event)) {
			handle_event(&event);
		}
	}
}
