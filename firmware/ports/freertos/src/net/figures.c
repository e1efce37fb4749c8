/*
 * How much of lwIP's memory is taken, for whoever looks for leaks.
 */
#include <stddef.h>

#include <zephyr/net/net_context.h>
#include <zephyr/net/net_pkt.h>

#include <lwip/memp.h>
#include <lwip/stats.h>

#include "core.h"

#if MEMP_STATS && MEM_STATS
static uint32_t used(memp_t pool)
{
	return lwip_stats.memp[pool]->used;
}

void net_context_foreach(net_context_cb_t cb, void *user_data)
{
	uint32_t count;

	net_lock();
	count = used(MEMP_TCP_PCB) + used(MEMP_TCP_PCB_LISTEN) + used(MEMP_UDP_PCB);
	net_unlock_quietly();
	for (uint32_t i = 0; i < count; i++) {
		cb(NULL, user_data);
	}
}

void net_pkt_get_info(struct k_mem_slab **rx, struct k_mem_slab **tx, struct net_buf_pool **rx_data,
		      struct net_buf_pool **tx_data)
{
	static struct k_mem_slab frames;
	static struct k_mem_slab segments;
	static struct net_buf_pool waiting;
	static struct net_buf_pool heap;

	net_lock();
	frames.num_used = used(MEMP_PBUF_POOL);
	segments.num_used = used(MEMP_TCP_SEG) + used(MEMP_PBUF);
	waiting.avail_count = -(atomic_val_t)(used(MEMP_REASSDATA) + used(MEMP_ARP_QUEUE) +
					      used(MEMP_ND6_QUEUE) + used(MEMP_FRAG_PBUF));
	heap.buf_count = MEM_SIZE;
	heap.avail_count = (atomic_val_t)(MEM_SIZE - lwip_stats.mem.used);
	net_unlock_quietly();
	*rx = &frames;
	*tx = &segments;
	*rx_data = &waiting;
	*tx_data = &heap;
}
#else
void net_context_foreach(net_context_cb_t cb, void *user_data)
{
	LWIP_UNUSED_ARG(cb);
	LWIP_UNUSED_ARG(user_data);
}

void net_pkt_get_info(struct k_mem_slab **rx, struct k_mem_slab **tx, struct net_buf_pool **rx_data,
		      struct net_buf_pool **tx_data)
{
	static struct k_mem_slab nothing;
	static struct net_buf_pool none;

	*rx = &nothing;
	*tx = &nothing;
	*rx_data = &none;
	*tx_data = &none;
}
#endif
