/*
 * Zephyr's zsock_* calls: descriptors, the lock, waiting and errno; what they do is in tcp.c, udp.c
 * and wait.c.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/net/socket.h>

#include <lwip/tcp.h>
#include <lwip/udp.h>

#include "core.h"
#include "sock.h"

/* Unlocks; a negative result goes to errno. */
static ssize_t done(ssize_t result)
{
	net_unlock();
	if (result < 0) {
		errno = (int)-result;
		return -1;
	}
	return result;
}

static ssize_t done_quietly(ssize_t result)
{
	net_unlock_quietly();
	if (result < 0) {
		errno = (int)-result;
		return -1;
	}
	return result;
}

/* Locks. NULL: *error says why. */
static struct net_sock *enter(int fd, int *error)
{
	struct net_sock *sock;

	net_lock();
	sock = sock_get(fd);
	if (sock != NULL && sock->kind != SOCK_EVENT) {
		return sock;
	}
	*error = sock == NULL ? -EBADF : -ENOTSOCK;
	return NULL;
}

static int check_type(int family, int type, int proto)
{
	if (family != AF_INET && family != AF_INET6) {
		return -EAFNOSUPPORT;
	}
	if (type != SOCK_STREAM && type != SOCK_DGRAM) {
		return -EPROTOTYPE;
	}
	if (proto != 0 && proto != (type == SOCK_STREAM ? IPPROTO_TCP : IPPROTO_UDP)) {
		return -EPROTONOSUPPORT;
	}
	return 0;
}

static int open_locked(int family, int type)
{
	struct net_sock *sock = sock_alloc(type == SOCK_STREAM ? SOCK_TCP : SOCK_UDP);
	int result;

	if (sock == NULL) {
		return -ENFILE;
	}
	sock->family = (uint8_t)family;
	result = sock_open(sock);
	if (result >= 0) {
		int opened = type == SOCK_STREAM ? tcp_sock_open(sock) : udp_sock_open(sock);

		result = opened < 0 ? opened : result;
	}
	if (result < 0) {
		sock_free(sock);
	}
	return result;
}

int zsock_socket(int family, int type, int proto)
{
	int result = check_type(family, type, proto);

	net_lock();
	return (int)done_quietly(result < 0 ? result : open_locked(family, type));
}

int zsock_close(int sock)
{
	struct net_sock *closed;

	net_lock();
	closed = sock_get(sock);
	if (closed == NULL) {
		return (int)done_quietly(-EBADF);
	}
	if (closed->kind == SOCK_UDP) {
		udp_sock_close(closed);
	} else if (closed->kind != SOCK_EVENT) {
		tcp_sock_close(closed);
	}
	sock_free(closed);
	return (int)done(0);
}

int zsock_shutdown(int sock, int how)
{
	int result = -EINVAL;
	struct net_sock *shut = enter(sock, &result);

	if (shut == NULL || how < ZSOCK_SHUT_RD || how > ZSOCK_SHUT_RDWR) {
		return (int)done_quietly(result);
	}
	if (shut->kind != SOCK_UDP) {
		return (int)done(tcp_sock_shutdown(shut, how));
	}
	if (!shut->connected) {
		return (int)done_quietly(-ENOTCONN);
	}
	shut->shut_in |= how != ZSOCK_SHUT_WR;
	shut->shut_out |= how != ZSOCK_SHUT_RD;
	sock_changed(shut);
	return (int)done_quietly(0);
}

int zsock_bind(int sock, const struct sockaddr *addr, socklen_t addrlen)
{
	int result;
	struct net_sock *bound = enter(sock, &result);
	ip_addr_t ip;
	uint16_t port;

	if (bound != NULL) {
		result = address_from_sockaddr(bound, addr, addrlen, &ip, &port);
	}
	/* lwIP would bind to any address. */
	if (bound != NULL && result == 0 && !address_is_ours(&ip)) {
		result = -EADDRNOTAVAIL;
	}
	if (bound != NULL && result == 0) {
		result = bound->kind == SOCK_UDP ? udp_sock_bind(bound, &ip, port)
						 : tcp_sock_bind(bound, &ip, port);
	}
	return (int)done_quietly(result);
}

