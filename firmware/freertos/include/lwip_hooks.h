/*
 * Read by lwIP: what it asks before it goes on.
 */
#ifndef LWIP_HOOKS_H_
#define LWIP_HOOKS_H_

#include <lwip/priv/tcp_priv.h>

/*
 * lwIP acknowledges each segment that does not begin in its window, and where the window is closed
 * none does: two ends that both cannot take more would acknowledge one another's acknowledgements
 * for ever. One that says nothing new is dropped here before it is answered.
 */
static inline err_t net_check_segment(const struct tcp_pcb *pcb, const struct tcp_hdr *header,
				      const struct pbuf *p)
{
	if (pcb->state < ESTABLISHED || pcb->rcv_wnd != 0 || p->tot_len != 0 ||
	    TCPH_FLAGS(header) != TCP_ACK || header->seqno != pcb->rcv_nxt ||
	    header->ackno != pcb->lastack || header->wnd != pcb->snd_wnd) {
		return ERR_OK;
	}
	return ERR_ABRT;
}

#define LWIP_HOOK_TCP_INPACKET_PCB(pcb, header, optlen, opt1len, opt2, p)                          \
	net_check_segment(pcb, header, p)

#endif /* LWIP_HOOKS_H_ */
