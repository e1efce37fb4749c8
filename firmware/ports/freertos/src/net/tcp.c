/*
 * TCP sockets on lwIP's callback API.
 *
 * A connection and its socket part in one of three ways: the program closes the socket, and lwIP
 * ends the connection by itself; the connection ends first, and lwIP says so by on_error(); or both
 * directions are closed, and from then on lwIP may free it without a word (TIME_WAIT), so that the
 * socket lets go of it in on_received().
 */
#include <errno.h>
#include <string.h>

#include <zephyr/net/socket.h>

#include <lwip/etharp.h>
#include <lwip/ip.h>
#include <lwip/netif.h>
#include <lwip/priv/tcp_priv.h>
#include <lwip/tcp.h>

#include "core.h"
#include "sock.h"

/** Buffers in a socket's queue from which on they are made one, so that a peer that sends byte by
 * byte to a reader that does not read cannot take all of them. */
#define MANY_BUFFERS  8
/** lwIP's slow ticks of 500 ms after which a connect looks for its next hop, and again. */
#define CONNECT_POLL  6
/** The same for a socket that got no memory. */
#define STARVED_POLL  1
/** Room from which on a socket is writable: less, and a writer would send small segments. */
#define WRITABLE_ROOM (TCP_SND_BUF / 2)

/** lwIP has milliseconds where the options have seconds. */
#define MS_PER_S 1000

static int errno_of(err_t error)
{
	switch (error) {
	case ERR_OK:
		return 0;
	case ERR_USE:
		return EADDRINUSE;
	case ERR_ISCONN:
		return EISCONN;
	case ERR_RTE:
		return ENETUNREACH;
	case ERR_BUF:
		return EADDRNOTAVAIL;
	case ERR_MEM:
		return ENOBUFS;
	case ERR_CONN:
	case ERR_CLSD:
		return ENOTCONN;
	default:
		return EINVAL;
	}
}

/* Callbacks */

static void let_go(struct tcp_pcb *pcb)
{
	tcp_arg(pcb, NULL);
	tcp_recv(pcb, NULL);
	tcp_sent(pcb, NULL);
	tcp_poll(pcb, NULL, 0);
	tcp_err(pcb, NULL);
}

/* Readiness of a socket that waits in a listener's queue concerns the listener. */
static void changed(const struct net_sock *sock)
{
	sock_changed(sock->listener != NULL ? sock->listener : sock);
}

static void on_end(struct net_sock *sock, struct tcp_pcb *pcb)
{
	sock->ended = true;
	if (pcb->state != CLOSE_WAIT) {
		let_go(pcb);
		sock->tcp = NULL;
	}
	changed(sock);
}

static err_t on_received(void *arg, struct tcp_pcb *pcb, struct pbuf *p, err_t error)
{
	struct net_sock *sock = arg;
	bool first = sock->received == NULL;

	LWIP_UNUSED_ARG(error);
	if (p == NULL) {
		on_end(sock, pcb);
		return ERR_OK;
	}
	if (sock->shut_in) {
		tcp_recved(pcb, p->tot_len);
		pbuf_free(p);
		return ERR_OK;
	}
	if (first) {
		sock->received = p;
		changed(sock);
		return ERR_OK;
	}
	pbuf_cat(sock->received, p);
	if (pbuf_clen(sock->received) >= MANY_BUFFERS) {
		sock->received = pbuf_coalesce(sock->received, PBUF_RAW);
	}
	return ERR_OK;
}

static err_t on_sent(void *arg, struct tcp_pcb *pcb, u16_t length)
{
	struct net_sock *sock = arg;

	LWIP_UNUSED_ARG(pcb);
	LWIP_UNUSED_ARG(length);
	sock->starved = false;
	changed(sock);
	return ERR_OK;
}

static void on_error(void *arg, err_t error)
{
	struct net_sock *sock = arg;
	bool closed_both = sock->ended && sock->shut_out;

	sock->tcp = NULL;
	if (error != ERR_CLSD && !closed_both && sock->error == 0) {
		if (error == ERR_RST) {
			sock->error = sock->connecting ? ECONNREFUSED : ECONNRESET;
		} else {
			sock->error = ETIMEDOUT;
		}
	}
	sock->connecting = false;
	changed(sock);
}

void tcp_sock_fail(struct net_sock *sock, int error)
{
	sock->error = (uint8_t)error;
	tcp_abandon(sock->tcp, 0);
}

