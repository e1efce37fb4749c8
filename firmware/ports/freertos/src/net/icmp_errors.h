/*
 * What hosts and routers report about packets that did not arrive.
 */
#ifndef NET_ICMP_ERRORS_H_
#define NET_ICMP_ERRORS_H_

/** Ends connects, and sets the error of connected UDP sockets, from then on. */
void net_icmp_errors_init(void);

#endif /* NET_ICMP_ERRORS_H_ */
