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
#include "../src/receive_room.h"

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

/** In the driver's ISR. @param size bytes without the last word, which is the frame's checksum */
static inline struct net_pkt *aio_smsc911x_rx_alloc(struct net_if *interface, size_t size)
{
	struct net_pkt *packet =
		aio_receive_room(size) ? net_pkt_rx_alloc_on_iface(interface, K_NO_WAIT) : NULL;

	if (packet != NULL && net_pkt_alloc_buffer_raw(packet, size, K_NO_WAIT) == 0) {
		return packet;
	}
	if (packet != NULL) {
		net_pkt_unref(packet);
	}
	if (aio_smsc911x_emulated()) {
		for (size_t words = size / sizeof(uint32_t) + 1; words > 0; words--) {
			(void)SMSC9220->RX_DATA_PORT;
		}
	}
	return NULL;
}

/* The driver's, below. */
static void eth_smsc911x_isr(const struct device *dev);
static struct net_pkt *smsc_recv_pkt(const struct device *dev, uint32_t size);
static inline void smsc_wait_discard_pkt(void);

/** Whether a frame waits whose interrupt is not pending: only the next frame would tell of it. */
static inline bool aio_smsc911x_untold(void)
{
	return SMSC9220_BFIELD(RX_FIFO_INF, RXSUSED) != 0 &&
	       (SMSC9220->INT_STS & BIT(SMSC9220_INTERRUPT_RXSTATUS_FIFO_LEVEL)) == 0;
}

static void aio_smsc911x_isr(const struct device *dev)
{
	eth_smsc911x_isr(dev);
	while (aio_smsc911x_untold()) {
		smsc_wait_discard_pkt();
		uint32_t status = SMSC9220->RX_STAT_PORT;
		struct net_pkt *packet = smsc_recv_pkt(dev, BFIELD(status, RX_STAT_PORT_PKT_LEN));

		if (packet != NULL && net_recv_data(net_if_lookup_by_dev(dev), packet) < 0) {
			net_pkt_unref(packet);
		}
	}
}

#undef IRQ_CONNECT
#define IRQ_CONNECT(irq, priority, isr, parameter, flags)                                          \
	ARCH_IRQ_CONNECT(irq, priority, aio_smsc911x_isr, parameter, flags)

#define k_sleep(timeout) aio_smsc911x_sleep(timeout)

#undef net_pkt_rx_alloc_with_buffer
#define net_pkt_rx_alloc_with_buffer(interface, size, family, protocol, timeout)                   \
	aio_smsc911x_rx_alloc(interface, size)

#undef RX_DP_CTRL_RX_FFWD
#define RX_DP_CTRL_RX_FFWD (aio_smsc911x_emulated() ? 0 : BIT(31))

#endif /* AIO_SMSC911X_QEMU_H_ */
