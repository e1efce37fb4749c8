/*
 * Connections that nobody has make room for new ones, the oldest first.
 *
 * Wrong: a connection has one of CONFIG_NET_MAX_CONTEXTS contexts from
 * its SYN on, and keeps it as long as TCP waits for an answer: for a handshake that does not end,
 * and for the end of one that the program has closed, some 30 s each where the peer is silent. A
 * flood of SYNs or a crowd that has gone took all of them, and nobody was answered for as long, nor
 * had the program's own socket() one. And a SYN with another flag makes a connection, too: with RST
 * one that stays for good, with FIN, PSH or URG one that asks the stranger for a connection.
 * Upstream: no report of a flood is known; issue 95456 is a crowd that has gone.
 * For: Zephyr 3.7; 4.1 has the same.
 * Can go: when a handshake has a context only once it is complete.
 *
 * Here a SYN with other flags is dropped. Where no context is free, or hardly a packet, what nobody
 * has gives way: the connection that has waited longest in TIME_WAIT, else the oldest that the
 * program has closed, else the oldest handshake. Handshakes have 10 ms in any case, or each would
 * be ended by the next one; where there are only younger ones the SYN is dropped, and sent again a
 * second later. Zephyr's own timer of a connection is brought forward: that does what is to be
 * done, in TCP's thread. What its peer still sends is answered by a reset. TCP gives its callback
 * by net_conn_register(), and takes contexts by net_context_get(), as sockets do.
 */
#include <zephyr/kernel.h>

#include <errno.h>
#include <stdbool.h>

#include <zephyr/net/net_context.h>
#include <zephyr/net/net_ip.h>
#include <zephyr/net/net_pkt.h>

#include <connection.h>
#include <tcp_private.h>

#include "segments.h"
#include "wrap.h"

#define LEAST_AGE    K_MSEC(10)
/** Packets for sending that a new handshake leaves to others. It takes two. */
#define PACKETS_LEFT 6

AIO_WRAP(int, net_context_get, sa_family_t family, enum net_sock_type type, uint16_t proto,
	 struct net_context **context);
AIO_WRAP(int, net_conn_register, uint16_t proto, uint8_t family, const struct sockaddr *remote,
	 const struct sockaddr *local, uint16_t remote_port, uint16_t local_port,
	 struct net_context *context, net_conn_cb_t callback, void *user_data,
	 struct net_conn_handle **handle);

/** Zephyr's for TCP: there is one. */
static net_conn_cb_t receive_segment;
/** When a handshake was last begun, in ticks: their timers do not say since when they run. */
static int64_t last_begun;

/** What nobody has, in the order in which it gives way. */
enum kind {
	WAITS,
	CLOSES,
	SHAKES_HANDS,
	KINDS,
};

struct found {
	/** Contexts in use. */
	size_t used;
	/** Of each kind the oldest one's timer, which ends it. */
	struct k_work_delayable *oldest[KINDS];
	/** What is left of the youngest handshake's time. */
	k_ticks_t youngest;
};

/** KINDS: it is somebody's. */
static enum kind kind_of(const struct tcp *connection)
{
	switch (connection->state) {
	case TCP_TIME_WAIT:
		return WAITS;
	case TCP_SYN_RECEIVED:
		return SHAKES_HANDS;
	case TCP_FIN_WAIT_1:
	case TCP_FIN_WAIT_2:
	case TCP_CLOSING:
	case TCP_LAST_ACK:
		/* The other reference is the program's. */
		return atomic_get(&connection->ref_count) == 1 ? CLOSES : KINDS;
	default:
		return KINDS;
	}
}

static void look_at(struct net_context *context, void *user_data)
{
	struct found *found = user_data;
	struct tcp *connection = context->tcp;
	struct k_work_delayable *timer, **oldest;
	k_ticks_t left;
	enum kind kind;

	found->used++;
	if (net_context_get_proto(context) != IPPROTO_TCP || connection == NULL) {
		return;
	}
	kind = kind_of(connection);
	if (kind == KINDS) {
		return;
	}
	timer = kind == WAITS ? &connection->timewait_timer : &connection->fin_timer;
	if (!k_work_delayable_is_pending(timer)) {
		return;
	}
	/* All of a kind wait equally long. */
	left = k_work_delayable_remaining_get(timer);
	oldest = &found->oldest[kind];
	if (*oldest == NULL || left < k_work_delayable_remaining_get(*oldest)) {
		*oldest = timer;
	}
	if (kind == SHAKES_HANDS) {
		found->youngest = MAX(found->youngest, left);
	}
}

