#ifndef ZEPHYR_NET_SOCKET_H_
#define ZEPHYR_NET_SOCKET_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/* The host's own set holds 1,024 descriptors; a device's holds few. */
typedef struct {
	uint32_t bitset[CONFIG_ZVFS_OPEN_MAX / 32];
} zsock_fd_set;

#define ZSOCK_FD_SETSIZE CONFIG_ZVFS_OPEN_MAX

struct zsock_timeval {
	long tv_sec;
	long tv_usec;
};

struct zsock_pollfd {
	int fd;
	short events;
	short revents;
};

#define ZSOCK_POLLIN   0x01
#define ZSOCK_POLLOUT  0x04
#define ZSOCK_POLLERR  0x08
#define ZSOCK_POLLHUP  0x10
#define ZSOCK_POLLNVAL 0x20

/** How often a set was looked into: what a scan costs. */
extern unsigned int zsock_fd_isset_calls;

void ZSOCK_FD_SET(int fd, zsock_fd_set *set);
void ZSOCK_FD_CLR(int fd, zsock_fd_set *set);
int ZSOCK_FD_ISSET(int fd, zsock_fd_set *set);
int zsock_select(int nfds, zsock_fd_set *readfds, zsock_fd_set *writefds, zsock_fd_set *exceptfds,
		 struct zsock_timeval *timeout);
int zsock_poll(struct zsock_pollfd *entries, int count, int timeout);
int zsock_getsockopt(int sock, int level, int optname, void *optval, socklen_t *optlen);

#define zsock_inet_pton inet_pton
#define zsock_inet_ntop inet_ntop

#endif /* ZEPHYR_NET_SOCKET_H_ */
