/*
 * A connection that is closed before there is an answer is ended.
 *
 * Wrong: TCP goes on with a connection that the program has closed before there was an answer. It
 * still holds it, asks nine times, and keeps socket and context for 2 s. Where an answer comes it
 * even connects, to nobody: a peer that is slower than the program's patience takes one connection
 * after the other for good.
 * Upstream: issue 106776, open.
 * For: Zephyr 3.7.
 * Can go: when net_tcp_put() ends a connection in TCP_SYN_SENT.
 *
 * Here such a connection is ended as if nobody had answered, before it is let go of.
 */
#include <zephyr/kernel.h>
#include <zephyr/net/net_context.h>
#include <zephyr/net/net_ip.h>
#include <zephyr/net/net_pkt.h>

#include <tcp_private.h>

#include "wrap.h"

AIO_WRAP(int, net_tcp_put, struct net_context *context);

/** The timer for the next question finds that there was the last one, and no answer. */
static void give_up(struct tcp *connection)
{
	struct k_work_q *queue = connection->send_timer.queue;

	/* From now on no answer connects. */
	connection->state = TCP_CLOSED;
	/* It is not set where there was no buffer for the first question. */
	connection->in_retransmission = true;
	connection->send_retries = 0;
	(void)k_work_reschedule_for_queue(queue != NULL ? queue : &k_sys_work_q,
					  &connection->send_timer, K_NO_WAIT);
}

int __wrap_net_tcp_put(struct net_context *context)
{
	struct tcp *connection = context->tcp;

	if (connection != NULL) {
		(void)k_mutex_lock(&connection->lock, K_FOREVER);
		if (connection->state == TCP_SYN_SENT) {
			give_up(connection);
		}
		(void)k_mutex_unlock(&connection->lock);
	}
	return __real_net_tcp_put(context);
}
