#include "net_figures.h"

#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/net/net_context.h>
#include <zephyr/net/net_pkt.h>

/* Without it Zephyr does not know how many of a pool's buffers are taken. */
#if defined(CONFIG_NET_BUF_POOL_USAGE) || defined(CONFIG_FREERTOS)
static void count(struct net_context *context, void *data)
{
	int64_t *contexts = data;

	ARG_UNUSED(context);
	(*contexts)++;
}

static int64_t taken(struct net_buf_pool *pool)
{
	return (int64_t)pool->buf_count - (int64_t)atomic_get(&pool->avail_count);
}

bool aio_net_figure(const char *name, int64_t *value)
{
	struct k_mem_slab *rx, *tx;
	struct net_buf_pool *rx_data, *tx_data;
	int64_t contexts = 0;

	net_context_foreach(count, &contexts);
	net_pkt_get_info(&rx, &tx, &rx_data, &tx_data);

	const struct {
		const char *name;
		int64_t value;
	} figures[] = {
		/* Sockets, and connections that their program has closed. */
		{"net.contexts", contexts},
		/* Packets that came and that go, and the buffers that they are made of. */
		{"net.received", k_mem_slab_num_used_get(rx)},
		{"net.sent", k_mem_slab_num_used_get(tx)},
		{"net.received.buffers", taken(rx_data)},
		{"net.sent.buffers", taken(tx_data)},
	};

	for (size_t i = 0; i < ARRAY_SIZE(figures); i++) {
		if (strcmp(name, figures[i].name) == 0) {
			*value = figures[i].value;
			return true;
		}
	}
	return false;
}
#else
bool aio_net_figure(const char *name, int64_t *value)
{
	ARG_UNUSED(name);
	ARG_UNUSED(value);
	return false;
}
#endif
