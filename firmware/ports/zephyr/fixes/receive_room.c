/*
 * The last buffers are for acknowledgements.
 *
 * Wrong: what a program has not read yet keeps its buffers. With all of them full of it no
 * acknowledgement comes in any more: what waits to be sent is never let go of, and a program that
 * reads only when it has written stands still for good.
 * Upstream: issues 7571, open, and 95456.
 * For: Zephyr 3.7.
 * Can go: when acknowledgements have buffers of their own.
 *
 * Here a frame that could carry data is dropped while it would take the last buffers; its sender
 * sends it again. Drivers ask through net_pkt_rx_alloc_with_buffer(); that of QEMU's card asks
 * itself (../drivers).
 */
#include "receive_room.h"

#include <zephyr/kernel.h>
#include <zephyr/net/net_pkt.h>
#include <zephyr/sys/util.h>

#include "wrap.h"

/** Acknowledgements and ARP: no frame is shorter than 60 bytes, and drivers count words. */
#define SHORT_FRAME  64
#define BUFFERS_LEFT 4
#define PACKETS_LEFT 6

bool aio_receive_room(size_t size)
{
	struct k_mem_slab *rx, *tx;
	struct net_buf_pool *rx_data, *tx_data;

	if (size <= SHORT_FRAME) {
		return true;
	}
	net_pkt_get_info(&rx, &tx, &rx_data, &tx_data);
	return atomic_get(&rx_data->avail_count) >=
		       (atomic_val_t)DIV_ROUND_UP(size, CONFIG_NET_BUF_DATA_SIZE) + BUFFERS_LEFT &&
	       k_mem_slab_num_free_get(rx) > PACKETS_LEFT;
}

AIO_WRAP(struct net_pkt *, net_pkt_rx_alloc_with_buffer, struct net_if *interface, size_t size,
	 sa_family_t family, enum net_ip_protocol proto, k_timeout_t timeout);

struct net_pkt *__wrap_net_pkt_rx_alloc_with_buffer(struct net_if *interface, size_t size,
						    sa_family_t family, enum net_ip_protocol proto,
						    k_timeout_t timeout)
{
	return aio_receive_room(size) ? __real_net_pkt_rx_alloc_with_buffer(interface, size, family,
									    proto, timeout)
				      : NULL;
}
