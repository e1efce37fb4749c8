/*
 * A connection that this side has closed first waits for 0.3 s (CONFIG_NET_TCP_TIME_WAIT_DELAY),
 * and has one of Zephyr's contexts until then. A program that opens and closes connections was left
 * without any: its own socket() failed, and who connected to it was refused. So the one that has
 * waited for longest gives way where there is no other context. What it waits for, a peer that has
 * not heard the last acknowledgement, hears a reset then. The linker leads callers of
 * net_context_get() to here (CMakeLists.txt).
 */
#include <zephyr/kernel.h>

#if defined(CONFIG_NET_NATIVE_TCP)
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <zephyr/net/net_context.h>
#include <zephyr/net/net_ip.h>
#include <zephyr/net/net_pkt.h>

#include <tcp_private.h>

/* The linker's names for Zephyr's function, and for what is called in its place. */
int __real_net_context_get(sa_family_t family, enum net_sock_type type, uint16_t proto,
			   struct net_context **context);
int __wrap_net_context_get(sa_family_t family, enum net_sock_type type, uint16_t proto,
			   struct net_context **context);

static void look_for_oldest(struct net_context *context, void *user_data)
{
	struct k_work_delayable **oldest = user_data;
	struct tcp *connection = context->tcp;

	if (net_context_get_proto(context) != IPPROTO_TCP || connection == NULL ||
	    connection->state != TCP_TIME_WAIT) {
		return;
	}
	if (*oldest == NULL || k_work_delayable_remaining_get(&connection->timewait_timer) <
				       k_work_delayable_remaining_get(*oldest)) {
		*oldest = &connection->timewait_timer;
	}
}

/* The scheduler's lock keeps Zephyr's TCP thread from freeing what is looked at. Zephyr's timer of
 * the connection is brought forward: that does what is to be done, in that thread. */
static bool end_oldest(void)
{
	struct k_work_delayable *oldest = NULL;

	k_sched_lock();
	net_context_foreach(look_for_oldest, &oldest);
	if (oldest != NULL) {
		(void)k_work_reschedule_for_queue(oldest->queue, oldest, K_NO_WAIT);
	}
	k_sched_unlock();
	return oldest != NULL;
}

int __wrap_net_context_get(sa_family_t family, enum net_sock_type type, uint16_t proto,
			   struct net_context **context)
{
	int result = __real_net_context_get(family, type, proto, context);

	if (result == -ENOENT && end_oldest()) {
		/* The TCP thread comes before all others; a cooperative one has to let it. */
		k_yield();
		result = __real_net_context_get(family, type, proto, context);
	}
	return result;
}
#endif
