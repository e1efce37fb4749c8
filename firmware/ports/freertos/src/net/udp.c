/*
 * UDP sockets on lwIP's callback API.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/net/socket.h>

#include <lwip/mem.h>
#include <lwip/pbuf.h>
#include <lwip/udp.h>

#include "core.h"
#include "sock.h"

/** What a datagram takes of the heap beside its bytes. */
#define OVERHEAD (sizeof(struct datagram) + 32)
/** What all sockets together may keep beyond their own room: a datagram of the longest kind. */
#define SPARE	 (65535 - MIN(CONFIG_NET_UDP_QUEUE_SIZE, 65535))

/** The longest payload, in an IP packet of 65535 bytes. */
#define LONGEST_V4   (65535 - 20 - 8)
#define LONGEST_V6   (65535 - 8)
/** The longest that the heap can hold: twice, as one that waits for its next hop is copied. */
#define LONGEST_HELD (MEM_SIZE / 2 - 1024)

/** After so long a socket for which there was no memory is writable again. */
#define STARVED_US 20000

/** Bytes that sockets keep beyond their own room. */
static size_t held_beyond;
static struct net_timer starved_timer;

static size_t beyond(size_t size)
{
	return size > CONFIG_NET_UDP_QUEUE_SIZE ? size - CONFIG_NET_UDP_QUEUE_SIZE : 0;
}

static void set_size(struct net_sock *sock, size_t size)
{
	held_beyond += beyond(size) - beyond(sock->queued_size);
	sock->queued_size = size;
}

/*
 * Each socket has room of its own, so that one that is read goes on receiving whatever others leave
 * unread. Only a datagram that is longer than such a room, and the first one of its socket, takes
 * of what belongs to nobody.
 */
static bool has_room(const struct net_sock *sock, size_t size)
{
	size_t after = sock->queued_size + size;

	if (sock->shut_in || sock->queued >= CONFIG_NET_UDP_QUEUE_DATAGRAMS) {
		return false;
	}
	return after <= CONFIG_NET_UDP_QUEUE_SIZE ||
	       (sock->queued == 0 && held_beyond + beyond(after) <= SPARE);
}

static void take(struct net_sock *sock)
{
	struct datagram *first = sock->datagrams;

	sock->datagrams = first->next;
	sock->queued--;
	set_size(sock, sock->queued_size - first->length - OVERHEAD);
	if (first->data != NULL) {
		pbuf_free(first->data);
	} else {
		mem_free(first);
	}
}

/* The driver's buffers are few and each has room for a frame: a datagram that has to wait behind
 * another, or takes several, moves out of them. NULL: there is no memory. */
static struct datagram *keep(struct net_sock *sock, struct pbuf *p)
{
	struct datagram *datagram = &sock->first;

	if (sock->queued == 0 && p->next == NULL) {
		datagram->data = p;
		datagram->length = p->tot_len;
		return datagram;
	}
	datagram = mem_malloc((mem_size_t)(sizeof(*datagram) + p->tot_len));
	if (datagram != NULL) {
		datagram->data = NULL;
		datagram->length = p->tot_len;
		pbuf_copy_partial(p, datagram + 1, p->tot_len, 0);
	}
	pbuf_free(p);
	return datagram;
}

static void on_received(void *arg, struct udp_pcb *pcb, struct pbuf *p, const ip_addr_t *from,
			u16_t port)
{
	struct net_sock *sock = arg;
	struct datagram **end = &sock->datagrams;
	struct datagram *datagram;

	LWIP_UNUSED_ARG(pcb);
	if (!has_room(sock, p->tot_len + OVERHEAD)) {
		pbuf_free(p);
		return;
	}
	datagram = keep(sock, p);
	if (datagram == NULL) {
		return;
	}
	datagram->next = NULL;
	ip_addr_copy(datagram->from, *from);
	datagram->port = port;
	while (*end != NULL) {
		end = &(*end)->next;
	}
	*end = datagram;
	set_size(sock, sock->queued_size + datagram->length + OVERHEAD);
	if (sock->queued++ == 0) {
		sock_changed(sock);
	}
}

