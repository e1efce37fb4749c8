/*
 * Zephyr's <zephyr/net/socket.h> on FreeRTOS: TCP and UDP over IPv4 and IPv6.
 *
 * Every call returns -1 with errno, numbered as in newlib. Threads only. What differs from Zephyr
 * is closer to POSIX: see firmware/ports/freertos/src/net/README.md.
 */
#ifndef ZEPHYR_NET_SOCKET_H_
#define ZEPHYR_NET_SOCKET_H_

#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <zephyr/net/net_ip.h>
#include <zephyr/net/socket_select.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ZSOCK_MSG_PEEK	   0x02
/** The length of the whole datagram is returned, also where it was cut. */
#define ZSOCK_MSG_TRUNC	   0x20
#define ZSOCK_MSG_DONTWAIT 0x40
#define ZSOCK_MSG_WAITALL  0x100

#define ZSOCK_SHUT_RD	0
#define ZSOCK_SHUT_WR	1
#define ZSOCK_SHUT_RDWR 2

#define SOL_SOCKET 1

#define SO_REUSEADDR 2
#define SO_TYPE	     3
#define SO_ERROR     4
#define SO_BROADCAST 6
#define SO_SNDBUF    7
#define SO_RCVBUF    8
#define SO_KEEPALIVE 9
#define SO_PROTOCOL  38
#define SO_DOMAIN    39

/** Hops. */
#define IP_TTL		  2
#define IPV6_UNICAST_HOPS 16

#define TCP_NODELAY   1
/** Seconds. */
#define TCP_KEEPIDLE  2
#define TCP_KEEPINTVL 3
#define TCP_KEEPCNT   4

#define SOMAXCONN 128

/**
 * @retval -1 EAFNOSUPPORT, EPROTONOSUPPORT, EPROTOTYPE; EMFILE: all CONFIG_ZVFS_OPEN_MAX
 * descriptors are in use; ENFILE: lwIP has no control block left
 */
int zsock_socket(int family, int type, int proto);
/** Never waits: what was sent goes out after it. Unread data makes it a reset. */
int zsock_close(int sock);
/** Reading: what comes later is thrown away. */
int zsock_shutdown(int sock, int how);
int zsock_bind(int sock, const struct sockaddr *addr, socklen_t addrlen);
int zsock_connect(int sock, const struct sockaddr *addr, socklen_t addrlen);
int zsock_listen(int sock, int backlog);
int zsock_accept(int sock, struct sockaddr *addr, socklen_t *addrlen);
ssize_t zsock_sendto(int sock, const void *buf, size_t len, int flags,
		     const struct sockaddr *dest_addr, socklen_t addrlen);
ssize_t zsock_recvfrom(int sock, void *buf, size_t max_len, int flags, struct sockaddr *src_addr,
		       socklen_t *addrlen);

static inline ssize_t zsock_send(int sock, const void *buf, size_t len, int flags)
{
	return zsock_sendto(sock, buf, len, flags, NULL, 0);
}

static inline ssize_t zsock_recv(int sock, void *buf, size_t max_len, int flags)
{
	return zsock_recvfrom(sock, buf, max_len, flags, NULL, NULL);
}

struct zsock_pollfd {
	/** Negative: the entry is left out. */
	int fd;
	short events;
	short revents;
};

#define ZSOCK_POLLIN   0x01
#define ZSOCK_POLLOUT  0x04
#define ZSOCK_POLLERR  0x08
#define ZSOCK_POLLHUP  0x10
#define ZSOCK_POLLNVAL 0x20

/** As select() has it: POLLIN and POLLOUT for an end and an error, never POLLHUP and POLLERR.
 *
 * @param timeout milliseconds; negative: for ever */
int zsock_poll(struct zsock_pollfd *fds, int nfds, int timeout);

/** F_GETFL and F_SETFL of O_NONBLOCK; eventfds too. */
int zsock_fcntl_impl(int sock, int cmd, int flags);

static inline int zsock_fcntl(int sock, int cmd, ...)
{
	va_list args;
	int flags;

	va_start(args, cmd);
	flags = va_arg(args, int);
	va_end(args);
	return zsock_fcntl_impl(sock, cmd, flags);
}

int zsock_getsockopt(int sock, int level, int optname, void *optval, socklen_t *optlen);
int zsock_setsockopt(int sock, int level, int optname, const void *optval, socklen_t optlen);
int zsock_getpeername(int sock, struct sockaddr *addr, socklen_t *addrlen);
int zsock_getsockname(int sock, struct sockaddr *addr, socklen_t *addrlen);

static inline char *zsock_inet_ntop(sa_family_t family, const void *src, char *dst, size_t size)
{
	return net_addr_ntop(family, src, dst, size);
}

/** @retval 1 dst is set @retval 0 it is no such address @retval -1 EAFNOSUPPORT */
int zsock_inet_pton(sa_family_t family, const char *src, void *dst);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_NET_SOCKET_H_ */