/* Waits for the end of a connect that has begun, where it is to be waited for. */
static int finish_connect(struct net_sock *sock, int fd)
{
	if (!sock_wait(sock, SOCK_OUT, 0)) {
		return -EINPROGRESS;
	}
	while (sock_get(fd) == sock && sock->connecting) {
		sock_wait(sock, SOCK_OUT, 0);
	}
	return sock_get(fd) == sock ? -sock_take_error(sock) : -EBADF;
}

int zsock_connect(int sock, const struct sockaddr *addr, socklen_t addrlen)
{
	int result;
	struct net_sock *client = enter(sock, &result);
	ip_addr_t ip;
	uint16_t port;

	if (client == NULL) {
		return (int)done_quietly(result);
	}
	if (client->kind == SOCK_UDP && addr != NULL && addr->sa_family == AF_UNSPEC) {
		return (int)done_quietly(udp_sock_connect(client, NULL, 0));
	}
	result = address_from_sockaddr(client, addr, addrlen, &ip, &port);
	if (result < 0) {
		return (int)done_quietly(result);
	}
	if (client->kind == SOCK_UDP) {
		return (int)done_quietly(udp_sock_connect(client, &ip, port));
	}
	result = tcp_sock_connect(client, &ip, port);
	if (result == -EINPROGRESS) {
		result = finish_connect(client, sock);
	}
	return (int)done(result);
}

int zsock_listen(int sock, int backlog)
{
	int result;
	struct net_sock *listener = enter(sock, &result);

	if (listener != NULL) {
		result = listener->kind == SOCK_UDP ? -EOPNOTSUPP
						    : tcp_sock_listen(listener, backlog);
	}
	return (int)done_quietly(result);
}

int zsock_accept(int sock, struct sockaddr *addr, socklen_t *addrlen)
{
	struct net_sock *accepted;
	struct net_sock *listener;
	int result;

	for (listener = enter(sock, &result); listener != NULL; listener = sock_get(sock)) {
		result = listener->kind == SOCK_UDP ? -EOPNOTSUPP
						    : tcp_sock_accept(listener, &accepted);
		if (result != -EAGAIN || !sock_wait(listener, SOCK_IN, 0)) {
			break;
		}
		result = -EBADF;
	}
	if (result == 0) {
		result = accepted->fd;
		if (accepted->tcp != NULL) {
			address_to_sockaddr(&accepted->tcp->remote_ip, accepted->tcp->remote_port,
					    addr, addrlen);
		} else if (addr != NULL) {
			memset(addr, 0, MIN(*addrlen, sizeof(struct sockaddr_in6)));
			addr->sa_family = accepted->family;
		}
	}
	return (int)done(result);
}

/* Where to a datagram goes: *to is set to NULL for the peer. */
static int destination(const struct net_sock *sock, const struct sockaddr *addr, socklen_t addrlen,
		       ip_addr_t **to, uint16_t *port)
{
	if (addr == NULL || sock->kind != SOCK_UDP) {
		*to = NULL;
		return 0;
	}
	return address_from_sockaddr(sock, addr, addrlen, *to, port);
}

/* A blocking send on a stream goes on until all is sent. */
static ssize_t send_all(int fd, const uint8_t *data, size_t length, int flags, size_t sent)
{
	struct net_sock *sock;

	while (sent < length && (sock = sock_get(fd)) != NULL) {
		ssize_t result = tcp_sock_send(sock, data + sent, length - sent);

		if (result >= 0) {
			sent += (size_t)result;
		} else if (result != -EAGAIN || !sock_wait(sock, SOCK_OUT, flags)) {
			return sent > 0 ? (ssize_t)sent : result;
		}
		if (sock->nonblocking || (flags & ZSOCK_MSG_DONTWAIT) != 0) {
			break;
		}
	}
	return sent > 0 || length == 0 ? (ssize_t)sent : -EBADF;
}

