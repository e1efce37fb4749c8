/*
 * Look-ups, as the core sees them.
 */
#ifndef NET_DNS_H_
#define NET_DNS_H_

/** With the lock held. */
void net_dns_init(void);
/** Calls back for look-ups that have ended. Without the lock. The network's thread. */
void net_dns_deliver(void);

#endif /* NET_DNS_H_ */
