/*
 * Zephyr's <zephyr/net/net_if.h> on FreeRTOS: the one Ethernet interface.
 */
#ifndef ZEPHYR_NET_NET_IF_H_
#define ZEPHYR_NET_NET_IF_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/net/net_ip.h>

#ifdef __cplusplus
extern "C" {
#endif

struct net_if;
struct net_if_addr;

/** The Ethernet interface, which is up before main() runs. */
struct net_if *net_if_get_default(void);
/** Up, and with a link. */
bool net_if_is_up(struct net_if *iface);
/** Gives the interface its address; a second one replaces it. Never NULL here. */
struct net_if_addr *net_if_ipv4_addr_add(struct net_if *iface, const struct in_addr *addr,
					 enum net_addr_type addr_type, uint32_t vlifetime);
/** @retval false addr is not the interface's */
bool net_if_ipv4_set_netmask_by_addr(struct net_if *iface, const struct in_addr *addr,
				     const struct in_addr *netmask);
void net_if_ipv4_set_gw(struct net_if *iface, const struct in_addr *gw);
/** The address, or NULL where there is none yet. addr_state is ignored: there is no tentative one.
 */
struct in_addr *net_if_ipv4_get_global_addr(struct net_if *iface, enum net_addr_state addr_state);
/** Whether it is 255.255.255.255, or the last address of the interface's network. */
bool net_if_ipv4_is_addr_bcast(struct net_if *iface, const struct in_addr *addr);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_NET_NET_IF_H_ */
