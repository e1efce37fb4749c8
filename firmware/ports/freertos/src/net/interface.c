/*
 * Zephyr's net_if, DHCP and interface events, on lwIP's netif.
 */
#include "interface.h"

#include <zephyr/kernel.h>
#include <zephyr/net/dhcpv4.h>
#include <zephyr/net/net_if.h>
#include <zephyr/net/net_mgmt.h>

#include <lwip/dhcp.h>
#include <lwip/etharp.h>
#include <lwip/ethip6.h>
#include <lwip/netif.h>
#include <netif/ethernet.h>

#include "core.h"
#include "lan9118.h"
#include "martian.h"

/** Frames that are taken before timers and threads have their turn. */
#define POLL_FRAMES 16

/* Only its address is used: there is one interface. */
struct net_if {
	struct netif ethernet;
	/** lwIP's own, for 127.0.0.1 and ::1. */
	struct netif *loopback;
	struct in_addr address;
	struct net_timer dhcp_fine;
	struct net_timer dhcp_coarse;
	struct net_mgmt_event_callback *callbacks;
};

static struct net_if interface;

/* Events */

static void tell(uint32_t event)
{
	for (struct net_mgmt_event_callback *cb = interface.callbacks; cb != NULL; cb = cb->next) {
		if ((cb->event_mask & event) != 0) {
			cb->handler(cb, event, &interface);
		}
	}
}

/* lwIP calls it for IPv6 addresses, too. */
static void on_status(struct netif *netif)
{
	uint32_t address = netif_ip4_addr(netif)->addr;
	bool added = address != 0 && address != interface.address.s_addr;

	interface.address.s_addr = address;
	if (added) {
		tell(NET_EVENT_IPV4_ADDR_ADD);
	}
}

static void on_link(struct netif *netif)
{
	tell(netif_is_link_up(netif) ? NET_EVENT_IF_UP : NET_EVENT_IF_DOWN);
}

void net_mgmt_add_event_callback(struct net_mgmt_event_callback *cb)
{
	net_lock();
	cb->next = interface.callbacks;
	interface.callbacks = cb;
	net_unlock_quietly();
}

void net_mgmt_del_event_callback(struct net_mgmt_event_callback *cb)
{
	net_lock();
	for (struct net_mgmt_event_callback **link = &interface.callbacks; *link != NULL;
	     link = &(*link)->next) {
		if (*link == cb) {
			*link = cb->next;
			break;
		}
	}
	net_unlock_quietly();
}

/* lwIP's side */

static void on_dhcp_fine(struct net_timer *timer)
{
	dhcp_fine_tmr();
	if (!dhcp_supplied_address(&interface.ethernet)) {
		net_timer_start(timer, DHCP_FINE_TIMER_MSECS * 1000);
	}
}

static void on_dhcp_coarse(struct net_timer *timer)
{
	dhcp_coarse_tmr();
	net_timer_start(timer, DHCP_COARSE_TIMER_SECS * INT64_C(1000000));
	/* Renewing may have begun. */
	net_timer_start(&interface.dhcp_fine, DHCP_FINE_TIMER_MSECS * 1000);
}

static err_t init_ethernet(struct netif *netif)
{
	netif->name[0] = 'e';
	netif->name[1] = 'n';
	netif->mtu = 1500;
	netif->flags = NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_ETHERNET;
	netif->output = etharp_output;
	netif->output_ip6 = ethip6_output;
	netif->linkoutput = net_lan9118_send;
	netif->hwaddr_len = ETH_HWADDR_LEN;
	return net_lan9118_init(netif->hwaddr) == 0 ? ERR_OK : ERR_IF;
}

static void follow_link(void)
{
	if (net_lan9118_has_link()) {
		netif_set_link_up(&interface.ethernet);
	} else {
		netif_set_link_down(&interface.ethernet);
	}
}

void net_interface_init(void)
{
	struct netif *netif = &interface.ethernet;

	interface.loopback = netif_list;
	net_timer_register(&interface.dhcp_fine, on_dhcp_fine);
	net_timer_register(&interface.dhcp_coarse, on_dhcp_coarse);
	if (netif_add(netif, NULL, NULL, NULL, NULL, init_ethernet, net_input) == NULL) {
		printk("network: there is no LAN9118 at its address; only loopback works\n");
		return;
	}
	sys_rand_seed(netif->hwaddr, ETH_HWADDR_LEN);
	netif_set_status_callback(netif, on_status);
	netif_set_link_callback(netif, on_link);
	netif_set_default(netif);
	netif_create_ip6_linklocal_address(netif, 1);
	netif_set_ip6_autoconfig_enabled(netif, 1);
	netif_set_up(netif);
	follow_link();
	net_lan9118_enable();
}

void net_interface_poll(void)
{
	switch (net_lan9118_poll(&interface.ethernet, POLL_FRAMES)) {
	case LAN9118_MORE:
		net_wake();
		break;
	case LAN9118_LINK:
		follow_link();
		break;
	default:
		break;
	}
	netif_poll(interface.loopback);
	netif_poll(&interface.ethernet);
}

bool net_interface_has_loopback(void)
{
	return interface.loopback->loop_first != NULL || interface.ethernet.loop_first != NULL;
}

/* Zephyr's side */

struct net_if *net_if_get_default(void)
{
	return &interface;
}

bool net_if_is_up(struct net_if *iface)
{
	return netif_is_up(&iface->ethernet) && netif_is_link_up(&iface->ethernet);
}

struct net_if_addr *net_if_ipv4_addr_add(struct net_if *iface, const struct in_addr *addr,
					 enum net_addr_type addr_type, uint32_t vlifetime)
{
	ip4_addr_t address = {addr->s_addr};

	ARG_UNUSED(addr_type);
	ARG_UNUSED(vlifetime);
	net_lock();
	netif_set_ipaddr(&iface->ethernet, &address);
	net_unlock();
	return (struct net_if_addr *)&iface->address;
}

bool net_if_ipv4_set_netmask_by_addr(struct net_if *iface, const struct in_addr *addr,
				     const struct in_addr *netmask)
{
	ip4_addr_t mask = {netmask->s_addr};

	if (addr->s_addr != iface->address.s_addr) {
		return false;
	}
	net_lock();
	netif_set_netmask(&iface->ethernet, &mask);
	net_unlock();
	return true;
}

void net_if_ipv4_set_gw(struct net_if *iface, const struct in_addr *gw)
{
	ip4_addr_t gateway = {gw->s_addr};

	net_lock();
	netif_set_gw(&iface->ethernet, &gateway);
	net_unlock();
}

struct in_addr *net_if_ipv4_get_global_addr(struct net_if *iface, enum net_addr_state addr_state)
{
	ARG_UNUSED(addr_state);
	return iface->address.s_addr == 0 ? NULL : &iface->address;
}

bool net_if_ipv4_is_addr_bcast(struct net_if *iface, const struct in_addr *addr)
{
	ip4_addr_t address = {addr->s_addr};
	bool result;

	net_lock();
	result = ip4_addr_isbroadcast(&address, &iface->ethernet);
	net_unlock_quietly();
	return result;
}

void net_dhcpv4_start(struct net_if *iface)
{
	net_lock();
	dhcp_start(&iface->ethernet);
	net_timer_start(&iface->dhcp_fine, DHCP_FINE_TIMER_MSECS * 1000);
	net_timer_start(&iface->dhcp_coarse, DHCP_COARSE_TIMER_SECS * INT64_C(1000000));
	net_unlock();
}
