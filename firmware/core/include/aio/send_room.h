/*
 * How much may be sent at this moment: of Zephyr's buffers a program leaves some to TCP.
 */
#ifndef AIO_SEND_ROOM_H_
#define AIO_SEND_ROOM_H_

#include <stddef.h>
#include <stdint.h>

#include <zephyr/sys/util.h>

#if defined(CONFIG_NET_BUF_POOL_USAGE) && defined(CONFIG_NET_NATIVE)
#include <zephyr/net/ethernet.h>
#include <zephyr/net/net_pkt.h>
#include <zephyr/net/socket.h>

/*
 * Zephyr's TCP keeps what was written in the buffers that it also needs for the segments, which
 * are copies, and for every acknowledgement. With all of them full of what waits to be sent
 * nothing can be sent any more: some are left to it.
 */
#define AIO_SEGMENT_BUFFERS DIV_ROUND_UP(NET_ETH_MAX_FRAME_SIZE, CONFIG_NET_BUF_DATA_SIZE)
#define AIO_SEND_RESERVE    (AIO_SEGMENT_BUFFERS + 6)
/** Packets that are left, for a question of ARP and for an acknowledgement. */
#define AIO_PACKET_RESERVE  2

BUILD_ASSERT(CONFIG_NET_BUF_TX_COUNT > AIO_SEND_RESERVE,
	     "CONFIG_NET_BUF_TX_COUNT=" STRINGIFY(
		     CONFIG_NET_BUF_TX_COUNT) ", but "
					      "CONFIG_NET_BUF_POOL_USAGE leaves a segment (1518 "
					      "bytes) and 6 of them to TCP: "
					      "nothing could be written");

/** Bytes that a program may write where nothing else is sent. */
#define AIO_SEND_ROOM_MAX                                                                          \
	((size_t)(CONFIG_NET_BUF_TX_COUNT - AIO_SEND_RESERVE) * CONFIG_NET_BUF_DATA_SIZE)

/** Bytes that a program may write now. Any thread. */
static inline size_t aio_send_room(void)
{
	struct k_mem_slab *rx, *tx;
	struct net_buf_pool *rx_data, *tx_data;
	size_t available;

	net_pkt_get_info(&rx, &tx, &rx_data, &tx_data);
	/* Read once: the network's threads change it. */
	available = (size_t)atomic_get(&tx_data->avail_count);
	return available > AIO_SEND_RESERVE && k_mem_slab_num_free_get(tx) > AIO_PACKET_RESERVE
		       ? (available - AIO_SEND_RESERVE) * CONFIG_NET_BUF_DATA_SIZE
		       : 0;
}

/**
 * A datagram has to wait for so much room: select() does not call its socket writable before. Any
 * thread.
 */
void aio_send_wait_for(int fd, size_t bytes);
/** A descriptor is another socket's from now on. */
void aio_send_forget(int fd);
/**
 * Takes sockets out of a set that would find too little room.
 *
 * @return the bytes that they wait for; 0: there is room for all
 */
size_t aio_send_take_out(zsock_fd_set *write);
#else
#define AIO_SEND_ROOM_MAX SIZE_MAX

/** Bytes that a program may write now: the network's own limits hold alone. */
static inline size_t aio_send_room(void)
{
	return SIZE_MAX;
}

static inline void aio_send_wait_for(int fd, size_t bytes)
{
	ARG_UNUSED(fd);
	ARG_UNUSED(bytes);
}

static inline void aio_send_forget(int fd)
{
	ARG_UNUSED(fd);
}
#endif

#endif /* AIO_SEND_ROOM_H_ */