/* Whether ARP has asked for the next hop and got no answer. */
static bool next_hop_is_silent(const struct tcp_pcb *pcb)
{
	const ip4_addr_t *hop;
	const ip4_addr_t *found_ip;
	struct eth_addr *found_mac;
	struct netif *netif;

	if (!IP_IS_V4_VAL(pcb->remote_ip)) {
		return false;
	}
	hop = ip_2_ip4(&pcb->remote_ip);
	netif = ip4_route(hop);
	if (netif == NULL || (netif->flags & NETIF_FLAG_ETHARP) == 0) {
		return false;
	}
	if (!ip4_addr_net_eq(hop, netif_ip4_addr(netif), netif_ip4_netmask(netif))) {
		hop = netif_ip4_gw(netif);
	}
	return etharp_find_addr(netif, hop, &found_mac, &found_ip) < 0;
}

static err_t on_poll(void *arg, struct tcp_pcb *pcb)
{
	struct net_sock *sock = arg;

	if (sock->connecting && next_hop_is_silent(pcb)) {
		tcp_sock_fail(sock, EHOSTUNREACH);
		return ERR_ABRT;
	}
	if (sock->starved) {
		sock->starved = false;
		tcp_poll(pcb, NULL, 0);
		changed(sock);
	}
	return ERR_OK;
}

static err_t on_connected(void *arg, struct tcp_pcb *pcb, err_t error)
{
	struct net_sock *sock = arg;

	LWIP_UNUSED_ARG(error);
	sock->connecting = false;
	sock->connected = true;
	tcp_poll(pcb, NULL, 0);
	changed(sock);
	return ERR_OK;
}

static void adopt(struct net_sock *sock, struct tcp_pcb *pcb)
{
	sock->tcp = pcb;
	tcp_arg(pcb, sock);
	tcp_recv(pcb, on_received);
	tcp_sent(pcb, on_sent);
	tcp_err(pcb, on_error);
}

static err_t on_accept(void *arg, struct tcp_pcb *pcb, err_t error)
{
	struct net_sock *listener = arg;
	struct net_sock *sock;
	struct net_sock **end = &listener->backlog;

	if (error != ERR_OK || pcb == NULL) {
		return ERR_VAL;
	}
	sock = sock_alloc(SOCK_TCP);
	if (sock == NULL) {
		return ERR_MEM;
	}
	sock->family = listener->family;
	sock->listener = listener;
	adopt(sock, pcb);
	sock->connected = true;
	while (*end != NULL) {
		end = &(*end)->next;
	}
	*end = sock;
	sock_changed(listener);
	return ERR_OK;
}

/* What the table and select() ask */

static bool has_room(const struct net_sock *sock)
{
	return !sock->starved && tcp_sndbuf(sock->tcp) >= WRITABLE_ROOM &&
	       tcp_sndqueuelen(sock->tcp) < TCP_SNDQUEUELOWAT;
}

unsigned int tcp_sock_ready(const struct net_sock *sock)
{
	unsigned int ready = 0;

	if (sock->kind == SOCK_LISTENER) {
		return sock->backlog != NULL ? SOCK_IN : 0;
	}
	if (sock->connecting) {
		return 0;
	}
	if (sock->error != 0 || sock->tcp == NULL || !sock->connected) {
		return SOCK_IN | SOCK_OUT;
	}
	if (sock->received != NULL || sock->ended || sock->shut_in) {
		ready |= SOCK_IN;
	}
	if (sock->shut_out || has_room(sock)) {
		ready |= SOCK_OUT;
	}
	return ready;
}

int tcp_sock_open(struct net_sock *sock)
{
	struct tcp_pcb *pcb =
		tcp_new_ip_type(sock->family == AF_INET ? IPADDR_TYPE_V4 : IPADDR_TYPE_V6);

	if (pcb == NULL) {
		return -ENFILE;
	}
	adopt(sock, pcb);
	return 0;
}

static void close_listener(struct net_sock *sock)
{
	struct net_sock *waiting = sock->backlog;

	while (waiting != NULL) {
		struct net_sock *next = waiting->next;

		if (waiting->tcp != NULL) {
			let_go(waiting->tcp);
			tcp_abort(waiting->tcp);
			waiting->tcp = NULL;
		}
		if (waiting->received != NULL) {
			pbuf_free(waiting->received);
		}
		sock_free(waiting);
		waiting = next;
	}
	if (sock->tcp != NULL) {
		tcp_arg(sock->tcp, NULL);
		tcp_accept(sock->tcp, NULL);
		(void)tcp_close(sock->tcp);
	}
}

