/*
 * Zephyr's look-ups that call back, on lwIP's.
 *
 * lwIP calls back in the middle of its work, with the lock held, and cannot be told to forget a
 * look-up. So each has a slot: lwIP's callback notes the outcome in it, the network's thread
 * delivers it with no lock held, and a slot that was given up stays taken until lwIP's callback
 * came.
 */
#include "dns.h"

#include <errno.h>
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/net/dns_resolve.h>
#include <zephyr/net/socket.h>

#include <lwip/dns.h>
#include <lwip/ip_addr.h>

#include "core.h"
#include "sock.h"

enum state {
	FREE,
	/** lwIP works on it. */
	ASKED,
	/** Its callback is due. */
	ENDED,
};

struct lookup {
	/** First: the timer's function gets the look-up. */
	struct net_timer timer;
	dns_resolve_cb_t cb;
	void *user_data;
	uint16_t id;
	/** enum state. */
	uint8_t state;
	/** lwIP will call back, whatever the state. */
	bool lwip_has_it;
	enum dns_resolve_status status;
	struct dns_addrinfo info;
};

static struct {
	struct lookup lookups[DNS_TABLE_SIZE];
	uint16_t last_id;
	/** One has ended. */
	volatile bool ended;
} dns;

static void end(struct lookup *lookup, enum dns_resolve_status status)
{
	lookup->status = status;
	lookup->state = ENDED;
	net_timer_stop(&lookup->timer);
	dns.ended = true;
	net_wake();
}

static void set_info(struct dns_addrinfo *info, const ip_addr_t *ip)
{
	memset(info, 0, sizeof(*info));
	info->ai_addrlen = sizeof(info->ai_addr);
	address_to_sockaddr(ip, 0, &info->ai_addr, &info->ai_addrlen);
	info->ai_family = (uint8_t)info->ai_addr.sa_family;
}

static void on_found(const char *name, const ip_addr_t *ip, void *arg)
{
	struct lookup *lookup = arg;

	ARG_UNUSED(name);
	lookup->lwip_has_it = false;
	if (lookup->state != ASKED) {
		return;
	}
	if (ip != NULL) {
		set_info(&lookup->info, ip);
	}
	end(lookup, ip != NULL ? DNS_EAI_INPROGRESS : DNS_EAI_NONAME);
}

static void on_timeout(struct net_timer *timer)
{
	struct lookup *lookup = CONTAINER_OF(timer, struct lookup, timer);

	if (lookup->state == ASKED) {
		end(lookup, DNS_EAI_CANCELED);
	}
}

void net_dns_init(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(dns.lookups); i++) {
		net_timer_register(&dns.lookups[i].timer, on_timeout);
	}
}

static void call_back(enum dns_resolve_status status, struct dns_addrinfo *info,
		      dns_resolve_cb_t cb, void *user_data)
{
	if (status == DNS_EAI_INPROGRESS) {
		cb(DNS_EAI_INPROGRESS, info, user_data);
		cb(DNS_EAI_ALLDONE, NULL, user_data);
	} else {
		cb(status, NULL, user_data);
	}
}

/* Takes one that has ended out of its slot. */
static bool take_ended(struct lookup *taken)
{
	bool found = false;

	net_lock();
	for (unsigned int i = 0; i < ARRAY_SIZE(dns.lookups) && !found; i++) {
		struct lookup *lookup = &dns.lookups[i];

		if (lookup->state == ENDED) {
			*taken = *lookup;
			lookup->state = FREE;
			found = true;
		}
	}
	net_unlock_quietly();
	return found;
}

void net_dns_deliver(void)
{
	struct lookup taken;

	if (!dns.ended) {
		return;
	}
	dns.ended = false;
	while (take_ended(&taken)) {
		call_back(taken.status, &taken.info, taken.cb, taken.user_data);
	}
}

/* Zephyr's side */

struct dns_resolve_context *dns_resolve_get_default(void)
{
	/* There is one, and nothing to know of it. */
	return (struct dns_resolve_context *)&dns;
}

