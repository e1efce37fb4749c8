/*
 * Zephyr's <zephyr/net/net_ip.h> on FreeRTOS: addresses and protocol numbers, with Zephyr's
 * values.
 */
#ifndef ZEPHYR_NET_NET_IP_H_
#define ZEPHYR_NET_NET_IP_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/sys/byteorder.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PF_UNSPEC 0
#define PF_INET	  1
#define PF_INET6  2
#define AF_UNSPEC PF_UNSPEC
#define AF_INET	  PF_INET
#define AF_INET6  PF_INET6

enum net_ip_protocol {
	IPPROTO_IP = 0,
	IPPROTO_ICMP = 1,
	IPPROTO_TCP = 6,
	IPPROTO_UDP = 17,
	IPPROTO_IPV6 = 41,
	IPPROTO_ICMPV6 = 58,
};

enum net_sock_type {
	SOCK_STREAM = 1,
	SOCK_DGRAM,
	SOCK_RAW,
};

#define ntohs(x) sys_be16_to_cpu(x)
#define ntohl(x) sys_be32_to_cpu(x)
#define htons(x) sys_cpu_to_be16(x)
#define htonl(x) sys_cpu_to_be32(x)

struct in6_addr {
	union {
		uint8_t s6_addr[16];
		uint16_t s6_addr16[8];
		uint32_t s6_addr32[4];
	};
};

struct in_addr {
	union {
		uint8_t s4_addr[4];
		uint16_t s4_addr16[2];
		uint32_t s4_addr32[1];
		uint32_t s_addr;
	};
};

typedef unsigned short int sa_family_t;
typedef size_t socklen_t;

/** Ports and addresses are big-endian. */
struct sockaddr_in6 {
	sa_family_t sin6_family;
	uint16_t sin6_port;
	struct in6_addr sin6_addr;
	uint8_t sin6_scope_id;
};

struct sockaddr_in {
	sa_family_t sin_family;
	uint16_t sin_port;
	struct in_addr sin_addr;
};

#define NET_SOCKADDR_MAX_SIZE (sizeof(struct sockaddr_in6))

struct sockaddr {
	sa_family_t sa_family;
	char data[NET_SOCKADDR_MAX_SIZE - sizeof(sa_family_t)];
};

/* Aligned for either family, where Zephyr's is for bytes only: what is in it is used in place. */
struct sockaddr_storage {
	sa_family_t ss_family;
	char data[NET_SOCKADDR_MAX_SIZE - sizeof(sa_family_t)];
} __attribute__((aligned(4)));

#define IN6ADDR_ANY_INIT                                                                           \
	{                                                                                          \
		{                                                                                  \
			{                                                                          \
				0                                                                  \
			}                                                                          \
		}                                                                                  \
	}
#define IN6ADDR_LOOPBACK_INIT                                                                      \
	{                                                                                          \
		{                                                                                  \
			{                                                                          \
				0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1                     \
			}                                                                          \
		}                                                                                  \
	}
#define INADDR_ANY 0
#define INADDR_ANY_INIT                                                                            \
	{                                                                                          \
		{                                                                                  \
			{                                                                          \
				INADDR_ANY                                                         \
			}                                                                          \
		}                                                                                  \
	}
#define INADDR_LOOPBACK_INIT                                                                       \
	{                                                                                          \
		{                                                                                  \
			{                                                                          \
				127, 0, 0, 1                                                       \
			}                                                                          \
		}                                                                                  \
	}
#define INET_ADDRSTRLEN	 16
#define INET6_ADDRSTRLEN 46

enum net_addr_state {
	NET_ADDR_ANY_STATE = -1,
	NET_ADDR_TENTATIVE = 0,
	NET_ADDR_PREFERRED,
	NET_ADDR_DEPRECATED,
};

enum net_addr_type {
	NET_ADDR_ANY = 0,
	NET_ADDR_AUTOCONF,
	NET_ADDR_DHCP,
	NET_ADDR_MANUAL,
	NET_ADDR_OVERRIDABLE,
};

static inline struct sockaddr_in6 *net_sin6(const struct sockaddr *addr)
{
	return (struct sockaddr_in6 *)(uintptr_t)addr;
}

static inline struct sockaddr_in *net_sin(const struct sockaddr *addr)
{
	return (struct sockaddr_in *)(uintptr_t)addr;
}

/** Whether an address is 0.0.0.0. */
static inline bool net_ipv4_is_addr_unspecified(const struct in_addr *addr)
{
	return addr->s_addr == 0;
}

/** Text of an address. @return dst, or NULL: another family, or size is too small */
char *net_addr_ntop(sa_family_t family, const void *src, char *dst, size_t size);
/** Numeric text only. @retval 0 dst is set @retval -EINVAL it is no such address */
int net_addr_pton(sa_family_t family, const char *src, void *dst);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_NET_NET_IP_H_ */
