#include "sock.h"

#include <errno.h>
#include <string.h>

#include <lwip/opt.h>

/* Descriptors, and connections that wait to be accepted. */
#define SOCKS (CONFIG_ZVFS_OPEN_MAX + CONFIG_AIO_MAX_SOCKETS)

static struct net_sock socks[SOCKS];
static struct net_sock *open_socks[CONFIG_ZVFS_OPEN_MAX];

struct net_sock *sock_alloc(enum sock_kind kind)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(socks); i++) {
		if (socks[i].kind == SOCK_FREE) {
			memset(&socks[i], 0, sizeof(socks[i]));
			socks[i].kind = (uint8_t)kind;
			socks[i].fd = -1;
			return &socks[i];
		}
	}
	return NULL;
}

int sock_open(struct net_sock *sock)
{
	for (unsigned int fd = 0; fd < ARRAY_SIZE(open_socks); fd++) {
		if (open_socks[fd] == NULL) {
			open_socks[fd] = sock;
			sock->fd = (int16_t)fd;
			return (int)fd;
		}
	}
	return -EMFILE;
}

void sock_free(struct net_sock *sock)
{
	if (sock->fd >= 0) {
		open_socks[sock->fd] = NULL;
		sock_changed(sock);
	}
	sock->kind = SOCK_FREE;
}

struct net_sock *sock_get(int fd)
{
	if (fd < 0 || (unsigned int)fd >= ARRAY_SIZE(open_socks)) {
		return NULL;
	}
	return open_socks[fd];
}

int sock_take_error(struct net_sock *sock)
{
	int error = sock->error;

	sock->error = 0;
	return error;
}

void sock_each_udp(void (*call)(struct net_sock *sock))
{
	for (unsigned int i = 0; i < ARRAY_SIZE(socks); i++) {
		if (socks[i].kind == SOCK_UDP) {
			call(&socks[i]);
		}
	}
}

bool sock_make_room(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(socks); i++) {
		if (socks[i].kind == SOCK_TCP && tcp_sock_move(&socks[i])) {
			return true;
		}
	}
	return false;
}