void tcp_sock_close(struct net_sock *sock)
{
	if (sock->kind == SOCK_LISTENER) {
		close_listener(sock);
		return;
	}
	if (sock->tcp != NULL) {
		let_go(sock->tcp);
		/* Never fails for good: without memory for the FIN lwIP tries again by itself. */
		(void)tcp_close(sock->tcp);
		sock->tcp = NULL;
	}
	if (sock->received != NULL) {
		pbuf_free(sock->received);
	}
}

/* Operations */

/* lwIP lets two sockets with SO_REUSEADDR bind the address of a listener; POSIX does not. */
static bool is_listened_on(const ip_addr_t *ip, uint16_t port)
{
	for (const struct tcp_pcb_listen *pcb = tcp_listen_pcbs.listen_pcbs; pcb != NULL;
	     pcb = pcb->next) {
		if (pcb->local_port == port && IP_IS_V6(ip) == IP_IS_V6_VAL(pcb->local_ip) &&
		    (ip_addr_isany(ip) || ip_addr_isany(&pcb->local_ip) ||
		     ip_addr_eq(ip, &pcb->local_ip))) {
			return true;
		}
	}
	return false;
}

int tcp_sock_bind(struct net_sock *sock, const ip_addr_t *ip, uint16_t port)
{
	if (sock->kind == SOCK_LISTENER || sock->tcp == NULL || sock->tcp->state != CLOSED ||
	    sock->tcp->local_port != 0) {
		return -EINVAL;
	}
	if (port != 0 && is_listened_on(ip, port)) {
		return -EADDRINUSE;
	}
	return -errno_of(tcp_bind(sock->tcp, ip, port));
}

int tcp_sock_connect(struct net_sock *sock, const ip_addr_t *ip, uint16_t port)
{
	err_t error;

	if (sock->connecting) {
		return -EALREADY;
	}
	if (sock->kind == SOCK_LISTENER || sock->connected) {
		return -EISCONN;
	}
	if (sock->tcp == NULL) {
		/* An earlier connect failed, and its control block with it. */
		int result = tcp_sock_open(sock);

		if (result < 0) {
			return result;
		}
	}
	sock->error = 0;
	error = tcp_connect(sock->tcp, ip, port, on_connected);
	if (error != ERR_OK) {
		return -errno_of(error);
	}
	sock->connecting = true;
	tcp_poll(sock->tcp, on_poll, CONNECT_POLL);
	return -EINPROGRESS;
}

int tcp_sock_listen(struct net_sock *sock, int backlog)
{
	struct tcp_pcb *pcb = NULL;
	err_t error = ERR_OK;

	if (sock->kind == SOCK_LISTENER) {
		sock->backlog_limit = (uint8_t)CLAMP(backlog, 1, UINT8_MAX);
		return 0;
	}
	if (sock->connecting || sock->connected || sock->tcp == NULL) {
		return -EINVAL;
	}
	if (sock->tcp->local_port == 0) {
		error = tcp_bind(sock->tcp, &sock->tcp->local_ip, 0);
	}
	if (error == ERR_OK) {
		/* admit.c limits it. */
		pcb = tcp_listen_with_backlog_and_err(sock->tcp, UINT8_MAX, &error);
	}
	if (error != ERR_OK) {
		return -errno_of(error);
	}
	sock->kind = SOCK_LISTENER;
	sock->backlog = NULL;
	sock->backlog_limit = (uint8_t)CLAMP(backlog, 1, UINT8_MAX);
	sock->tcp = pcb;
	tcp_arg(pcb, sock);
	tcp_accept(pcb, on_accept);
	return 0;
}

int tcp_sock_accept(struct net_sock *sock, struct net_sock **accepted)
{
	struct net_sock *next = sock->backlog;
	int result;

	if (sock->kind != SOCK_LISTENER) {
		return -EINVAL;
	}
	if (next == NULL) {
		return -EAGAIN;
	}
	if (next->tcp == NULL && next->error != 0) {
		/* Reset before anybody accepted it. */
		sock->backlog = next->next;
		if (next->received != NULL) {
			pbuf_free(next->received);
		}
		sock_free(next);
		return -ECONNABORTED;
	}
	result = sock_open(next);
	if (result < 0) {
		return result;
	}
	sock->backlog = next->next;
	next->next = NULL;
	next->listener = NULL;
	*accepted = next;
	return 0;
}

/* Why nothing can be sent or received: -errno, or 0 where something can. */
static int refusal(struct net_sock *sock)
{
	if (sock->error != 0) {
		return -sock_take_error(sock);
	}
	if (sock->connecting) {
		return -EAGAIN;
	}
	return sock->connected ? 0 : -ENOTCONN;
}

