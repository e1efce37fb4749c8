/*
 * What is behind a descriptor, and who waits for it. With the network's lock held, all of it.
 */
#ifndef NET_SOCK_H_
#define NET_SOCK_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <zephyr/kernel.h>
#include <zephyr/net/net_ip.h>

#include <lwip/ip_addr.h>

struct tcp_pcb;
struct udp_pcb;
struct pbuf;

/** A datagram that waits to be read. */
struct datagram {
	struct datagram *next;
	/** NULL: the bytes are behind this, in the heap. */
	struct pbuf *data;
	ip_addr_t from;
	uint16_t port;
	uint16_t length;
};

enum sock_kind {
	SOCK_FREE,
	SOCK_TCP,
	SOCK_LISTENER,
	SOCK_UDP,
	SOCK_EVENT,
};

/** Directions, as bits. */
#define SOCK_IN	 0x1
#define SOCK_OUT 0x2

struct net_sock {
	/** enum sock_kind. */
	uint8_t kind;
	/** AF_INET or AF_INET6. */
	uint8_t family;
	/** What is to be collected once, an errno; 0: nothing. */
	uint8_t error;
	/** O_NONBLOCK. */
	bool nonblocking: 1;
	/** TCP: connect() is under way. */
	bool connecting: 1;
	/** TCP, UDP: has a peer, or had one. */
	bool connected: 1;
	/** TCP: the peer has said that no more comes. */
	bool ended: 1;
	/** shutdown() for reading. */
	bool shut_in: 1;
	/** shutdown() for writing. */
	bool shut_out: 1;
	/** TCP, UDP: lwIP had no memory; not writable until it may have some. */
	bool starved: 1;
	/** Eventfd: a read takes one. */
	bool semaphore: 1;
	/** The descriptor, -1 where there is none yet (not accepted). */
	int16_t fd;
	/** Listener: connections that may wait to be accepted. */
	uint8_t backlog_limit;
	/** UDP: datagrams in the queue, and bytes of the heap that they take. */
	uint8_t queued;
	uint32_t queued_size;
	/** UDP: the oldest one, where it stays in the buffer that it came in. */
	struct datagram first;
	union {
		/** NULL: lwIP is done with the connection. */
		struct tcp_pcb *tcp;
		struct udp_pcb *udp;
	};
	union {
		/** TCP: received and not yet read. */
		struct pbuf *received;
		/** UDP: the same, oldest first. */
		struct datagram *datagrams;
		/** Listener: connections to accept, oldest first. */
		struct net_sock *backlog;
		/** Eventfd. */
		uint64_t count;
	};
	/** In a listener's queue. */
	struct net_sock *next;
	/** TCP: the listener in whose queue it is. */
	struct net_sock *listener;
};

/* sock.c: the table */

/** A socket without a descriptor, all zero but for its kind; NULL: none is left. */
struct net_sock *sock_alloc(enum sock_kind kind);
/** Gives it a descriptor. @retval -EMFILE */
int sock_open(struct net_sock *sock);
/** Gives both back; wakes who waits for the descriptor. */
void sock_free(struct net_sock *sock);
/** NULL: no such descriptor. */
struct net_sock *sock_get(int fd);
/** Takes the error to collect. */
int sock_take_error(struct net_sock *sock);
/** Moves a socket's unread data out of the receive buffers. @retval false there is none, or no room
 */
bool sock_make_room(void);
/** Calls for each UDP socket. */
void sock_each_udp(void (*call)(struct net_sock *sock));

/* wait.c: select() and calls that block */

/** What select() would say. */
unsigned int sock_ready(const struct net_sock *sock);
/** Something about the socket may have become ready: wakes who waits for that. */
void sock_changed(const struct net_sock *sock);
/**
 * Unlocks, waits until the socket is ready for a direction or was closed, and locks again.
 *
 * @retval false it is not to be waited for: non-blocking, or ZSOCK_MSG_DONTWAIT is in flags
 */
bool sock_wait(const struct net_sock *sock, unsigned int direction, int flags);

/* address.c */

/** @retval -EINVAL length or port @retval -EAFNOSUPPORT another family than the socket's */
int address_from_sockaddr(const struct net_sock *sock, const struct sockaddr *addr,
			  socklen_t length, ip_addr_t *ip, uint16_t *port);
/** Whether a socket may be bound to it; groups and broadcasts are among these. */
bool address_is_ours(const ip_addr_t *ip);
/** Cut at *length, which becomes the whole length. addr or length NULL: does nothing. */
void address_to_sockaddr(const ip_addr_t *ip, uint16_t port, struct sockaddr *addr,
			 socklen_t *length);

/* tcp.c, udp.c: all return >= 0, or -errno; -EAGAIN: to be tried again when ready */

int tcp_sock_open(struct net_sock *sock);
void tcp_sock_close(struct net_sock *sock);
unsigned int tcp_sock_ready(const struct net_sock *sock);
int tcp_sock_bind(struct net_sock *sock, const ip_addr_t *ip, uint16_t port);
/** -EINPROGRESS: it has begun. */
int tcp_sock_connect(struct net_sock *sock, const ip_addr_t *ip, uint16_t port);
int tcp_sock_listen(struct net_sock *sock, int backlog);
/** Sets accepted where it returns 0. */
int tcp_sock_accept(struct net_sock *sock, struct net_sock **accepted);
ssize_t tcp_sock_send(struct net_sock *sock, const void *data, size_t length);
/** Moves unread data into the heap. @retval false there is none in receive buffers, or no room */
bool tcp_sock_move(struct net_sock *sock);
ssize_t tcp_sock_receive(struct net_sock *sock, void *buffer, size_t size, int flags);
int tcp_sock_shutdown(struct net_sock *sock, int how);
/** name: TCP_*; value NULL: get. */
int tcp_sock_option(struct net_sock *sock, int name, const int *value);
/** Ends a connect that is under way, with an errno. */
void tcp_sock_fail(struct net_sock *sock, int error);

/** Once. */
void udp_sock_init(void);
int udp_sock_open(struct net_sock *sock);
void udp_sock_close(struct net_sock *sock);
int udp_sock_bind(struct net_sock *sock, const ip_addr_t *ip, uint16_t port);
/** ip NULL: disconnects. */
int udp_sock_connect(struct net_sock *sock, const ip_addr_t *ip, uint16_t port);
/** ip NULL: to the peer. */
ssize_t udp_sock_send(struct net_sock *sock, const void *data, size_t length, const ip_addr_t *ip,
		      uint16_t port);
ssize_t udp_sock_receive(struct net_sock *sock, void *buffer, size_t size, int flags,
			 struct sockaddr *from, socklen_t *from_length);

#endif /* NET_SOCK_H_ */
