/*
 * Zephyr 3.7 tells a peer once more of its window when a program has read what came, where that
 * was less than a segment: of a window that is smaller than one, for each message. A segment, and
 * what the peer spends on it, for nothing, while the peer knows of half a window or more. What
 * made less of it than that is told as ever. net_context.c is led to here by the linker
 * (fixes.cmake).
 */
#include <zephyr/kernel.h>

#if defined(CONFIG_NET_NATIVE_TCP)
#include <errno.h>

#include <zephyr/net/net_context.h>
#include <zephyr/net/net_ip.h>
#include <zephyr/net/net_pkt.h>

#include <tcp_private.h>

/* The linker's names for Zephyr's function, and for what is called in its place. */
int __real_net_tcp_update_recv_wnd(struct net_context *context, int32_t delta);
int __wrap_net_tcp_update_recv_wnd(struct net_context *context, int32_t delta);

/** Whether the peer may send half a window at least, by what it knows and by what there is. */
static bool knows_of_half(const struct tcp *connection)
{
	return MIN(connection->recv_win, connection->recv_win_sent) > connection->recv_win_max / 2;
}

int __wrap_net_tcp_update_recv_wnd(struct net_context *context, int32_t delta)
{
	struct tcp *connection = context->tcp;
	int result = 0;

	if (connection == NULL) {
		return -EPROTOTYPE;
	}
	(void)k_mutex_lock(&connection->lock, K_FOREVER);
	if (delta >= 0 && knows_of_half(connection)) {
		connection->recv_win =
			MIN(connection->recv_win + (uint32_t)delta, connection->recv_win_max);
	} else {
		result = __real_net_tcp_update_recv_wnd(context, delta);
	}
	(void)k_mutex_unlock(&connection->lock);
	return result;
}
#endif
