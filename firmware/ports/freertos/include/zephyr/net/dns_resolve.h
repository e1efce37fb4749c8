/*
 * Zephyr's <zephyr/net/dns_resolve.h> on FreeRTOS: look-ups that call back.
 */
#ifndef ZEPHYR_NET_DNS_RESOLVE_H_
#define ZEPHYR_NET_DNS_RESOLVE_H_

#include <stdint.h>

#include <zephyr/net/net_ip.h>

#ifdef __cplusplus
extern "C" {
#endif

enum dns_query_type {
	DNS_QUERY_TYPE_A = 1,
	DNS_QUERY_TYPE_AAAA = 28,
};

#define DNS_MAX_NAME_SIZE 255

struct dns_addrinfo {
	struct sockaddr ai_addr;
	socklen_t ai_addrlen;
	uint8_t ai_family;
	/** Always empty here. */
	char ai_canonname[1];
};

enum dns_resolve_status {
	/** The name does not exist, or has no address of that kind. */
	DNS_EAI_NONAME = -2,
	DNS_EAI_AGAIN = -3,
	DNS_EAI_FAIL = -4,
	/* Zephyr's; never here. */
	DNS_EAI_NODATA = -5,
	DNS_EAI_FAMILY = -6,
	DNS_EAI_ADDRFAMILY = -9,
	DNS_EAI_MEMORY = -10,
	DNS_EAI_SYSTEM = -11,
	DNS_EAI_OVERFLOW = -12,
	/** One address; another call follows. */
	DNS_EAI_INPROGRESS = -100,
	/** Cancelled, or timed out. */
	DNS_EAI_CANCELED = -101,
	/** That was the last one. */
	DNS_EAI_ALLDONE = -103,
};

/** info: NULL where status is not DNS_EAI_INPROGRESS. */
typedef void (*dns_resolve_cb_t)(enum dns_resolve_status status, struct dns_addrinfo *info,
				 void *user_data);

struct dns_resolve_context;

struct dns_resolve_context *dns_resolve_get_default(void);
/** Replaces the name servers. servers_str: numeric addresses, ended by NULL. servers_sa is ignored
 * here. @retval -EINVAL one is not numeric */
int dns_resolve_reconfigure(struct dns_resolve_context *ctx, const char *servers_str[],
			    const struct sockaddr *servers_sa[]);

/**
 * Starts a look-up. The callback runs in the network's thread, or right here where the answer is
 * known (a numeric address, a cached name); in no case is a lock held.
 *
 * @param dns_id receives what dns_cancel_addr_info() takes; may be NULL
 * @param timeout milliseconds; then DNS_EAI_CANCELED
 * @retval -EAGAIN too many are under way, those that were given up but are not yet forgotten too
 * @retval -EINVAL an empty name, one that is too long, or another type
 * @retval -ENOTCONN there is no name server, or no way to it
 */
int dns_get_addr_info(const char *query, enum dns_query_type type, uint16_t *dns_id,
		      dns_resolve_cb_t cb, void *user_data, int32_t timeout);
/** Calls back with DNS_EAI_CANCELED, from here. @retval -ENOENT there is no such look-up */
int dns_cancel_addr_info(uint16_t dns_id);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_NET_DNS_RESOLVE_H_ */