int dns_resolve_reconfigure(struct dns_resolve_context *ctx, const char *servers_str[],
			    const struct sockaddr *servers_sa[])
{
	ip_addr_t servers[DNS_MAX_SERVERS];
	unsigned int count = 0;

	ARG_UNUSED(ctx);
	ARG_UNUSED(servers_sa);
	for (; count < ARRAY_SIZE(servers) && servers_str[count] != NULL; count++) {
		if (ipaddr_aton(servers_str[count], &servers[count]) == 0) {
			return -EINVAL;
		}
	}
	net_lock();
	for (unsigned int i = 0; i < ARRAY_SIZE(servers); i++) {
		dns_setserver((u8_t)i, i < count ? &servers[i] : NULL);
	}
	net_unlock_quietly();
	return 0;
}

static struct lookup *alloc(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(dns.lookups); i++) {
		if (dns.lookups[i].state == FREE && !dns.lookups[i].lwip_has_it) {
			return &dns.lookups[i];
		}
	}
	return NULL;
}

/* With the lock held. 1: the answer is in *ip already. */
static int ask(const char *query, enum dns_query_type type, struct lookup *lookup, ip_addr_t *ip)
{
	u8_t family = type == DNS_QUERY_TYPE_AAAA ? LWIP_DNS_ADDRTYPE_IPV6 : LWIP_DNS_ADDRTYPE_IPV4;

	switch (dns_gethostbyname_addrtype(query, ip, on_found, lookup, family)) {
	case ERR_OK:
		return 1;
	case ERR_INPROGRESS:
		return 0;
	case ERR_MEM:
		return -EAGAIN;
	case ERR_ARG:
		return -EINVAL;
	default:
		return -ENOTCONN;
	}
}

static void begin(struct lookup *lookup, dns_resolve_cb_t cb, void *user_data, int32_t timeout)
{
	lookup->cb = cb;
	lookup->user_data = user_data;
	lookup->lwip_has_it = true;
	/* 0 is no id. */
	dns.last_id = dns.last_id == UINT16_MAX ? 1 : dns.last_id + 1;
	lookup->id = dns.last_id;
	lookup->state = ASKED;
	if (timeout >= 0) {
		net_timer_start(&lookup->timer, (int64_t)timeout * 1000);
	}
}

int dns_get_addr_info(const char *query, enum dns_query_type type, uint16_t *dns_id,
		      dns_resolve_cb_t cb, void *user_data, int32_t timeout)
{
	struct lookup *lookup;
	struct dns_addrinfo info;
	ip_addr_t ip;
	int result;

	if (query == NULL || query[0] == '\0' ||
	    (type != DNS_QUERY_TYPE_A && type != DNS_QUERY_TYPE_AAAA)) {
		return -EINVAL;
	}
	net_lock();
	lookup = alloc();
	result = lookup == NULL ? -EAGAIN : ask(query, type, lookup, &ip);
	if (result == 0) {
		begin(lookup, cb, user_data, timeout);
		if (dns_id != NULL) {
			*dns_id = lookup->id;
		}
	}
	net_unlock();
	if (result == 1) {
		set_info(&info, &ip);
		call_back(DNS_EAI_INPROGRESS, &info, cb, user_data);
		result = 0;
	}
	return result;
}

int dns_cancel_addr_info(uint16_t dns_id)
{
	struct lookup cancelled = {.cb = NULL};

	net_lock();
	for (unsigned int i = 0; i < ARRAY_SIZE(dns.lookups); i++) {
		struct lookup *lookup = &dns.lookups[i];

		if (lookup->state != FREE && lookup->id == dns_id) {
			cancelled = *lookup;
			net_timer_stop(&lookup->timer);
			lookup->state = FREE;
		}
	}
	net_unlock_quietly();
	if (cancelled.cb == NULL) {
		return -ENOENT;
	}
	cancelled.cb(DNS_EAI_CANCELED, NULL, cancelled.user_data);
	return 0;
}
