/*
 * Zephyr's <zephyr/net/dhcpv4.h> on FreeRTOS.
 */
#ifndef ZEPHYR_NET_DHCPV4_H_
#define ZEPHYR_NET_DHCPV4_H_

#include <zephyr/net/net_if.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Asks for an address, netmask, gateway and name servers, and keeps renewing them. */
void net_dhcpv4_start(struct net_if *iface);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_NET_DHCPV4_H_ */
