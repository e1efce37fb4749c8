/*
 * In front of Zephyr's eth_smsc911x.c alone (smsc911x.cmake): what it expects of the card, where
 * QEMU emulates it or where Zephyr 3.7 is at fault. On the card itself the driver stays as it is,
 * but for the longest frames and the interrupt.
 *
 * - Its long sleeps wait for a PHY, and last 2.1 s in all: under QEMU they end at once. The short
 *   ones, of a millisecond, are how the driver polls, and stay.
 * - QEMU 7.2 to 9 miscount the receive FIFO when a frame is skipped (RX_FFWD), and nothing is
 *   received any more: a frame for which there is no buffer is read to its end instead.
 * - A frame for which the firmware has no room is dropped (receive_room.h).
 * - A frame of full length does not fit into the buffer that net_pkt_rx_alloc_with_buffer() makes
 *   for it, as the driver reads whole words: here it has the size that was asked for.
 * - The ISR looks for a frame, finds none, and then acknowledges the interrupt: with it that of a
 *   frame that came in between, which would lie in the card until the next one comes. Here it is
 *   received at once.
 */
#ifndef AIO_SMSC911X_QEMU_H_
#define AIO_SMSC911X_QEMU_H_

/* As the driver has it: its own header needs it. */
#define DT_DRV_COMPAT smsc_lan9220

#include <zephyr/devicetree.h>
#include <zephyr/irq.h>
#include <zephyr/kernel.h>
#include <zephyr/net/net_if.h>
#include <zephyr/net/net_pkt.h>
#include <zephyr/sys/sys_io.h>

#include <soc.h>
#include "eth_smsc911x_priv.h"
#include "../fixes/receive_room.h"

#define AIO_SMSC911X_ID_REV (DT_REG_ADDR(DT_INST(0, smsc_lan9220)) + 0x50)
/** What QEMU's card says that it is; the MPS2 boards have a LAN9220. */
#define AIO_LAN9118	    0x0118

static inline bool aio_smsc911x_emulated(void)
{
	return sys_read32(AIO_SMSC911X_ID_REV) >> 16 == AIO_LAN9118;
}

static inline int32_t aio_smsc911x_sleep(k_timeout_t timeout)
{
	bool skipped = timeout.ticks >= K_MSEC(100).ticks && aio_smsc911x_emulated();

	return skipped ? 0 : k_sleep(timeout);
}

/** Reads so many words out of the card into a buffer that is not in use yet. */
static inline void aio_smsc911x_read(uint32_t *to, size_t words)
{
	for (; words >= 4; words -= 4) {
		to[0] = SMSC9220->RX_DATA_PORT;
		to[1] = SMSC9220->RX_DATA_PORT;
		to[2] = SMSC9220->RX_DATA_PORT;
		to[3] = SMSC9220->RX_DATA_PORT;
		to += 4;
	}
	for (; words > 0; words--) {
		*to++ = SMSC9220->RX_DATA_PORT;
	}
}

BUILD_ASSERT(CONFIG_NET_BUF_DATA_SIZE % sizeof(uint32_t) == 0,
	     "the card is read by words: a buffer has to hold whole ones");

/** Fills a packet's buffers with a frame, which has that many bytes and is followed by its
 * checksum. */
static inline void aio_smsc911x_fill(struct net_pkt *packet, size_t size)
{
	for (struct net_buf *buffer = packet->buffer; buffer != NULL; buffer = buffer->frags) {
		size_t part = MIN(size, (size_t)buffer->size);

		aio_smsc911x_read((uint32_t *)buffer->data, DIV_ROUND_UP(part, sizeof(uint32_t)));
		net_buf_add(buffer, part);
		size -= part;
	}
}

/** Of a frame that nobody gets. */
static inline void aio_smsc911x_skip(size_t size)
{
	if (!aio_smsc911x_emulated()) {
		SMSC9220->RX_DP_CTRL = BIT(31);
		while ((SMSC9220->RX_DP_CTRL & BIT(31)) != 0) {
		}
		return;
	}
	for (size_t words = DIV_ROUND_UP(size, sizeof(uint32_t)); words > 0; words--) {
		(void)SMSC9220->RX_DATA_PORT;
	}
}

static inline struct net_pkt *aio_smsc911x_alloc(struct net_if *interface, size_t size)
{
	struct net_pkt *packet =
		aio_receive_room(size) ? net_pkt_rx_alloc_on_iface(interface, K_NO_WAIT) : NULL;

	if (packet != NULL && net_pkt_alloc_buffer_raw(packet, size, K_NO_WAIT) == 0) {
		return packet;
	}
	if (packet != NULL) {
		net_pkt_unref(packet);
	}
	return NULL;
}

/** Takes a frame out of the card. */
static void aio_smsc911x_receive(struct net_if *interface)
{
	size_t size = BFIELD(SMSC9220->RX_STAT_PORT, RX_STAT_PORT_PKT_LEN);
	struct net_pkt *packet;

	/* With its checksum, which is a word of its own where the frame ends between two. */
	if (size <= sizeof(uint32_t)) {
		aio_smsc911x_skip(size);
		return;
	}
	packet = aio_smsc911x_alloc(interface, size - sizeof(uint32_t));
	if (packet == NULL) {
		aio_smsc911x_skip(size);
		return;
	}
	aio_smsc911x_fill(packet, size - sizeof(uint32_t));
	for (size_t words = DIV_ROUND_UP(size, sizeof(uint32_t)) -
			    DIV_ROUND_UP(size - sizeof(uint32_t), sizeof(uint32_t));
	     words > 0; words--) {
		(void)SMSC9220->RX_DATA_PORT;
	}
	if (net_recv_data(interface, packet) < 0) {
		net_pkt_unref(packet);
	}
}

static void aio_smsc911x_isr(const struct device *dev)
{
	struct net_if *interface = net_if_lookup_by_dev(dev);

	/* First, so that it is pending again for a frame that comes from here on. */
	SMSC9220->INT_STS = SMSC9220->INT_STS;
	while (SMSC9220_BFIELD(RX_FIFO_INF, RXSUSED) != 0) {
		aio_smsc911x_receive(interface);
	}
}

#undef IRQ_CONNECT
#define IRQ_CONNECT(irq, priority, isr, parameter, flags)                                          \
	ARG_UNUSED(isr);                                                                           \
	ARCH_IRQ_CONNECT(irq, priority, aio_smsc911x_isr, parameter, flags)

#define k_sleep(timeout) aio_smsc911x_sleep(timeout)

#endif /* AIO_SMSC911X_QEMU_H_ */
