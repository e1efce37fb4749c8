/*
 * UDP sockets on lwIP's callback API.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/net/socket.h>

#include <lwip/pbuf.h>
#include <lwip/udp.h>

#include "sock.h"

/** Datagrams that a socket keeps for a reader that does not read; the newest are lost. */
#define QUEUE	  16
#define DATAGRAMS (QUEUE * 4)

/** The longest payload, in an IP packet of 65535 bytes. */
#define LONGEST_V4 (65535 - 20 - 8)
#define LONGEST_V6 (65535 - 8)

struct datagram {
	struct datagram *next;
	struct pbuf *data;
	ip_addr_t from;
	uint16_t port;
	bool used;
};

static struct datagram datagrams[DATAGRAMS];

static struct datagram *alloc(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(datagrams); i++) {
		if (!datagrams[i].used) {
			datagrams[i].used = true;
			datagrams[i].next = NULL;
			return &datagrams[i];
		}
	}
	return NULL;
}

static void take(struct net_sock *sock)
{
	struct datagram *first = sock->datagrams;

	sock->datagrams = first->next;
	sock->queued--;
	pbuf_free(first->data);
	first->used = false;
}

/* The driver's buffers are few and each has room for a frame: one that has to wait behind another
 * moves out of it. */
static struct pbuf *moved(struct pbuf *p)
{
	struct pbuf *copy = pbuf_clone(PBUF_RAW, PBUF_RAM, p);

	pbuf_free(p);
	return copy;
}

static void on_received(void *arg, struct udp_pcb *pcb, struct pbuf *p, const ip_addr_t *from,
			u16_t port)
{
	struct net_sock *sock = arg;
	struct datagram **end = &sock->datagrams;
	struct datagram *datagram;

	LWIP_UNUSED_ARG(pcb);
	datagram = sock->queued < QUEUE && !sock->shut_in ? alloc() : NULL;
	if (datagram == NULL) {
		pbuf_free(p);
		return;
	}
	datagram->data = sock->queued == 0 ? p : moved(p);
	if (datagram->data == NULL) {
		datagram->used = false;
		return;
	}
	ip_addr_copy(datagram->from, *from);
	datagram->port = port;
	while (*end != NULL) {
		end = &(*end)->next;
	}
	*end = datagram;
	if (sock->queued++ == 0) {
		sock_changed(sock);
	}
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
	if (length > (sock->family == AF_INET ? LONGEST_V4 : LONGEST_V6)) {
		return -EMSGSIZE;
	}
	p = pbuf_alloc(PBUF_TRANSPORT, (u16_t)length, PBUF_RAM);
	if (p == NULL) {
		return -ENOBUFS;
	}
	memcpy(p->payload, data, length);
	error = ip == NULL ? udp_send(sock->udp, p) : udp_sendto(sock->udp, p, ip, port);
	pbuf_free(p);
	return error == ERR_OK ? (ssize_t)length : -errno_of(error);
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
	whole = first->data->tot_len;
	count = MIN(size, whole);
	pbuf_copy_partial(first->data, buffer, (u16_t)count, 0);
	address_to_sockaddr(&first->from, first->port, from, from_length);
	if ((flags & ZSOCK_MSG_PEEK) == 0) {
		take(sock);
	}
	return (ssize_t)((flags & ZSOCK_MSG_TRUNC) != 0 ? whole : count);
}
