/*
 * Zephyr 3.7 asks for IPv6 routers while it holds the interface's lock (net_if_start_rs()), and
 * takes the lock for sending within. Whoever sends takes them the other way round: the device stood
 * still for good where a segment was sent in that moment, in its first seconds. Here the lock is
 * let go of before the question is sent. The linker leads net_if.c's call to here (CMakeLists.txt).
 */
#include <zephyr/kernel.h>

#if defined(CONFIG_NET_IPV6_ND)
#include <zephyr/net/net_if.h>
#include <zephyr/sys/atomic.h>
#include <zephyr/sys/util.h>

/* The linker's names for Zephyr's function, and for what is called in its place. */
int __real_net_ipv6_start_rs(struct net_if *interface);
int __wrap_net_ipv6_start_rs(struct net_if *interface);

static void solicit(struct k_work *work);

static K_WORK_DEFINE(solicitation, solicit);
/** Interfaces that have yet to ask: the bit of each one's index, which begins with 1. */
static atomic_t waiting;

/* In the system's work queue, where no lock is held. One that fails is asked again by Zephyr's own
 * timer. */
static void solicit(struct k_work *work)
{
	ARG_UNUSED(work);
	uint32_t interfaces = (uint32_t)atomic_clear(&waiting);

	while (interfaces != 0) {
		struct net_if *interface = net_if_get_by_index(find_lsb_set(interfaces) - 1);

		interfaces &= interfaces - 1;
		if (interface != NULL) {
			(void)__real_net_ipv6_start_rs(interface);
		}
	}
}

int __wrap_net_ipv6_start_rs(struct net_if *interface)
{
	atomic_or(&waiting, BIT(net_if_get_by_iface(interface)));
	(void)k_work_submit(&solicitation);
	return 0;
}
#endif
