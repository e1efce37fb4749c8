/*
 * zsock_getsockopt() and zsock_setsockopt().
 */
#include <errno.h>
#include <string.h>

#include <zephyr/net/socket.h>

#include <lwip/ip.h>
#include <lwip/tcp.h>
#include <lwip/udp.h>

#include "core.h"
#include "sock.h"

/* What lwIP's control blocks of each kind have in common; NULL: lwIP is done with the connection.
 */
static struct ip_pcb *pcb_of(const struct net_sock *sock)
{
	return sock->kind == SOCK_UDP ? (struct ip_pcb *)sock->udp : (struct ip_pcb *)sock->tcp;
}

/* lwIP's bit for an option of SOL_SOCKET that is on or off; 0: another option. */
static unsigned int flag_of(int name)
{
	switch (name) {
	case SO_REUSEADDR:
		return SOF_REUSEADDR;
	case SO_BROADCAST:
		return SOF_BROADCAST;
	case SO_KEEPALIVE:
		return SOF_KEEPALIVE;
	default:
		return 0;
	}
}

static int get_socket_option(struct net_sock *sock, int name)
{
	const struct ip_pcb *pcb = pcb_of(sock);
	unsigned int flag = flag_of(name);

	if (flag != 0) {
		return pcb != NULL && ip_get_option(pcb, flag) ? 1 : 0;
	}
	switch (name) {
	case SO_ERROR:
		return sock_take_error(sock);
	case SO_TYPE:
		return sock->kind == SOCK_UDP ? SOCK_DGRAM : SOCK_STREAM;
	case SO_PROTOCOL:
		return sock->kind == SOCK_UDP ? IPPROTO_UDP : IPPROTO_TCP;
	case SO_DOMAIN:
		return sock->family;
	case SO_SNDBUF:
		return TCP_SND_BUF;
	case SO_RCVBUF:
		return TCP_WND;
	default:
		return -ENOPROTOOPT;
	}
}

static int set_socket_option(struct net_sock *sock, int name, int value)
{
	struct ip_pcb *pcb = pcb_of(sock);
	unsigned int flag = flag_of(name);

	if (flag == 0) {
		return -ENOPROTOOPT;
	}
	if (pcb == NULL) {
		return -EINVAL;
	}
	if (value != 0) {
		ip_set_option(pcb, flag);
	} else {
		ip_reset_option(pcb, flag);
	}
	return 0;
}

/* The hops of what a socket sends: the same place for both families. value NULL: get. */
static int hops_option(struct net_sock *sock, int level, int name, const int *value)
{
	struct ip_pcb *pcb = pcb_of(sock);
	bool is_v4 = level == IPPROTO_IP && name == IP_TTL;

	if (!is_v4 && !(level == IPPROTO_IPV6 && name == IPV6_UNICAST_HOPS)) {
		return -ENOPROTOOPT;
	}
	if (pcb == NULL || (value != NULL && (*value < 1 || *value > UINT8_MAX))) {
		return -EINVAL;
	}
	if (value == NULL) {
		return pcb->ttl;
	}
	pcb->ttl = (u8_t)*value;
	return 0;
}

static int get_locked(int fd, int level, int name)
{
	struct net_sock *sock = sock_get(fd);

	if (sock == NULL) {
		return -EBADF;
	}
	if (sock->kind == SOCK_EVENT) {
		return -ENOTSOCK;
	}
	if (level == SOL_SOCKET) {
		return get_socket_option(sock, name);
	}
	if (level == IPPROTO_TCP && sock->kind != SOCK_UDP) {
		return tcp_sock_option(sock, name, NULL);
	}
	return hops_option(sock, level, name, NULL);
}

static int set_locked(int fd, int level, int name, int value)
{
	struct net_sock *sock = sock_get(fd);

	if (sock == NULL) {
		return -EBADF;
	}
	if (sock->kind == SOCK_EVENT) {
		return -ENOTSOCK;
	}
	if (level == SOL_SOCKET) {
		return set_socket_option(sock, name, value);
	}
	if (level == IPPROTO_TCP && sock->kind != SOCK_UDP) {
		return tcp_sock_option(sock, name, &value);
	}
	return hops_option(sock, level, name, &value);
}

int zsock_getsockopt(int sock, int level, int optname, void *optval, socklen_t *optlen)
{
	int result = -EINVAL;

	if (optval != NULL && optlen != NULL && *optlen >= sizeof(int)) {
		net_lock();
		result = get_locked(sock, level, optname);
		net_unlock_quietly();
	}
	if (result < 0) {
		errno = -result;
		return -1;
	}
	memcpy(optval, &result, sizeof(result));
	*optlen = sizeof(result);
	return 0;
}

int zsock_setsockopt(int sock, int level, int optname, const void *optval, socklen_t optlen)
{
	int result = -EINVAL;
	int value;

	if (optval != NULL && optlen >= sizeof(value)) {
		memcpy(&value, optval, sizeof(value));
		net_lock();
		result = set_locked(sock, level, optname, value);
		net_unlock();
	}
	if (result < 0) {
		errno = -result;
		return -1;
	}
	return 0;
}
