/*
 * The two servers of the sample. Everything here is called by the one thread that uses the reactor.
 */
#ifndef ECHO_H_
#define ECHO_H_

#include <stdbool.h>
#include <stdint.h>

#include <aio/loop.h>

/**
 * Opens a socket that does not block, bound to a port on all addresses.
 *
 * @param type SOCK_STREAM or SOCK_DGRAM
 * @return the descriptor
 * @retval -errno what failed
 */
int echo_socket(int type, uint16_t port);

/**
 * Starts to listen.
 *
 * @retval 0 it listens
 * @retval -errno what failed
 */
int tcp_echo_start(uint16_t port);
int udp_echo_start(uint16_t port);

/** Handles a socket's event. @return whether it was one of this server's */
bool tcp_echo_handle(const struct aio_event *event);
bool udp_echo_handle(const struct aio_event *event);

/** How many connections are open. */
int tcp_echo_connections(void);

#endif /* ECHO_H_ */
