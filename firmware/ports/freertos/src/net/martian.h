/*
 * Frames that cannot be another machine's.
 */
#ifndef NET_MARTIAN_H_
#define NET_MARTIAN_H_

#include <lwip/err.h>

struct netif;
struct pbuf;

/**
 * lwIP's input function for the Ethernet interface: drops packets from and to this machine's
 * loopback, and those from its own address (RFC 1122, 3.2.1.3). lwIP would answer them, to itself:
 * two datagrams between two echo servers of one program never end. With the network's lock held.
 *
 * @return ERR_OK: the buffer is taken
 */
err_t net_input(struct pbuf *p, struct netif *netif);

#endif /* NET_MARTIAN_H_ */
