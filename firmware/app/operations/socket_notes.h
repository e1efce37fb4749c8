/*
 * Whose addresses the program's sockets have, for the harness to read from outside (inspect.h).
 * Nothing here is used on the device. The JavaScript thread alone calls these.
 */
#ifndef AIO_SOCKET_NOTES_H_
#define AIO_SOCKET_NOTES_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/net/socket.h>

#include <aio/sizes.h>

/** What has become of a descriptor. The numbers are the harness's, too. */
enum aio_socket_state {
	AIO_SOCKET_NEW,
	AIO_SOCKET_BOUND,
	AIO_SOCKET_LISTENS,
	/** A connection to the address was begun. */
	AIO_SOCKET_CONNECTS,
	/** It was accepted from the address. */
	AIO_SOCKET_ACCEPTED,
};

struct aio_socket_note {
	/** enum aio_socket_state. */
	uint8_t state;
	/** Of the address: 4, 6, or 0 where there is none. */
	uint8_t version;
	/** In host order. Its own where it is bound, else the peer's. */
	uint16_t port;
	/** In network order; of IPv6 the last four bytes. */
	uint8_t address[4];
};

/** Descriptors that are noted: as many as there are sockets, and what the system has itself. */
#define AIO_SOCKET_NOTES (CONFIG_AIO_MAX_SOCKETS + 8)

/** Indexed by descriptor. */
extern struct aio_socket_note aio_socket_notes[AIO_SOCKET_NOTES];

/** A descriptor has a new state. address: NULL leaves the one that it has, or takes it from
 * AIO_SOCKET_NEW. */
void aio_socket_note(int fd, enum aio_socket_state state, const struct sockaddr *address);

#endif /* AIO_SOCKET_NOTES_H_ */