ssize_t zsock_sendto(int sock, const void *buf, size_t len, int flags,
		     const struct sockaddr *dest_addr, socklen_t addrlen)
{
	int result;
	struct net_sock *sender = enter(sock, &result);
	ip_addr_t ip;
	ip_addr_t *to = &ip;
	uint16_t port = 0;

	if (sender == NULL) {
		return done_quietly(result);
	}
	if (sender->kind != SOCK_UDP) {
		return done(send_all(sock, buf, len, flags, 0));
	}
	result = destination(sender, dest_addr, addrlen, &to, &port);
	return done(result < 0 ? result : udp_sock_send(sender, buf, len, to, port));
}

ssize_t zsock_recvfrom(int sock, void *buf, size_t max_len, int flags, struct sockaddr *src_addr,
		       socklen_t *addrlen)
{
	int error;
	struct net_sock *receiver;
	ssize_t result = -EBADF;

	for (receiver = enter(sock, &error); receiver != NULL; receiver = sock_get(sock)) {
		if (receiver->kind == SOCK_UDP) {
			result = udp_sock_receive(receiver, buf, max_len, flags, src_addr, addrlen);
		} else {
			result = tcp_sock_receive(receiver, buf, max_len, flags);
		}
		if (result != -EAGAIN || !sock_wait(receiver, SOCK_IN, flags)) {
			break;
		}
		error = -EBADF;
	}
	if (receiver == NULL) {
		return done_quietly(error);
	}
	if (result >= 0 && receiver->kind == SOCK_TCP && receiver->tcp != NULL) {
		address_to_sockaddr(&receiver->tcp->remote_ip, receiver->tcp->remote_port, src_addr,
				    addrlen);
	}
	return done(result);
}

int zsock_fcntl_impl(int sock, int cmd, int flags)
{
	struct net_sock *changed;
	int result = 0;

	net_lock();
	changed = sock_get(sock);
	if (changed == NULL) {
		result = -EBADF;
	} else if (cmd == F_GETFL) {
		result = O_RDWR | (changed->nonblocking ? O_NONBLOCK : 0);
	} else if (cmd == F_SETFL) {
		changed->nonblocking = (flags & O_NONBLOCK) != 0;
	} else {
		result = -EINVAL;
	}
	return (int)done_quietly(result);
}

static int address_of(int fd, bool local, struct sockaddr *addr, socklen_t *length)
{
	int result = 0;
	struct net_sock *sock = enter(fd, &result);

	if (sock == NULL) {
		return result;
	}
	if (sock->kind == SOCK_UDP) {
		if (!local && !sock->connected) {
			return -ENOTCONN;
		}
		address_to_sockaddr(local ? &sock->udp->local_ip : &sock->udp->remote_ip,
				    local ? sock->udp->local_port : sock->udp->remote_port, addr,
				    length);
		return 0;
	}
	if (sock->tcp == NULL || (!local && (sock->kind == SOCK_LISTENER || !sock->connected))) {
		return -ENOTCONN;
	}
	address_to_sockaddr(local ? &sock->tcp->local_ip : &sock->tcp->remote_ip,
			    local ? sock->tcp->local_port : sock->tcp->remote_port, addr, length);
	return 0;
}

int zsock_getpeername(int sock, struct sockaddr *addr, socklen_t *addrlen)
{
	return (int)done_quietly(address_of(sock, false, addr, addrlen));
}

int zsock_getsockname(int sock, struct sockaddr *addr, socklen_t *addrlen)
{
	return (int)done_quietly(address_of(sock, true, addr, addrlen));
}
