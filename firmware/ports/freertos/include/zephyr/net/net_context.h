/*
 * Zephyr's sockets, as far as they can be counted.
 */
#ifndef ZEPHYR_INCLUDE_NET_NET_CONTEXT_H_
#define ZEPHYR_INCLUDE_NET_NET_CONTEXT_H_

/** Never complete: there is nothing of Zephyr's in it. */
struct net_context;

typedef void (*net_context_cb_t)(struct net_context *context, void *user_data);

/** Calls back for each of lwIP's control blocks, with NULL: connections half open and ending among
 * them. */
void net_context_foreach(net_context_cb_t cb, void *user_data);

#endif /* ZEPHYR_INCLUDE_NET_NET_CONTEXT_H_ */
