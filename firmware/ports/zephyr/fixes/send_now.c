/*
 * A program that sends without waiting does not wait.
 *
 * Wrong: where no buffer is free, sendto() with ZSOCK_MSG_DONTWAIT waits for one for a second
 * (PKT_WAIT_TIME in subsys/net/ip/net_context.c), and one to the device itself for 100 ms more
 * (drivers/net/loopback.c); send() on a stream waits for 100 ms for what it keeps, and for each
 * segment (CONFIG_NET_TCP_PKT_ALLOC_TIMEOUT, at least 10). The program's thread stands still as
 * long.
 * Upstream: issues 99119 and 84482, open.
 * For: Zephyr 3.7; 4.1 has the same.
 * Can go: when no call of a non-blocking socket waits for a buffer.
 *
 * Here threads of programs, which are preemptible, find their buffers at once or not at all:
 * ENOBUFS, or lost on the loopback as on any network; a segment of TCP that finds none is sent by
 * its timer. The stack's own threads, which are cooperative, wait as ever, but for datagrams and on
 * the loopback. All sockets of the firmware are non-blocking, so that nobody wants the wait.
 */
#include <zephyr/kernel.h>
#include <zephyr/net/net_ip.h>
#include <zephyr/net/net_pkt.h>

#include "receive_room.h"
#include "wrap.h"

/** PKT_WAIT_TIME: nobody else asks for so long. */
#define SOCKET_WAIT K_SECONDS(1)

AIO_WRAP(struct net_pkt *, net_pkt_alloc, k_timeout_t timeout);
AIO_WRAP(struct net_pkt *, net_pkt_alloc_with_buffer, struct net_if *interface, size_t size,
	 sa_family_t family, enum net_ip_protocol proto, k_timeout_t timeout);
AIO_WRAP(int, net_pkt_alloc_buffer_raw, struct net_pkt *packet, size_t size, k_timeout_t timeout);
AIO_WRAP(struct net_pkt *, net_pkt_clone, struct net_pkt *packet, k_timeout_t timeout);
AIO_WRAP(struct net_pkt *, net_pkt_rx_clone, struct net_pkt *packet, k_timeout_t timeout);

/** How long the thread that calls may wait. */
static k_timeout_t patience(k_timeout_t timeout)
{
	return k_is_in_isr() || k_thread_priority_get(k_current_get()) >= 0 ? K_NO_WAIT : timeout;
}

struct net_pkt *__wrap_net_pkt_alloc(k_timeout_t timeout)
{
	return __real_net_pkt_alloc(patience(timeout));
}

struct net_pkt *__wrap_net_pkt_alloc_with_buffer(struct net_if *interface, size_t size,
						 sa_family_t family, enum net_ip_protocol proto,
						 k_timeout_t timeout)
{
	if (proto == IPPROTO_UDP && K_TIMEOUT_EQ(timeout, SOCKET_WAIT)) {
		timeout = K_NO_WAIT;
	}
	return __real_net_pkt_alloc_with_buffer(interface, size, family, proto, patience(timeout));
}

int __wrap_net_pkt_alloc_buffer_raw(struct net_pkt *packet, size_t size, k_timeout_t timeout)
{
	return __real_net_pkt_alloc_buffer_raw(packet, size, patience(timeout));
}

struct net_pkt *__wrap_net_pkt_clone(struct net_pkt *packet, k_timeout_t timeout)
{
	return __real_net_pkt_clone(packet, patience(timeout));
}

/* What the loopback receives. It leaves buffers to acknowledgements, as a card's driver does, and
 * does not wait in any thread: TCP's holds the connection's lock meanwhile, for which its program
 * waits. */
struct net_pkt *__wrap_net_pkt_rx_clone(struct net_pkt *packet, k_timeout_t timeout)
{
	ARG_UNUSED(timeout);
	return aio_receive_room(net_pkt_get_len(packet))
		       ? __real_net_pkt_rx_clone(packet, K_NO_WAIT)
		       : NULL;
}
