/*
 * How much of the network's memory is taken, in Zephyr's words.
 */
#ifndef ZEPHYR_INCLUDE_NET_NET_PKT_H_
#define ZEPHYR_INCLUDE_NET_NET_PKT_H_

#include <stdint.h>

#include <zephyr/sys/atomic.h>

struct k_mem_slab {
	uint32_t num_used;
};

static inline uint32_t k_mem_slab_num_used_get(const struct k_mem_slab *slab)
{
	return slab->num_used;
}

struct net_buf_pool {
	uint32_t buf_count;
	atomic_t avail_count;
};

/**
 * Of lwIP, as it is now: rx are its receive buffers and tx its segments; rx_data is what waits for
 * other fragments or for a neighbour's address, and tx_data its heap, in bytes.
 */
void net_pkt_get_info(struct k_mem_slab **rx, struct k_mem_slab **tx, struct net_buf_pool **rx_data,
		      struct net_buf_pool **tx_data);

#endif /* ZEPHYR_INCLUDE_NET_NET_PKT_H_ */
