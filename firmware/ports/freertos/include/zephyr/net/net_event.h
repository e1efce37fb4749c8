/*
 * Zephyr's <zephyr/net/net_event.h> on FreeRTOS.
 */
#ifndef ZEPHYR_NET_NET_EVENT_H_
#define ZEPHYR_NET_NET_EVENT_H_

/** The interface got an IPv4 address, by hand or by DHCP. */
#define NET_EVENT_IPV4_ADDR_ADD 0x1U
/** The link came up. */
#define NET_EVENT_IF_UP		0x2U
/** The link was lost. */
#define NET_EVENT_IF_DOWN	0x4U

#endif /* ZEPHYR_NET_NET_EVENT_H_ */
