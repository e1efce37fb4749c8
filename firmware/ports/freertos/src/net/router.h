/*
 * Routers of IPv6 that do not answer.
 */
#ifndef NET_ROUTER_H_
#define NET_ROUTER_H_

/**
 * To be called each second, behind nd6_tmr(): ends lwIP's questions after a router that has not
 * answered three of them. lwIP asks each second for as long as the router said that it is one,
 * which is up to 18 hours, and keeps what waits for it: one forged advertisement would keep the
 * device awake. With the network's lock held.
 */
void net_router_tmr(void);

#endif /* NET_ROUTER_H_ */
