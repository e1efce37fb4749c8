/*
 * Zephyr's <zephyr/net/net_mgmt.h> on FreeRTOS: events of the interface.
 */
#ifndef ZEPHYR_NET_NET_MGMT_H_
#define ZEPHYR_NET_NET_MGMT_H_

#include <stdint.h>

#include <zephyr/net/net_event.h>
#include <zephyr/net/net_if.h>

#ifdef __cplusplus
extern "C" {
#endif

struct net_mgmt_event_callback;
/** Runs with the network's lock held, in whatever thread caused the event: give a semaphore. */
typedef void (*net_mgmt_event_handler_t)(struct net_mgmt_event_callback *cb, uint32_t mgmt_event,
					 struct net_if *iface);

struct net_mgmt_event_callback {
	struct net_mgmt_event_callback *next;
	net_mgmt_event_handler_t handler;
	uint32_t event_mask;
};

static inline void net_mgmt_init_event_callback(struct net_mgmt_event_callback *cb,
						net_mgmt_event_handler_t handler,
						uint32_t mgmt_event_mask)
{
	cb->handler = handler;
	cb->event_mask = mgmt_event_mask;
}

/** Threads only. */
void net_mgmt_add_event_callback(struct net_mgmt_event_callback *cb);
void net_mgmt_del_event_callback(struct net_mgmt_event_callback *cb);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_NET_NET_MGMT_H_ */
