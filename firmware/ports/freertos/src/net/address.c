/*
 * Addresses: Zephyr's, lwIP's, and as text.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/net/socket.h>

#include <lwip/ip_addr.h>
#include <lwip/netif.h>

#include "sock.h"

int address_from_sockaddr(const struct net_sock *sock, const struct sockaddr *addr,
			  socklen_t length, ip_addr_t *ip, uint16_t *port)
{
	if (addr == NULL || length < sizeof(sa_family_t)) {
		return -EINVAL;
	}
	if (addr->sa_family != sock->family) {
		return -EAFNOSUPPORT;
	}
	if (length < (addr->sa_family == AF_INET ? sizeof(struct sockaddr_in)
						 : sizeof(struct sockaddr_in6) - 4)) {
		return -EINVAL;
	}
	memset(ip, 0, sizeof(*ip));
	if (addr->sa_family == AF_INET) {
		const struct sockaddr_in *in = net_sin(addr);

		IP_SET_TYPE(ip, IPADDR_TYPE_V4);
		ip_2_ip4(ip)->addr = in->sin_addr.s_addr;
		*port = ntohs(in->sin_port);
	} else {
		const struct sockaddr_in6 *in6 = net_sin6(addr);

		IP_SET_TYPE(ip, IPADDR_TYPE_V6);
		memcpy(ip_2_ip6(ip)->addr, &in6->sin6_addr, sizeof(in6->sin6_addr));
		*port = ntohs(in6->sin6_port);
	}
	return 0;
}

void address_to_sockaddr(const ip_addr_t *ip, uint16_t port, struct sockaddr *addr,
			 socklen_t *length)
{
	struct sockaddr_in6 in6 = {0};
	struct sockaddr_in in = {0};
	const void *from;
	socklen_t size;

	if (addr == NULL || length == NULL) {
		return;
	}
	if (IP_IS_V6(ip)) {
		in6.sin6_family = AF_INET6;
		in6.sin6_port = htons(port);
		memcpy(&in6.sin6_addr, ip_2_ip6(ip)->addr, sizeof(in6.sin6_addr));
		from = &in6;
		size = sizeof(in6);
	} else {
		in.sin_family = AF_INET;
		in.sin_port = htons(port);
		in.sin_addr.s_addr = ip_2_ip4(ip)->addr;
		from = &in;
		size = sizeof(in);
	}
	memcpy(addr, from, MIN(size, *length));
	*length = size;
}

static bool is_netifs(const struct netif *netif, const ip_addr_t *ip)
{
	if (IP_IS_V6(ip)) {
		return netif_get_ip6_addr_match((struct netif *)netif, ip_2_ip6(ip)) >= 0;
	}
	return ip4_addr_eq(netif_ip4_addr(netif), ip_2_ip4(ip)) ||
	       ip4_addr_isbroadcast(ip_2_ip4(ip), netif);
}

bool address_is_ours(const ip_addr_t *ip)
{
	const struct netif *netif;

	if (ip_addr_isany(ip) || ip_addr_ismulticast(ip) || ip_addr_isloopback(ip)) {
		return true;
	}
	NETIF_FOREACH(netif)
	{
		if (is_netifs(netif, ip)) {
			return true;
		}
	}
	return false;
}

char *net_addr_ntop(sa_family_t family, const void *src, char *dst, size_t size)
{
	ip4_addr_t ip4;
	ip6_addr_t ip6;
	char *text;

	if (family == AF_INET) {
		memcpy(&ip4.addr, src, sizeof(ip4.addr));
		return ip4addr_ntoa_r(&ip4, dst, (int)size);
	}
	if (family != AF_INET6) {
		return NULL;
	}
	memcpy(ip6.addr, src, sizeof(ip6.addr));
	text = ip6addr_ntoa_r(&ip6, dst, (int)size);
	/* RFC 5952 has small letters. */
	for (char *c = text; c != NULL && *c != '\0'; c++) {
		*c = *c >= 'A' && *c <= 'F' ? (char)(*c + 'a' - 'A') : *c;
	}
	return text;
}

/* Four decimal numbers and nothing else; lwIP would take "1", octal and hexadecimal, too. */
static int parse_ipv4(const char *text, uint8_t bytes[4])
{
	for (int i = 0; i < 4; i++) {
		int value = 0;
		int digits = 0;

		while (*text >= '0' && *text <= '9' && digits < 3) {
			value = value * 10 + (*text++ - '0');
			digits++;
		}
		if (digits == 0 || value > UINT8_MAX || *text++ != (i < 3 ? '.' : '\0')) {
			return -EINVAL;
		}
		bytes[i] = (uint8_t)value;
	}
	return 0;
}

int net_addr_pton(sa_family_t family, const char *src, void *dst)
{
	ip6_addr_t ip6;

	if (family == AF_INET) {
		uint8_t bytes[4];

		if (parse_ipv4(src, bytes) < 0) {
			return -EINVAL;
		}
		memcpy(dst, bytes, sizeof(bytes));
		return 0;
	}
	if (family != AF_INET6 || strchr(src, ':') == NULL || ip6addr_aton(src, &ip6) == 0) {
		return -EINVAL;
	}
	memcpy(dst, ip6.addr, sizeof(ip6.addr));
	return 0;
}

int zsock_inet_pton(sa_family_t family, const char *src, void *dst)
{
	if (family != AF_INET && family != AF_INET6) {
		errno = EAFNOSUPPORT;
		return -1;
	}
	return net_addr_pton(family, src, dst) == 0 ? 1 : 0;
}
