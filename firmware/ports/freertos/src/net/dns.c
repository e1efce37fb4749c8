/*
 * Zephyr's look-ups that call back: each is one question to one name server, as Zephyr's are.
 *
 * An answer comes in the middle of lwIP's work, with the lock held. So the outcome is noted in the
 * question's slot, and the network's thread delivers it with no lock held. Each question has a port
 * and an id of its own, which an answer from elsewhere would have to guess.
 */
#include "dns.h"

#include <errno.h>
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/net/dns_resolve.h>
#include <zephyr/net/socket.h>
#include <zephyr/random/random.h>

#include <lwip/dns.h>
#include <lwip/ip_addr.h>
#include <lwip/udp.h>

#include "core.h"
#include "dns_message.h"
#include "sock.h"

#define SERVER_PORT 53
/** Of those that lwIP chooses from. */
#define FIRST_PORT  0xc000
#define PORTS_TRIED 8

enum state {
	FREE,
	ASKED,
	/** Its callback is due. */
	ENDED,
};

struct lookup {
	/** First: the timer's function gets the look-up. */
	struct net_timer timer;
	dns_resolve_cb_t cb;
	void *user_data;
	/** Closed when there is an outcome. */
	struct udp_pcb *udp;
	/** Who is asked, and nobody else is heard. */
	ip_addr_t server;
	/** Of the message, too. 0 is no id. */
	uint16_t id;
	uint16_t question_length;
	/** enum state. */
	uint8_t state;
	enum dns_resolve_status status;
	struct dns_addrinfo info;
	uint8_t question[DNS_QUESTION_MAX];
};

static struct {
	struct lookup lookups[NET_DNS_QUESTIONS];
	ip_addr_t servers[DNS_MAX_SERVERS];
	/** Which server is asked. One that has not answered gives way to the next. */
	uint8_t server;
	/** One has ended. */
	volatile bool ended;
} dns;

/* lwIP's own resolver is left out (net.cmake): it asks once a second, and forgets no question. Its
 * start and its DHCP call these. */

void dns_init(void)
{
}

void dns_setserver(u8_t number, const ip_addr_t *server)
{
	if (number < ARRAY_SIZE(dns.servers)) {
		dns.servers[number] = server != NULL ? *server : *IP_ADDR_ANY;
	}
}

static void stop_asking(struct lookup *lookup)
{
	net_timer_stop(&lookup->timer);
	if (lookup->udp != NULL) {
		udp_remove(lookup->udp);
		lookup->udp = NULL;
	}
}

static void end(struct lookup *lookup, enum dns_resolve_status status)
{
	stop_asking(lookup);
	lookup->status = status;
	lookup->state = ENDED;
	dns.ended = true;
	net_wake();
}

static void set_info(struct lookup *lookup, const uint8_t *address)
{
	struct dns_addrinfo *info = &lookup->info;
	bool six = lookup->question[lookup->question_length - 3] == DNS_AAAA;

	memset(info, 0, sizeof(*info));
	info->ai_family = six ? AF_INET6 : AF_INET;
	info->ai_addr.sa_family = info->ai_family;
	if (six) {
		info->ai_addrlen = sizeof(struct sockaddr_in6);
		memcpy(&net_sin6(&info->ai_addr)->sin6_addr, address, 16);
	} else {
		info->ai_addrlen = sizeof(struct sockaddr_in);
		memcpy(&net_sin(&info->ai_addr)->sin_addr, address, 4);
	}
}

static void on_answer(void *arg, struct udp_pcb *pcb, struct pbuf *p, const ip_addr_t *from,
		      u16_t port)
{
	struct lookup *lookup = arg;
	uint8_t address[16];
	int result;

	LWIP_UNUSED_ARG(pcb);
	/* It is in one piece, unless it came in fragments. */
	result = ip_addr_eq(from, &lookup->server) && port == SERVER_PORT
			 ? dns_read_answer(p->payload, p->len, lookup->question,
					   lookup->question_length, address)
			 : -EINVAL;
	pbuf_free(p);
	switch (result) {
	case -EINVAL:
		break;
	case 1:
		set_info(lookup, address);
		end(lookup, DNS_EAI_INPROGRESS);
		break;
	case 0:
		end(lookup, DNS_EAI_NODATA);
		break;
	case -ENOENT:
		end(lookup, DNS_EAI_NONAME);
		break;
	default:
		end(lookup, DNS_EAI_FAIL);
		break;
	}
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
	dns.server = 0;
	net_unlock_quietly();
	return 0;
}

static struct lookup *alloc(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(dns.lookups); i++) {
		if (dns.lookups[i].state == FREE) {
			return &dns.lookups[i];
		}
	}
	return NULL;
}