/* lwIP tells nobody that there is memory again. */
static void feed(struct net_sock *sock)
{
	if (sock->starved) {
		sock->starved = false;
		sock_changed(sock);
	}
}

static void on_starved(struct net_timer *timer)
{
	LWIP_UNUSED_ARG(timer);
	sock_each_udp(feed);
}

/* For an error: a socket that found no memory is not writable for a while, so that its writer waits
 * and does not try all the time. */
static int unless_starved(struct net_sock *sock, int error)
{
	if (error == ENOBUFS) {
		sock->starved = true;
		net_timer_start(&starved_timer, STARVED_US);
	}
	return -error;
}

void udp_sock_init(void)
{
	net_timer_register(&starved_timer, on_starved);
}

static int errno_of(err_t error)
{
	switch (error) {
	case ERR_OK:
		return 0;
	case ERR_USE:
		return EADDRINUSE;
	case ERR_RTE:
		return ENETUNREACH;
	case ERR_MEM:
	case ERR_BUF:
		return ENOBUFS;
	default:
		return EINVAL;
	}
}

int udp_sock_open(struct net_sock *sock)
{
	sock->udp = udp_new_ip_type(sock->family == AF_INET ? IPADDR_TYPE_V4 : IPADDR_TYPE_V6);
	if (sock->udp == NULL) {
		return -ENFILE;
	}
	udp_recv(sock->udp, on_received, sock);
	return 0;
}

void udp_sock_close(struct net_sock *sock)
{
	while (sock->datagrams != NULL) {
		take(sock);
	}
	udp_remove(sock->udp);
}

int udp_sock_bind(struct net_sock *sock, const ip_addr_t *ip, uint16_t port)
{
	if (sock->udp->local_port != 0) {
		return -EINVAL;
	}
	return -errno_of(udp_bind(sock->udp, ip, port));
}

int udp_sock_connect(struct net_sock *sock, const ip_addr_t *ip, uint16_t port)
{
	if (ip == NULL) {
		udp_disconnect(sock->udp);
		sock->connected = false;
		return 0;
	}
	sock->connected = true;
	return -errno_of(udp_connect(sock->udp, ip, port));
}

ssize_t udp_sock_send(struct net_sock *sock, const void *data, size_t length, const ip_addr_t *ip,
		      uint16_t port)
{
	struct pbuf *p;
	err_t error;

	if (sock->error != 0) {
		return -sock_take_error(sock);
	}
	if (sock->shut_out) {
		return -EPIPE;
	}
	if (ip == NULL && !sock->connected) {
		return -EDESTADDRREQ;
	}
	if (length > MIN(sock->family == AF_INET ? LONGEST_V4 : LONGEST_V6, LONGEST_HELD)) {
		return -EMSGSIZE;
	}
	p = pbuf_alloc(PBUF_TRANSPORT, (u16_t)length, PBUF_RAM);
	if (p == NULL) {
		return unless_starved(sock, ENOBUFS);
	}
	memcpy(p->payload, data, length);
	error = ip == NULL ? udp_send(sock->udp, p) : udp_sendto(sock->udp, p, ip, port);
	pbuf_free(p);
	return error == ERR_OK ? (ssize_t)length : unless_starved(sock, errno_of(error));
}

ssize_t udp_sock_receive(struct net_sock *sock, void *buffer, size_t size, int flags,
			 struct sockaddr *from, socklen_t *from_length)
{
	const struct datagram *first = sock->datagrams;
	size_t whole;
	size_t count;

	if (first == NULL) {
		if (sock->error != 0) {
			return -sock_take_error(sock);
		}
		return sock->shut_in ? 0 : -EAGAIN;
	}
	whole = first->length;
	count = MIN(size, whole);
	if (first->data != NULL) {
		pbuf_copy_partial(first->data, buffer, (u16_t)count, 0);
	} else {
		memcpy(buffer, first + 1, count);
	}
	address_to_sockaddr(&first->from, first->port, from, from_length);
	if ((flags & ZSOCK_MSG_PEEK) == 0) {
		take(sock);
	}
	return (ssize_t)((flags & ZSOCK_MSG_TRUNC) != 0 ? whole : count);
}
