/*
 * Zephyr's <zephyr/net/socket_select.h> on FreeRTOS.
 */
#ifndef ZEPHYR_NET_SOCKET_SELECT_H_
#define ZEPHYR_NET_SOCKET_SELECT_H_

#include <stdint.h>
#include <sys/_timeval.h>

#ifdef __cplusplus
extern "C" {
#endif

#define zsock_timeval timeval

typedef struct zsock_fd_set {
	uint32_t bitset[(CONFIG_ZVFS_OPEN_MAX + 31) / 32];
} zsock_fd_set;

/** Descriptors that a set can hold: each descriptor here is below it. */
#define ZSOCK_FD_SETSIZE (sizeof(((zsock_fd_set *)0)->bitset) * 8)

/**
 * Sockets and eventfds. Nothing is ever exceptional: exceptfds comes back empty. Threads only.
 *
 * A socket that has an error to collect is readable and writable, as is one that was closed by
 * another thread meanwhile, where the call ends with EBADF.
 *
 * @param timeout NULL: for ever
 * @return how many bits are set in the sets; -1 with errno EBADF or EINVAL
 */
int zsock_select(int nfds, zsock_fd_set *readfds, zsock_fd_set *writefds, zsock_fd_set *exceptfds,
		 struct zsock_timeval *timeout);

static inline void ZSOCK_FD_ZERO(zsock_fd_set *set)
{
	for (unsigned int i = 0; i < sizeof(set->bitset) / sizeof(set->bitset[0]); i++) {
		set->bitset[i] = 0;
	}
}

static inline int ZSOCK_FD_ISSET(int fd, zsock_fd_set *set)
{
	return fd >= 0 && (unsigned int)fd < ZSOCK_FD_SETSIZE &&
	       (set->bitset[fd / 32] >> (fd % 32) & 1U) != 0;
}

static inline void ZSOCK_FD_CLR(int fd, zsock_fd_set *set)
{
	if (fd >= 0 && (unsigned int)fd < ZSOCK_FD_SETSIZE) {
		set->bitset[fd / 32] &= ~(UINT32_C(1) << (fd % 32));
	}
}

static inline void ZSOCK_FD_SET(int fd, zsock_fd_set *set)
{
	if (fd >= 0 && (unsigned int)fd < ZSOCK_FD_SETSIZE) {
		set->bitset[fd / 32] |= UINT32_C(1) << (fd % 32);
	}
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_NET_SOCKET_SELECT_H_ */
