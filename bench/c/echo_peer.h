/*
 * What both echo servers share: connections, and what is done with one that is ready. They differ
 * only in how they wait, which is what is measured.
 */
#ifndef AIO_BENCH_ECHO_PEER_H_
#define AIO_BENCH_ECHO_PEER_H_

#include <stddef.h>
#include <stdint.h>

/** Connections that a server serves at once. */
#define ECHO_PEERS 24

struct echo_peer {
	/** -1: no connection. */
	int fd;
	/** For the server's own use. */
	int handle;
	/** Received and not yet sent: length bytes from start. */
	uint16_t start;
	uint16_t length;
	uint8_t data[512];
};

/** What a connection waits for; 0: it has ended and is to be closed. */
enum echo_wait {
	ECHO_ENDED = 0,
	ECHO_READABLE = 1,
	ECHO_WRITABLE = 2,
};

/** A non-blocking listening socket on all addresses. -errno. */
int echo_listen(uint16_t port);

/** Accepts a connection into a free peer. NULL: there was none after all. */
struct echo_peer *echo_accept(int listener, struct echo_peer *peers);

/** A peer without a connection, or NULL. */
struct echo_peer *echo_free_peer(struct echo_peer *peers);

/** Receives once, where all was sent, and sends what there is. */
enum echo_wait echo_pump(struct echo_peer *peer);

/** Prints a line of at most 79 bytes. On Zephyr there is no printk(). */
void echo_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** Closes the connection. */
void echo_close(struct echo_peer *peer);

#endif /* AIO_BENCH_ECHO_PEER_H_ */