/* An id that no question has. */
static uint16_t new_id(void)
{
	uint16_t id = sys_rand16_get();

	for (unsigned int i = 0; i < ARRAY_SIZE(dns.lookups); i++) {
		if (id == 0 || (dns.lookups[i].state != FREE && dns.lookups[i].id == id)) {
			id++;
			i = 0;
		}
	}
	return id;
}

/* NULL: there is none. */
static const ip_addr_t *server(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(dns.servers); i++) {
		const ip_addr_t *ip = &dns.servers[(dns.server + i) % ARRAY_SIZE(dns.servers)];

		if (!ip_addr_isany(ip)) {
			return ip;
		}
	}
	return NULL;
}

/* A port that is not to be guessed. */
static err_t bind_somewhere(struct udp_pcb *pcb)
{
	err_t error = ERR_USE;

	for (int i = 0; i < PORTS_TRIED && error == ERR_USE; i++) {
		error = udp_bind(pcb, IP_ANY_TYPE, sys_rand16_get() | FIRST_PORT);
	}
	return error;
}

/* Not by a connected socket: that would be taken for one of the program's (icmp_errors.c). */
static int send_question(struct lookup *lookup)
{
	const ip_addr_t *to = server();
	struct pbuf *p;
	err_t error;

	if (to == NULL) {
		return -ENOTCONN;
	}
	lookup->udp = udp_new_ip_type(IP_GET_TYPE(to));
	p = pbuf_alloc(PBUF_TRANSPORT, lookup->question_length, PBUF_RAM);
	if (lookup->udp == NULL || p == NULL) {
		if (p != NULL) {
			pbuf_free(p);
		}
		return -ENOMEM;
	}
	memcpy(p->payload, lookup->question, lookup->question_length);
	udp_recv(lookup->udp, on_answer, lookup);
	error = bind_somewhere(lookup->udp);
	ip_addr_copy(lookup->server, *to);
	if (error == ERR_OK) {
		error = udp_sendto(lookup->udp, p, to, SERVER_PORT);
	}
	pbuf_free(p);
	return error == ERR_OK ? 0 : -EIO;
}

/* Whether the same is asked already: it was not answered so far. */
static bool is_asked_again(const struct lookup *lookup)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(dns.lookups); i++) {
		const struct lookup *other = &dns.lookups[i];

		/* Behind the id. */
		if (other != lookup && other->state == ASKED &&
		    other->question_length == lookup->question_length &&
		    memcmp(other->question + 2, lookup->question + 2,
			   lookup->question_length - 2u) == 0) {
			return true;
		}
	}
	return false;
}

/* With the lock held. */
static int ask(const char *query, enum dns_query_type type, struct lookup *lookup)
{
	uint16_t id = new_id();
	int result = dns_write_question(lookup->question, id, query,
					type == DNS_QUERY_TYPE_AAAA ? DNS_AAAA : DNS_A);

	if (result < 0) {
		return result;
	}
	lookup->id = id;
	lookup->question_length = (uint16_t)result;
	if (is_asked_again(lookup)) {
		dns.server = (uint8_t)((dns.server + 1) % ARRAY_SIZE(dns.servers));
	}
	/* Before it is sent: over the loopback the answer may come at once. */
	lookup->state = ASKED;
	result = send_question(lookup);
	if (result < 0) {
		stop_asking(lookup);
		lookup->state = FREE;
	}
	return result;
}

int dns_get_addr_info(const char *query, enum dns_query_type type, uint16_t *dns_id,
		      dns_resolve_cb_t cb, void *user_data, int32_t timeout)
{
	struct lookup *lookup;
	int result;

	if (query == NULL || (type != DNS_QUERY_TYPE_A && type != DNS_QUERY_TYPE_AAAA)) {
		return -EINVAL;
	}
	net_lock();
	lookup = alloc();
	result = lookup == NULL ? -EAGAIN : ask(query, type, lookup);
	if (result == 0) {
		lookup->cb = cb;
		lookup->user_data = user_data;
		if (timeout >= 0) {
			net_timer_start(&lookup->timer, (int64_t)timeout * 1000);
		}
		if (dns_id != NULL) {
			*dns_id = lookup->id;
		}
	}
	net_unlock();
	return result;
}

int dns_cancel_addr_info(uint16_t dns_id)
{
	struct lookup cancelled = {.cb = NULL};

	net_lock();
	for (unsigned int i = 0; i < ARRAY_SIZE(dns.lookups); i++) {
		struct lookup *lookup = &dns.lookups[i];

		if (lookup->state != FREE && lookup->id == dns_id) {
			stop_asking(lookup);
			cancelled = *lookup;
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
