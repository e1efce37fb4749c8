/*
 * Which segments lwIP's TCP gets to see. With the network's lock held, all of it.
 */
#ifndef NET_ADMIT_H_
#define NET_ADMIT_H_

#include <lwip/err.h>

struct pbuf;
struct tcp_hdr;
struct tcp_pcb;

/**
 * Asked before lwIP looks at a segment; its fields are in the host's order.
 *
 * @param pcb its connection, or the listener that it is for
 * @retval ERR_ABRT it is to be dropped
 */
err_t net_admit(struct tcp_pcb *pcb, const struct tcp_hdr *header, const struct pbuf *p);

#endif /* NET_ADMIT_H_ */
