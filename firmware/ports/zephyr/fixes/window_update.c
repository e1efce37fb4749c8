/*
 * A window is told again only when the peer could use it.
 *
 * Wrong: when a program has read what came, TCP tells the peer once more of its window where that
 * was less than a segment: of a window that is smaller than one, for each message. That is a
 * segment, and what the peer spends on it, for nothing, while the peer knows of half a window or
 * more: a fifth of what an echo costs.
 * Upstream: no report is known. The rule is of pull requests 46584 and 76418.
 * For: Zephyr 3.7.
 * Can go: when an echo of a few bytes sends no segment but its own.
 *
 * Here the peer is told as ever where it knows of less than half a window.
 */
#include <errno.h>

#include <zephyr/kernel.h>
#include <zephyr/net/net_context.h>
#include <zephyr/net/net_ip.h>
#include <zephyr/net/net_pkt.h>

#include <tcp_private.h>

#include "wrap.h"

AIO_WRAP(int, net_tcp_update_recv_wnd, struct net_context *context, int32_t delta);

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
