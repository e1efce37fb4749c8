/*
 * Waiting: select(), and calls on sockets that block.
 *
 * Who waits has an entry in a list, with a semaphore of its own on its stack. There is no race to
 * lose: whether anything is ready is looked at, and the entry is put into the list, under one hold
 * of the lock; everything that makes a socket ready holds the lock, too, and then gives the
 * semaphore of each entry that has the socket in its sets. An eventfd is a socket like any other
 * here. The semaphore is given at most once and dies with the wait, so that nothing stale can be
 * left.
 *
 * A descriptor that is closed while somebody waits for it wakes him; he looks it up anew and finds
 * EBADF, or the socket that has the descriptor now, which POSIX leaves open, too.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/net/socket.h>

#include "core.h"
#include "sock.h"

#define WORDS ((CONFIG_ZVFS_OPEN_MAX + 31) / 32)

struct waiter {
	struct k_sem woken;
	/** Descriptors that are waited for, to be readable and to be writable. */
	zsock_fd_set in;
	zsock_fd_set out;
	/** The semaphore was given. */
	bool given;
	struct waiter *next;
};

static struct waiter *waiters;

unsigned int sock_ready(const struct net_sock *sock)
{
	switch (sock->kind) {
	case SOCK_UDP:
		return (sock->starved && sock->error == 0 ? 0 : SOCK_OUT) |
		       (sock->datagrams != NULL || sock->error != 0 ? SOCK_IN : 0) |
		       (sock->shut_in ? SOCK_IN : 0);
	case SOCK_EVENT:
		return (sock->count < UINT64_MAX - 1 ? SOCK_OUT : 0) |
		       (sock->count > 0 ? SOCK_IN : 0);
	default:
		return tcp_sock_ready(sock);
	}
}

void sock_changed(const struct net_sock *sock)
{
	if (sock->fd < 0 || waiters == NULL) {
		return;
	}
	for (struct waiter *waiter = waiters; waiter != NULL; waiter = waiter->next) {
		unsigned int ready;

		if (waiter->given) {
			continue;
		}
		ready = sock_get(sock->fd) == sock ? sock_ready(sock) : SOCK_IN | SOCK_OUT;
		if (((ready & SOCK_IN) != 0 && ZSOCK_FD_ISSET(sock->fd, &waiter->in)) ||
		    ((ready & SOCK_OUT) != 0 && ZSOCK_FD_ISSET(sock->fd, &waiter->out))) {
			waiter->given = true;
			k_sem_give(&waiter->woken);
		}
	}
}

/* With the lock held, but for while it waits. */
static void wait(struct waiter *waiter, k_timeout_t timeout)
{
	waiter->given = false;
	waiter->next = waiters;
	waiters = waiter;
	k_sem_init(&waiter->woken, 0, 1);
	net_unlock_quietly();
	(void)k_sem_take(&waiter->woken, timeout);
	net_lock();
	for (struct waiter **link = &waiters;; link = &(*link)->next) {
		if (*link == waiter) {
			*link = waiter->next;
			return;
		}
	}
}

bool sock_wait(const struct net_sock *sock, unsigned int direction, int flags)
{
	struct waiter waiter;

	if (sock->nonblocking || (flags & ZSOCK_MSG_DONTWAIT) != 0) {
		return false;
	}
	ZSOCK_FD_ZERO(&waiter.in);
	ZSOCK_FD_ZERO(&waiter.out);
	ZSOCK_FD_SET(sock->fd, (direction & SOCK_IN) != 0 ? &waiter.in : &waiter.out);
	net_kick();
	wait(&waiter, K_FOREVER);
	return true;
}

/* Puts what is ready of one word of both sets into the results. -EBADF: one is not open. */
static int scan_word(const struct waiter *asked, zsock_fd_set *in, zsock_fd_set *out,
		     unsigned int word)
{
	uint32_t rest = asked->in.bitset[word] | asked->out.bitset[word];
	uint32_t ready_in = 0;
	uint32_t ready_out = 0;

	while (rest != 0) {
		unsigned int bit = (unsigned int)__builtin_ctz(rest);
		const struct net_sock *sock = sock_get((int)(word * 32 + bit));
		unsigned int ready;

		if (sock == NULL) {
			return -EBADF;
		}
		ready = sock_ready(sock);
		ready_in |= (ready & SOCK_IN) != 0 ? 1U << bit : 0;
		ready_out |= (ready & SOCK_OUT) != 0 ? 1U << bit : 0;
		rest &= rest - 1;
	}
	in->bitset[word] = ready_in & asked->in.bitset[word];
	out->bitset[word] = ready_out & asked->out.bitset[word];
	return __builtin_popcount(in->bitset[word]) + __builtin_popcount(out->bitset[word]);
}

static int scan(const struct waiter *asked, zsock_fd_set *in, zsock_fd_set *out)
{
	int count = 0;

	for (unsigned int word = 0; word < WORDS; word++) {
		int found = scan_word(asked, in, out, word);

		if (found < 0) {
			return found;
		}
		count += found;
	}
	return count;
}

/* The part of a set below nfds; nothing where there is no set. */
static void take_set(zsock_fd_set *to, const zsock_fd_set *from, int nfds)
{
	for (unsigned int word = 0; word < WORDS; word++) {
		int bits = nfds - (int)word * 32;

		to->bitset[word] = from == NULL || bits <= 0 ? 0
				   : bits >= 32		     ? from->bitset[word]
						: from->bitset[word] & ((1U << bits) - 1);
	}
}

static k_timeout_t timeout_of(const struct zsock_timeval *timeout)
{
	return timeout == NULL ? K_FOREVER
			       : K_USEC((int64_t)timeout->tv_sec * 1000000 + timeout->tv_usec);
}

int zsock_select(int nfds, zsock_fd_set *readfds, zsock_fd_set *writefds, zsock_fd_set *exceptfds,
		 struct zsock_timeval *timeout)
{
	struct waiter asked;
	zsock_fd_set in;
	zsock_fd_set out;
	int count;

	if (nfds < 0 || nfds > (int)ZSOCK_FD_SETSIZE ||
	    (timeout != NULL && (timeout->tv_sec < 0 || timeout->tv_usec < 0))) {
		errno = EINVAL;
		return -1;
	}
	take_set(&asked.in, readfds, nfds);
	take_set(&asked.out, writefds, nfds);
	net_lock();
	count = scan(&asked, &in, &out);
	if (count == 0 && (timeout == NULL || timeout->tv_sec != 0 || timeout->tv_usec != 0)) {
		wait(&asked, timeout_of(timeout));
		count = scan(&asked, &in, &out);
	}
	net_unlock_quietly();
	if (count < 0) {
		errno = -count;
		return -1;
	}
	if (readfds != NULL) {
		*readfds = in;
	}
	if (writefds != NULL) {
		*writefds = out;
	}
	if (exceptfds != NULL) {
		ZSOCK_FD_ZERO(exceptfds);
	}
	return count;
}
