#include "net.h"

#include <errno.h>
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/net/dns_resolve.h>
#include <zephyr/net/net_event.h>
/* dhcpv4.h of Zephyr 3.7 names struct net_if without declaring it. */
#include <zephyr/net/net_if.h>
#include <zephyr/net/dhcpv4.h>
#include <zephyr/net/net_ip.h>
#include <zephyr/net/net_mgmt.h>

#include "console.h"

/** Servers answer at once or not at all; a switch may take some seconds to open its port. */
#define DHCP_TIMEOUT K_SECONDS(15)

static K_SEM_DEFINE(address_given, 0, 1);

static struct in_addr address_of(const uint8_t bytes[4])
{
	struct in_addr address;

	memcpy(&address, bytes, sizeof(address));
	return address;
}

/* In the system's work queue. */
static void on_address(struct net_mgmt_event_callback *callback, uint32_t event,
		       struct net_if *interface)
{
	ARG_UNUSED(callback);
	ARG_UNUSED(interface);
	if (event == NET_EVENT_IPV4_ADDR_ADD) {
		k_sem_give(&address_given);
	}
}

static int ask_dhcp(struct net_if *interface)
{
	static struct net_mgmt_event_callback callback;

	net_mgmt_init_event_callback(&callback, on_address, NET_EVENT_IPV4_ADDR_ADD);
	net_mgmt_add_event_callback(&callback);
	net_dhcpv4_start(interface);
	return k_sem_take(&address_given, DHCP_TIMEOUT) == 0 ? 0 : -ETIMEDOUT;
}

static int set_name_server(const struct in_addr *address)
{
	char text[INET_ADDRSTRLEN];
	const char *servers[] = {text, NULL};

	if (net_ipv4_is_addr_unspecified(address)) {
		return 0;
	}
	net_addr_ntop(AF_INET, address, text, sizeof(text));
	return dns_resolve_reconfigure(dns_resolve_get_default(), servers, NULL);
}

static int set_address(struct net_if *interface, const struct aio_image *image)
{
	struct in_addr address = address_of(image->address);
	struct in_addr netmask = address_of(image->netmask);
	struct in_addr gateway = address_of(image->gateway);
	struct in_addr name_server = address_of(image->dns);

	if (net_if_ipv4_addr_add(interface, &address, NET_ADDR_MANUAL, 0) == NULL) {
		return -ENODEV;
	}
	net_if_ipv4_set_netmask_by_addr(interface, &address, &netmask);
	net_if_ipv4_set_gw(interface, &gateway);
	return set_name_server(&name_server);
}

int aio_net_start(const struct aio_image *image)
{
	struct net_if *interface = net_if_get_default();
	struct in_addr wanted = address_of(image->address);
	char text[INET_ADDRSTRLEN];
	int result;

	if (interface == NULL) {
		return -ENODEV;
	}
	result = net_ipv4_is_addr_unspecified(&wanted) ? ask_dhcp(interface)
						       : set_address(interface, image);
	if (result == 0) {
		net_addr_ntop(AF_INET, net_if_ipv4_get_global_addr(interface, NET_ADDR_PREFERRED),
			      text, sizeof(text));
		aio_console_record("{\"t\":\"net\",\"address\":\"%s\"}", text);
	}
	return result;
}
