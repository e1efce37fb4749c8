#include "admit.h"

#include <stdbool.h>

#include <lwip/priv/tcp_priv.h>

#include "sock.h"

/** Answers to segments that cannot be the peer's, in each of lwIP's slow ticks of 500 ms (RFC 5961,
 * 7). */
#define CHALLENGES 8

static struct {
	u32_t tick;
	unsigned int count;
} challenges;

/* Whether a number is among so many from the first. */
static bool within(u32_t number, u32_t first, u32_t count)
{
	return number - first < count;
}

/* Whether the segment may be one of the connection's peer, by both of its numbers. lwIP takes the
 * window, and data, of any. What was received before is let through: its acknowledgement may have
 * been lost. */
static bool is_plausible(const struct tcp_pcb *pcb, const struct tcp_hdr *header)
{
	u32_t oldest = pcb->rcv_nxt - TCP_WND;
	u32_t acknowledged = pcb->lastack - pcb->snd_wnd_max;

	return (TCPH_FLAGS(header) & TCP_ACK) != 0 &&
	       within(header->seqno, oldest, TCP_WND + pcb->rcv_wnd + 1U) &&
	       within(header->ackno, acknowledged, pcb->snd_nxt - acknowledged + 1U);
}

/* lwIP acknowledges each segment that does not begin in its window, and where the window is closed
 * none does: two ends that both cannot take more would acknowledge one another's acknowledgements
 * for ever. */
static bool says_nothing(const struct tcp_pcb *pcb, const struct tcp_hdr *header,
			 const struct pbuf *p)
{
	return pcb->rcv_wnd == 0 && p->tot_len == 0 && TCPH_FLAGS(header) == TCP_ACK &&
	       header->seqno == pcb->rcv_nxt && header->ackno == pcb->lastack &&
	       header->wnd == pcb->snd_wnd;
}

/* Tells the peer where the connection is: a real one goes on from there. */
static void challenge(struct tcp_pcb *pcb)
{
	if (challenges.tick != tcp_ticks) {
		challenges.tick = tcp_ticks;
		challenges.count = 0;
	}
	if (challenges.count < CHALLENGES) {
		challenges.count++;
		(void)tcp_send_empty_ack(pcb);
	}
}

static err_t admit_to_connection(struct tcp_pcb *pcb, const struct tcp_hdr *header,
				 const struct pbuf *p)
{
	/* lwIP checks these as RFC 5961 has it. */
	if ((TCPH_FLAGS(header) & (TCP_RST | TCP_SYN)) != 0) {
		return ERR_OK;
	}
	if (!is_plausible(pcb, header)) {
		challenge(pcb);
		return ERR_ABRT;
	}
	return says_nothing(pcb, header, p) ? ERR_ABRT : ERR_OK;
}

/* Whether as many wait to be accepted as the program has asked for. */
static bool is_full(const struct tcp_pcb_listen *listener)
{
	const struct net_sock *sock = listener->callback_arg;
	unsigned int waiting = 0;

	for (const struct net_sock *next = sock->backlog; next != NULL; next = next->next) {
		waiting++;
	}
	return waiting >= sock->backlog_limit;
}

/* Forgets the connection that has been half open for the longest, where there are many. New ones
 * are at the head of lwIP's list. */
static void limit_half_open(void)
{
	struct tcp_pcb *oldest = NULL;
	unsigned int count = 0;

	for (struct tcp_pcb *pcb = tcp_active_pcbs; pcb != NULL; pcb = pcb->next) {
		if (pcb->state == SYN_RCVD) {
			oldest = pcb;
			count++;
		}
	}
	if (count >= CONFIG_NET_TCP_HALF_OPEN) {
		tcp_abandon(oldest, 0);
	}
}

err_t net_admit(struct tcp_pcb *pcb, const struct tcp_hdr *header, const struct pbuf *p)
{
	u8_t flags = TCPH_FLAGS(header) & (TCP_SYN | TCP_ACK | TCP_RST);

	if (pcb->state == LISTEN && flags == TCP_SYN) {
		if (is_full((struct tcp_pcb_listen *)pcb)) {
			return ERR_ABRT;
		}
		limit_half_open();
	} else if (pcb->state == SYN_RCVD && flags == TCP_ACK && pcb->listener != NULL) {
		/* The peer sends it again, as it does where it is lost. */
		return is_full(pcb->listener) ? ERR_ABRT : ERR_OK;
	} else if (pcb->state >= ESTABLISHED && pcb->state != TIME_WAIT) {
		return admit_to_connection(pcb, header, p);
	}
	return ERR_OK;
}
