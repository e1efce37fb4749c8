/*
 * Neighbours that do not answer leave the ARP table to those that do.
 *
 * Wrong: an address that is asked for takes an entry of the table for 2
 * s, where none is free the one that was used least recently, until all of them wait for answers.
 * Until then nothing is sent to anybody: two datagrams to closed ports in the names of two silent
 * neighbours stop all connections, as each is answered by an ICMP error. And all packets to an
 * address that is asked for wait with it: a hundred pings of one silent neighbour take every packet
 * that there is for sending.
 * Upstream: issue 8019, open.
 * For: Zephyr 3.7; 4.1 has the same.
 * Can go: when an address that is asked for takes no entry of a neighbour that has answered.
 *
 * Here programs may ask for half of the table at once, and the stack's own answers to strangers
 * (ICMP, resets, acceptance of connections) for a quarter, one packet each. More than that is
 * dropped, as Zephyr drops it once its table is full. The other half is left to neighbours that
 * have answered, those first that are used.
 */
#include <zephyr/kernel.h>

#include <zephyr/net/net_if.h>
#include <zephyr/net/net_ip.h>
#include <zephyr/net/net_pkt.h>

#include <ethernet/arp.h>

#include "wrap.h"

/** Addresses that may be asked for at once, and how many of them for answers to strangers. */
#define ASKED		    DIV_ROUND_UP(CONFIG_NET_ARP_TABLE_SIZE, 2)
#define ASKED_FOR_STRANGERS MAX(CONFIG_NET_ARP_TABLE_SIZE / 4, 1)
/** Zephyr's ARP_REQUEST_TIMEOUT, in milliseconds, and a little for its timer to be served. */
#define PATIENCE	    (2000 + 10)
/** The 14th byte of TCP's header. */
#define TCP_FLAGS	    13
#define TCP_SYN		    BIT(1)
#define TCP_RST		    BIT(2)
#define TCP_ACK		    BIT(4)

AIO_WRAP(struct net_pkt *, net_arp_prepare, struct net_pkt *packet, struct in_addr *address,
	 struct in_addr *own);

/** Addresses that have not answered yet. Whoever sends holds the interface's lock for that. */
static struct {
	/** 0: the place is free. */
	uint32_t address;
	/** When Zephyr gives it up, in milliseconds since the start. */
	uint32_t until;
} asked[ASKED];

struct search {
	uint32_t address;
	bool found;
};

static void compare(struct arp_entry *entry, void *user_data)
{
	struct search *search = user_data;

	search->found |= entry->ip.s_addr == search->address;
}

static bool has_answered(uint32_t address)
{
	struct search search = {.address = address};

	(void)net_arp_foreach(compare, &search);
	return search.found;
}

/** Whether a packet is the stack's own answer to a sender that no socket has asked for. Its headers
 * are in its first buffer, as the stack has written them. */
static bool is_for_stranger(struct net_pkt *packet)
{
	const struct net_ipv4_hdr *ip = (const struct net_ipv4_hdr *)net_pkt_ip_data(packet);
	uint8_t flags;

	if (ip->proto != IPPROTO_TCP) {
		return ip->proto != IPPROTO_UDP;
	}
	flags = ((const uint8_t *)ip)[net_pkt_ip_hdr_len(packet) + TCP_FLAGS];
	return (flags & TCP_RST) != 0 || (flags & (TCP_SYN | TCP_ACK)) == (TCP_SYN | TCP_ACK);
}

/** Whether an address may be asked for now, which is noted down. */
static bool may_ask(uint32_t address, bool for_stranger)
{
	uint32_t now = k_uptime_get_32();
	size_t count = 0, free = ASKED;

	for (size_t i = 0; i < ASKED; i++) {
		if (asked[i].address == 0 || (int32_t)(asked[i].until - now) <= 0 ||
		    has_answered(asked[i].address)) {
			asked[i].address = 0;
			free = i;
		} else if (asked[i].address == address) {
			/* The packet waits with the one that has asked. */
			return !for_stranger;
		} else {
			count++;
		}
	}
	if (count >= (for_stranger ? ASKED_FOR_STRANGERS : ASKED)) {
		return false;
	}
	asked[free].address = address;
	asked[free].until = now + PATIENCE;
	return true;
}

struct net_pkt *__wrap_net_arp_prepare(struct net_pkt *packet, struct in_addr *address,
				       struct in_addr *own)
{
	struct net_if *interface = net_pkt_iface(packet);
	uint32_t next;

	/* What is asked for an address of one's own is in no table. */
	if (own != NULL || net_pkt_ipv4_acd(packet) || interface->config.ip.ipv4 == NULL) {
		return __real_net_arp_prepare(packet, address, own);
	}
	next = net_if_ipv4_addr_mask_cmp(interface, address) ? UNALIGNED_GET(&address->s_addr)
							     : interface->config.ip.ipv4->gw.s_addr;
	return has_answered(next) || may_ask(next, is_for_stranger(packet))
		       ? __real_net_arp_prepare(packet, address, own)
		       : NULL;
}
