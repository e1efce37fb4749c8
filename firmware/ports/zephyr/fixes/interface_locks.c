/*
 * The network's locks are taken in one order.
 *
 * Wrong: three of Zephyr's locks are taken in either order: an interface's own, the one for sending
 * on it, and that of the IPv6 neighbors. The device stood still for good where a packet was sent
 * while, say, a router's advertisement gave the interface an address: the sender holds the lock for
 * sending and asks for the interface's, and adding an address holds the interface's and sends.
 * Upstream: issues 86499, 111757 and 117596, mended one by one in later releases.
 * For: Zephyr 3.7.
 * Can go: when no packet is sent with an interface's lock held. docs/zephyr.md has the whole order.
 *
 * Here no caller that holds the lock for sending asks for an interface's, nor one that holds an
 * interface's for the neighbors'.
 */
#include <zephyr/kernel.h>
#include <zephyr/net/net_if.h>
#include <zephyr/sys/atomic.h>
#include <zephyr/sys/util.h>

#include "wrap.h"

#if defined(CONFIG_NET_NATIVE_IPV4)
AIO_WRAP(bool, net_if_ipv4_addr_mask_cmp, struct net_if *interface, const struct in_addr *address);
AIO_WRAP(bool, net_if_ipv4_is_addr_bcast, struct net_if *interface, const struct in_addr *address);

/**
 * Whether an address is in an interface's subnet, or is its broadcast address. Asked for each
 * packet that is sent, with the lock for sending held. Without the interface's: what is read are
 * words of a table that never moves, and one that changes meanwhile is read as it was or as it is.
 */
static bool matches(const struct net_if *interface, const struct in_addr *address, bool broadcast)
{
	const struct net_if_ipv4 *ipv4 = interface->config.ip.ipv4;
	uint32_t wanted = UNALIGNED_GET(&address->s_addr);

	if (ipv4 == NULL) {
		return false;
	}
	for (size_t i = 0; i < ARRAY_SIZE(ipv4->unicast); i++) {
		const struct net_if_addr *entry = &ipv4->unicast[i].ipv4;
		uint32_t own = entry->address.in_addr.s_addr;
		uint32_t netmask = ipv4->unicast[i].netmask.s_addr;

		if (entry->is_used && entry->address.family == AF_INET &&
		    (broadcast ? wanted == (own | ~netmask) : ((wanted ^ own) & netmask) == 0)) {
			return true;
		}
	}
	return false;
}

bool __wrap_net_if_ipv4_addr_mask_cmp(struct net_if *interface, const struct in_addr *address)
{
	return matches(interface, address, false);
}

bool __wrap_net_if_ipv4_is_addr_bcast(struct net_if *interface, const struct in_addr *address)
{
	return interface == NULL ? __real_net_if_ipv4_is_addr_bcast(interface, address)
				 : matches(interface, address, true);
}
#endif

#if defined(CONFIG_NET_IPV6_ND)
AIO_WRAP(void, net_if_nbr_reachability_hint, struct net_if *interface,
	 const struct in6_addr *address);
/* Zephyr's, of a header that is its network's own. */
void net_ipv6_nbr_reachability_hint(struct net_if *interface, const struct in6_addr *address);

/** TCP has heard from a neighbor: for each segment that acknowledges something. */
void __wrap_net_if_nbr_reachability_hint(struct net_if *interface, const struct in6_addr *address)
{
	if (!net_if_flag_is_set(interface, NET_IF_IPV6_NO_ND) &&
	    interface->config.ip.ipv6 != NULL) {
		net_ipv6_nbr_reachability_hint(interface, address);
	}
}
#endif

#if defined(CONFIG_NET_IPV6_DAD)
AIO_WRAP(int, net_ipv6_start_dad, struct net_if *interface, struct net_if_addr *address);

static void solicit(struct k_work *work);

static K_WORK_DEFINE(solicitation, solicit);
/** New addresses that have yet to be asked for: NET_IF_MAX_IPV6_ADDR bits for each interface. */
static atomic_t waiting;

/** In the system's work queue, where no lock is held: whether somebody has the new addresses. */
static void solicit(struct k_work *work)
{
	ARG_UNUSED(work);
	uint32_t addresses = (uint32_t)atomic_clear(&waiting);

	for (; addresses != 0; addresses &= addresses - 1) {
		int bit = find_lsb_set(addresses) - 1;
		struct net_if *interface = net_if_get_by_index(1 + bit / NET_IF_MAX_IPV6_ADDR);
		struct net_if_addr *address =
			&interface->config.ip.ipv6->unicast[bit % NET_IF_MAX_IPV6_ADDR];

		if (address->is_used && address->addr_state == NET_ADDR_TENTATIVE) {
			(void)__real_net_ipv6_start_dad(interface, address);
		}
	}
}

/** An interface has a new address. Where the question cannot be sent it counts as unanswered. */
int __wrap_net_ipv6_start_dad(struct net_if *interface, struct net_if_addr *address)
{
	int bit = (net_if_get_by_iface(interface) - 1) * NET_IF_MAX_IPV6_ADDR +
		  (int)(address - interface->config.ip.ipv6->unicast);

	if (bit >= 32) {
		return __real_net_ipv6_start_dad(interface, address);
	}
	atomic_or(&waiting, BIT(bit));
	(void)k_work_submit(&solicitation);
	return 0;
}
#endif