ssize_t tcp_sock_send(struct net_sock *sock, const void *data, size_t length)
{
	int result = refusal(sock);
	size_t count;
	err_t error;

	if (result < 0) {
		return result;
	}
	if (sock->shut_out || sock->tcp == NULL) {
		return -EPIPE;
	}
	count = MIN(length, tcp_sndbuf(sock->tcp));
	if (count == 0) {
		return length == 0 ? 0 : -EAGAIN;
	}
	error = tcp_write(sock->tcp, data, (u16_t)count, TCP_WRITE_FLAG_COPY);
	if (error == ERR_MEM && count > TCP_MSS) {
		/* It takes all or nothing, and counts segments, too. */
		count = TCP_MSS;
		error = tcp_write(sock->tcp, data, (u16_t)count, TCP_WRITE_FLAG_COPY);
	}
	(void)tcp_output(sock->tcp);
	if (error == ERR_MEM) {
		sock->starved = true;
		tcp_poll(sock->tcp, on_poll, STARVED_POLL);
		return -EAGAIN;
	}
	return error == ERR_OK ? (ssize_t)count : -errno_of(error);
}

ssize_t tcp_sock_receive(struct net_sock *sock, void *buffer, size_t size, int flags)
{
	int result;
	u16_t count;

	if (sock->kind == SOCK_LISTENER) {
		return -ENOTCONN;
	}
	if (sock->received != NULL) {
		count = pbuf_copy_partial(sock->received, buffer,
					  (u16_t)MIN(size, sock->received->tot_len), 0);
		if ((flags & ZSOCK_MSG_PEEK) == 0) {
			sock->received = pbuf_free_header(sock->received, count);
			if (sock->tcp != NULL) {
				tcp_recved(sock->tcp, count);
			}
		}
		return count;
	}
	result = refusal(sock);
	if (result < 0) {
		return result;
	}
	if (sock->ended || sock->shut_in || sock->tcp == NULL || size == 0) {
		return 0;
	}
	return -EAGAIN;
}

bool tcp_sock_move(struct net_sock *sock)
{
	struct pbuf *first = sock->received;

	if (first == NULL ||
	    !pbuf_match_allocsrc(first, PBUF_TYPE_ALLOC_SRC_MASK_STD_MEMP_PBUF_POOL)) {
		return false;
	}
	sock->received = pbuf_coalesce(first, PBUF_RAW);
	return sock->received != first;
}

int tcp_sock_shutdown(struct net_sock *sock, int how)
{
	if (sock->kind == SOCK_LISTENER || !sock->connected || sock->tcp == NULL) {
		return -ENOTCONN;
	}
	if (how != ZSOCK_SHUT_WR) {
		sock->shut_in = true;
	}
	if (how != ZSOCK_SHUT_RD && !sock->shut_out) {
		sock->shut_out = true;
		/* lwIP's own idea of a closed reading side is to reset the peer that sends on. */
		(void)tcp_shutdown(sock->tcp, 0, 1);
	}
	sock_changed(sock);
	return 0;
}

static void set_option(struct tcp_pcb *pcb, int name, int value)
{
	switch (name) {
	case TCP_NODELAY:
		if (value != 0) {
			tcp_nagle_disable(pcb);
		} else {
			tcp_nagle_enable(pcb);
		}
		break;
	case TCP_KEEPIDLE:
		pcb->keep_idle = (u32_t)value * MS_PER_S;
		break;
	case TCP_KEEPINTVL:
		pcb->keep_intvl = (u32_t)value * MS_PER_S;
		break;
	default:
		pcb->keep_cnt = (u32_t)value;
		break;
	}
}

static int get_option(const struct tcp_pcb *pcb, int name)
{
	switch (name) {
	case TCP_NODELAY:
		return tcp_nagle_disabled(pcb) ? 1 : 0;
	case TCP_KEEPIDLE:
		return (int)(pcb->keep_idle / MS_PER_S);
	case TCP_KEEPINTVL:
		return (int)(pcb->keep_intvl / MS_PER_S);
	default:
		return (int)pcb->keep_cnt;
	}
}

int tcp_sock_option(struct net_sock *sock, int name, const int *value)
{
	if (name < TCP_NODELAY || name > TCP_KEEPCNT) {
		return -ENOPROTOOPT;
	}
	if (sock->kind == SOCK_LISTENER || sock->tcp == NULL) {
		return -EINVAL;
	}
	if (value == NULL) {
		return get_option(sock->tcp, name);
	}
	set_option(sock->tcp, name, *value);
	return 0;
}
