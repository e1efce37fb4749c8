/*
 * Strangers who know the ends of a connection do not end it.
 *
 * Wrong: a segment with both addresses and ports of a connection ends it where it acknowledges what
 * was never sent, whatever its number is, where it has a reset or a SYN anywhere in the window, or
 * a header of less than 20 bytes; and any sets the window. RFC 9293 (3.10.7.4) and RFC 5961 have
 * the first answered by an acknowledgement, a reset believed at the very next number only, and a
 * SYN never.
 * Upstream: no report was found.
 * For: Zephyr 3.7.
 * Can go: when TCP checks as RFC 5961 has it.
 *
 * Here a segment comes to an established connection where both of its numbers may be the peer's.
 * The others are dropped, and answered by an acknowledgement, eight in half a second at most: a
 * real peer that has lost something sends what fits then. connections.c asks for each segment.
 */
#include "segments.h"

#include <zephyr/kernel.h>

#include <zephyr/net/net_context.h>
#include <zephyr/net/net_ip.h>
#include <zephyr/net/net_pkt.h>
#include <zephyr/sys/byteorder.h>

#include <tcp_internal.h>

/** Bytes that a segment may begin before what is expected: sent once more, as its acknowledgement
 * was lost. */
#define REPEATED   UINT16_MAX
#define SHORTEST   (NET_TCPH_LEN / 4)
#define CHALLENGES 8
#define PERIOD_MS  500

/** Of this period. The one thread that receives counts. */
static struct {
	uint32_t begun;
	unsigned int count;
} challenges;

static bool within(uint32_t number, uint32_t first, uint32_t count)
{
	return number - first < count;
}

static bool has_peer(const struct tcp *connection)
{
	switch (connection->state) {
	case TCP_ESTABLISHED:
	case TCP_FIN_WAIT_1:
	case TCP_FIN_WAIT_2:
	case TCP_CLOSE_WAIT:
	case TCP_CLOSING:
	case TCP_LAST_ACK:
		return true;
	default:
		return false;
	}
}

static bool is_plausible(const struct tcp *connection, const struct net_tcp_hdr *header)
{
	uint32_t sequence = sys_get_be32(header->seq);
	uint32_t acknowledged = sys_get_be32(header->ack);

	if ((header->offset >> 4) < SHORTEST || (header->flags & SYN) != 0) {
		return false;
	}
	if ((header->flags & RST) != 0) {
		return sequence == connection->ack;
	}
	/* One more than was sent: the end. */
	return (header->flags & ACK) != 0 &&
	       within(sequence, connection->ack - REPEATED,
		      REPEATED + connection->recv_win_max + 1U) &&
	       within(acknowledged, connection->seq - REPEATED,
		      REPEATED + connection->send_data_total + 2U);
}

/** Tells the peer where the connection is. Zephyr acknowledges where a window opens that was shut.
 */
static void challenge(struct tcp *connection)
{
	uint32_t now = k_uptime_get_32();
	int32_t window = connection->recv_win;

	if (now - challenges.begun >= PERIOD_MS) {
		challenges.begun = now;
		challenges.count = 0;
	}
	if (challenges.count < CHALLENGES && connection->state == TCP_ESTABLISHED) {
		challenges.count++;
		connection->recv_win = 0;
		(void)net_tcp_update_recv_wnd(connection->context, window);
	}
}

bool aio_segment_may_pass(struct tcp *connection, const struct net_tcp_hdr *header)
{
	bool passes;

	(void)k_mutex_lock(&connection->lock, K_FOREVER);
	passes = !has_peer(connection) || is_plausible(connection, header);
	if (!passes) {
		challenge(connection);
	}
	(void)k_mutex_unlock(&connection->lock);
	return passes;
}