/** Which timer ends what gives way, or NULL. */
static struct k_work_delayable *first_to_go(const struct found *found)
{
	struct k_work_delayable *handshake = found->oldest[SHAKES_HANDS];
	int64_t age;

	if (found->oldest[WAITS] != NULL) {
		return found->oldest[WAITS];
	}
	if (found->oldest[CLOSES] != NULL) {
		return found->oldest[CLOSES];
	}
	if (handshake == NULL) {
		return NULL;
	}
	age = found->youngest - k_work_delayable_remaining_get(handshake) + k_uptime_ticks() -
	      last_begun;
	return age >= LEAST_AGE.ticks ? handshake : NULL;
}

static bool is_short_of_packets(void)
{
	struct k_mem_slab *rx, *tx;
	struct net_buf_pool *rx_data, *tx_data;

	net_pkt_get_info(&rx, &tx, &rx_data, &tx_data);
	return k_mem_slab_num_free_get(tx) <= PACKETS_LEFT;
}

/** Whether there is a context for one more connection, and a packet. The scheduler's lock keeps
 * TCP's thread from freeing what is looked at. */
static bool make_room(void)
{
	struct found found = {0};
	struct k_work_delayable *timer = NULL;
	bool is_full;

	k_sched_lock();
	net_context_foreach(look_at, &found);
	is_full = found.used >= CONFIG_NET_MAX_CONTEXTS || is_short_of_packets();
	if (is_full) {
		timer = first_to_go(&found);
	}
	if (timer != NULL) {
		(void)k_work_reschedule_for_queue(timer->queue, timer, K_NO_WAIT);
	}
	k_sched_unlock();
	if (timer != NULL) {
		/* TCP's thread comes before all others; a cooperative one has to let it. */
		k_yield();
	}
	return !is_full || timer != NULL;
}

int __wrap_net_context_get(sa_family_t family, enum net_sock_type type, uint16_t proto,
			   struct net_context **context)
{
	int result = __real_net_context_get(family, type, proto, context);

	if (result == -ENOENT && make_room()) {
		result = __real_net_context_get(family, type, proto, context);
	}
	return result;
}

/** Whether a segment may come to its connection. */
static bool may_pass(const struct net_context *context, const struct net_tcp_hdr *header)
{
	struct tcp *connection = context->tcp;
	uint8_t flags = header->flags;

	if (connection == NULL) {
		return true;
	}
	if (connection->state != TCP_LISTEN) {
		return !IS_ENABLED(CONFIG_AIO_FIX_SEGMENTS) ||
		       aio_segment_may_pass(connection, header);
	}
	if ((flags & SYN) == 0 || (flags & ACK) != 0) {
		return true;
	}
	if ((flags & ~(ECN | CWR)) != SYN || !make_room()) {
		return false;
	}
	last_begun = k_uptime_ticks();
	return true;
}

static enum net_verdict on_segment(struct net_conn *conn, struct net_pkt *packet,
				   union net_ip_header *ip, union net_proto_header *header,
				   void *user_data)
{
	return may_pass(user_data, header->tcp)
		       ? receive_segment(conn, packet, ip, header, user_data)
		       : NET_DROP;
}

int __wrap_net_conn_register(uint16_t proto, uint8_t family, const struct sockaddr *remote,
			     const struct sockaddr *local, uint16_t remote_port,
			     uint16_t local_port, struct net_context *context,
			     net_conn_cb_t callback, void *user_data,
			     struct net_conn_handle **handle)
{
	if (proto == IPPROTO_TCP && context != NULL) {
		receive_segment = callback;
		callback = on_segment;
	}
	return __real_net_conn_register(proto, family, remote, local, remote_port, local_port,
					context, callback, user_data, handle);
}
