/*
 * Unread datagrams are limited for each socket.
 *
 * Wrong: what a UDP socket has received waits in a queue without a limit (zsock_received_cb() in
 * subsys/net/lib/sockets), in buffers that all sockets share. A few sockets that nobody reads take
 * all of them, and no other socket receives anything any more, for good.
 * Upstream: issues 7571, open, and 112939.
 * For: Zephyr 3.7; 4.1 has the same.
 * Can go: when a socket's queue has a limit, as SO_RCVBUF would give it.
 *
 * Here a socket keeps its oldest datagram in any case, and others only while it has no more than
 * twice of what is left: alone it may have two thirds, and where many have some each has less. The
 * last buffers are for the oldest datagrams of others, and for acknowledgements (receive_room.c).
 * Sockets give Zephyr their callback by net_context_recv().
 */
#include <zephyr/kernel.h>
#include <zephyr/net/net_context.h>
#include <zephyr/net/net_pkt.h>

#include "wrap.h"

/** What is left to others: the numbers of receive_room.c, and a datagram each of twelve sockets. */
#define BUFFERS_LEFT (4 + 12)
#define PACKETS_LEFT (6 + 12)

AIO_WRAP(int, net_context_recv, struct net_context *context, net_context_recv_cb_t callback,
	 k_timeout_t timeout, void *user_data);

/** Zephyr's for UDP sockets: there is one. */
static net_context_recv_cb_t queue_datagram;

struct share {
	unsigned int packets;
	unsigned int buffers;
};

static unsigned int buffers_of(const struct net_pkt *packet)
{
	unsigned int count = 0;

	for (const struct net_buf *buffer = packet->buffer; buffer != NULL;
	     buffer = buffer->frags) {
		count++;
	}
	return count;
}

/** What waits in a socket's queue. Its reader takes from it meanwhile. */
static struct share share_of(struct net_context *context)
{
	struct k_queue *queue = &context->recv_q._queue;
	struct share share = {0};
	k_spinlock_key_t key = k_spin_lock(&queue->lock);
	sys_sfnode_t *node;

	/* A packet begins with its place in the queue. */
	SYS_SFLIST_FOR_EACH_NODE(&queue->data_q, node)
	{
		share.packets++;
		share.buffers += buffers_of((const struct net_pkt *)node);
	}
	k_spin_unlock(&queue->lock, key);
	return share;
}

static bool is_fair(unsigned int taken, unsigned int left, unsigned int reserve)
{
	return left >= reserve && taken <= 2 * left;
}

/** Whether a datagram may wait; its buffers are taken already. */
static bool may_wait(struct net_context *context, const struct net_pkt *packet)
{
	struct share share = share_of(context);
	struct k_mem_slab *rx, *tx;
	struct net_buf_pool *rx_data, *tx_data;

	if (share.packets == 0) {
		return true;
	}
	net_pkt_get_info(&rx, &tx, &rx_data, &tx_data);
	return is_fair(share.packets + 1, k_mem_slab_num_free_get(rx), PACKETS_LEFT) &&
	       is_fair(share.buffers + buffers_of(packet),
		       (unsigned int)atomic_get(&rx_data->avail_count), BUFFERS_LEFT);
}

static void on_datagram(struct net_context *context, struct net_pkt *packet,
			union net_ip_header *ip, union net_proto_header *udp, int status,
			void *user_data)
{
	if (packet != NULL && status == 0 && !may_wait(context, packet)) {
		net_pkt_unref(packet);
		return;
	}
	queue_datagram(context, packet, ip, udp, status, user_data);
}

int __wrap_net_context_recv(struct net_context *context, net_context_recv_cb_t callback,
			    k_timeout_t timeout, void *user_data)
{
	if (callback != NULL && net_context_get_type(context) == SOCK_DGRAM &&
	    net_context_get_proto(context) == IPPROTO_UDP) {
		queue_datagram = callback;
		callback = on_datagram;
	}
	return __real_net_context_recv(context, callback, timeout, user_data);
}
