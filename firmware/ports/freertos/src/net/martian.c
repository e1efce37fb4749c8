#include "martian.h"

#include <stdbool.h>

#include <lwip/netif.h>
#include <lwip/pbuf.h>
#include <lwip/prot/ethernet.h>
#include <lwip/prot/ip4.h>
#include <lwip/prot/ip6.h>
#include <netif/ethernet.h>

static bool is_martian4(const struct ip_hdr *header, const struct netif *netif)
{
	ip4_addr_t source;
	ip4_addr_t destination;

	ip4_addr_copy(source, header->src);
	ip4_addr_copy(destination, header->dest);
	if (ip4_addr_isloopback(&source) || ip4_addr_isloopback(&destination)) {
		return true;
	}
	return !ip4_addr_isany(&source) && ip4_addr_eq(&source, netif_ip4_addr(netif));
}

static bool is_martian6(const struct ip6_hdr *header, const struct netif *netif)
{
	ip6_addr_t source;
	ip6_addr_t destination;

	ip6_addr_copy_from_packed(source, header->src);
	ip6_addr_copy_from_packed(destination, header->dest);
	if (ip6_addr_isloopback(&source) || ip6_addr_isloopback(&destination)) {
		return true;
	}
	for (unsigned int i = 0; i < LWIP_IPV6_NUM_ADDRESSES; i++) {
		if (!ip6_addr_isinvalid(netif_ip6_addr_state(netif, i)) &&
		    ip6_addr_eq(&source, netif_ip6_addr(netif, i))) {
			return true;
		}
	}
	return false;
}

static bool is_martian(const struct pbuf *p, const struct netif *netif)
{
	const struct eth_hdr *ethernet = p->payload;
	const void *packet = (const u8_t *)p->payload + SIZEOF_ETH_HDR;

	if (p->len < SIZEOF_ETH_HDR) {
		return false;
	}
	switch (lwip_ntohs(ethernet->type)) {
	case ETHTYPE_IP:
		return p->len >= SIZEOF_ETH_HDR + IP_HLEN && is_martian4(packet, netif);
	case ETHTYPE_IPV6:
		return p->len >= SIZEOF_ETH_HDR + IP6_HLEN && is_martian6(packet, netif);
	default:
		return false;
	}
}

err_t net_input(struct pbuf *p, struct netif *netif)
{
	if (is_martian(p, netif)) {
		pbuf_free(p);
		return ERR_OK;
	}
	return ethernet_input(p, netif);
}
