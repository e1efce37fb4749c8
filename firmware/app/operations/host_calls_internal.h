/*
 * What the host_calls*.c files share among themselves.
 */
#ifndef AIO_HOST_CALLS_INTERNAL_H_
#define AIO_HOST_CALLS_INTERNAL_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/net/socket.h>

#include "engine/engine.h"

/** Takes an address for `lastAddress` and `lastPort`. */
void aio_last_address_set(const struct sockaddr *address);
/** Takes one without a port. text is copied. */
void aio_last_address_set_text(const char *text);

/* A code as TypeScript gets it. */
static inline aio_value_t aio_code(int code)
{
	return aio_value_from_int(code);
}

/* An int argument; INT32_MIN, which no call accepts, where it is none. */
static inline int aio_int(aio_value_t value)
{
	return aio_value_int(value, INT32_MIN);
}

/* Whether a stream is not connected. */
bool aio_has_no_peer(int fd);

/* host_calls_address.c */

/* 4 or 6 where the text is an address, 0 where it is a name, -EINVAL where it is neither. */
aio_value_t aio_host_family(const aio_value_t *args);
/* -EINVAL: the text is no numeric address, or the port is no port. */
int aio_parse_address(aio_value_t text, aio_value_t port, struct sockaddr_storage *address,
		      socklen_t *length);
/* Whether a datagram may be sent to it. -EADDRNOTAVAIL: port 0, 0.0.0.0 or its network, or :: */
int aio_check_destination(const struct sockaddr *address);
/* Whether a stream may be connected to it, as above. -ENETUNREACH: a broadcast address, or a group
 * (RFC 1122 4.2.3.10; the code is Linux's). */
int aio_check_peer(const struct sockaddr *address);
/* Whether it is IPv4's address of all, or of all of the interface's network. */
bool aio_is_broadcast(const struct sockaddr *address);

/* host_calls_net.c */
aio_value_t aio_host_socket(const aio_value_t *args);
aio_value_t aio_host_non_blocking(const aio_value_t *args);
aio_value_t aio_host_close(const aio_value_t *args);
aio_value_t aio_host_bind(const aio_value_t *args);
aio_value_t aio_host_listen(const aio_value_t *args);
aio_value_t aio_host_connect(const aio_value_t *args);
aio_value_t aio_host_accept(const aio_value_t *args);
aio_value_t aio_host_receive(const aio_value_t *args);
aio_value_t aio_host_shutdown(const aio_value_t *args);

/* host_calls_send.c */
aio_value_t aio_host_send(const aio_value_t *args);
aio_value_t aio_host_send_all(const aio_value_t *args);
aio_value_t aio_host_send_to(const aio_value_t *args);

/* host_reads.c */
aio_value_t aio_host_read(const aio_value_t *args);
aio_value_t aio_host_take_read(const aio_value_t *args);
aio_value_t aio_host_settle(const aio_value_t *args);

/* host_timers.c */
aio_value_t aio_host_timer_start(const aio_value_t *args);
aio_value_t aio_host_timer_start_in(const aio_value_t *args);
aio_value_t aio_host_timer_move(const aio_value_t *args);
aio_value_t aio_host_timer_retarget(const aio_value_t *args);
aio_value_t aio_host_timer_exists(const aio_value_t *args);
aio_value_t aio_host_timer_stop(const aio_value_t *args);
aio_value_t aio_host_timers_reached(const aio_value_t *args);
aio_value_t aio_host_promise(const aio_value_t *args);

/* host_calls_options.c */
aio_value_t aio_host_socket_error(const aio_value_t *args);
aio_value_t aio_host_set_no_delay(const aio_value_t *args);
aio_value_t aio_host_no_delay(const aio_value_t *args);
aio_value_t aio_host_option(const aio_value_t *args);
aio_value_t aio_host_broadcast(const aio_value_t *args);
/* Whether a datagram may go there. -EACCES: a broadcast address, of a socket that was not told so.
 */
int aio_check_broadcast(int fd, const struct sockaddr *address);
/* For a new descriptor. */
void aio_broadcast_forget(int fd);
aio_value_t aio_host_local_address(const aio_value_t *args);
aio_value_t aio_host_peer_address(const aio_value_t *args);
aio_value_t aio_host_last_address(const aio_value_t *args);
aio_value_t aio_host_last_port(const aio_value_t *args);

/* host_calls_events.c */
aio_value_t aio_host_register(const aio_value_t *args);
aio_value_t aio_host_deregister(const aio_value_t *args);
aio_value_t aio_host_arm(const aio_value_t *args);
aio_value_t aio_host_disarm(const aio_value_t *args);
aio_value_t aio_host_lookup(const aio_value_t *args);
aio_value_t aio_host_lookup_result(const aio_value_t *args);
aio_value_t aio_host_lookup_cancel(const aio_value_t *args);

#endif /* AIO_HOST_CALLS_INTERNAL_H_ */
