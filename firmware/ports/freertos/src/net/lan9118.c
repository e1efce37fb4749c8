#include "lan9118.h"

#include <zephyr/irq.h>
#include <zephyr/kernel.h>

#include <lwip/pbuf.h>

#include "core.h"
#include "sock.h"

#define BASE	     0x40200000u
#define IRQ	     13
#define IRQ_PRIORITY 4

#define REG(offset) (*(volatile uint32_t *)(BASE + (offset)))

/* The first 32 bytes all read the receive FIFO, the next 32 all write the transmit FIFO: blocks of
 * eight words go in one instruction. */
#define RX_FIFO	    REG(0x00)
#define TX_FIFO	    REG(0x20)
#define RX_STATUS   REG(0x40)
#define ID_REV	    REG(0x50)
#define IRQ_CFG	    REG(0x54)
#define INT_STS	    REG(0x58)
#define INT_EN	    REG(0x5c)
#define BYTE_TEST   REG(0x64)
#define FIFO_INT    REG(0x68)
#define RX_CFG	    REG(0x6c)
#define TX_CFG	    REG(0x70)
#define HW_CFG	    REG(0x74)
#define RX_FIFO_INF REG(0x7c)
#define TX_FIFO_INF REG(0x80)
#define MAC_CMD	    REG(0xa4)
#define MAC_DATA    REG(0xa8)
#define AFC_CFG	    REG(0xac)

#define BYTE_TEST_VALUE 0x87654321u

#define IRQ_CFG_EN	  0x100u
#define IRQ_CFG_HIGH	  0x010u
#define IRQ_CFG_PUSH_PULL 0x001u

#define INT_PHY	      0x00040000u
#define INT_RX_ERROR  0x00004000u
#define INT_RX_STATUS 0x00000008u
#define INTERRUPTS    (INT_PHY | INT_RX_ERROR | INT_RX_STATUS)

#define HW_CFG_RESET	0x00000001u
/* Five KiB of transmit FIFO; the bit that must be one. */
#define HW_CFG_VALUE	0x00150000u
#define RX_CFG_DUMP	0x00008000u
/* Two bytes before each frame, as ETH_PAD_SIZE asks. */
#define RX_CFG_OFFSET	(ETH_PAD_SIZE << 8)
#define RX_STATUS_ERROR 0x00008000u
/* Sends, and goes on where nobody reads the status of what was sent. */
#define TX_CFG_VALUE	0x00000006u
#define TX_FIRST	0x00002000u
#define TX_LAST		0x00001000u
/* Of each buffer: two commands, and what fills up its first and last word. */
#define TX_OVERHEAD	14

#define MAC_BUSY 0x80000000u
#define MAC_READ 0x40000000u

#define MAC_CR	 1
#define MAC_HIGH 2
#define MAC_LOW	 3
#define MII_ACC	 6
#define MII_DATA 7

/* Full duplex, all multicast (IPv6 needs some), transmitter and receiver on. */
#define MAC_CR_VALUE 0x0018000cu

#define PHY_STATUS	1
#define PHY_STATUS_LINK 0x0004u
#define PHY_INT_SOURCE	29
#define PHY_INT_MASK	30
#define PHY_INT_LINK	0x0050u
#define MII_PHY		(1u << 11)
#define MII_WRITE	2u
#define MII_BUSY	1u

#define CRC_BYTES 4
/** Reads of a busy bit before the chip is given up. */
#define PATIENCE  100000

/** The interrupt came, and its line is masked until the FIFO is empty. */
static volatile bool pending;

/* The chip's registers */

static void wait_while(volatile uint32_t *reg, uint32_t bit)
{
	for (int i = 0; i < PATIENCE && (*reg & bit) != 0; i++) {
	}
}

static uint32_t mac_read(unsigned int index)
{
	MAC_CMD = MAC_BUSY | MAC_READ | index;
	wait_while(&MAC_CMD, MAC_BUSY);
	return MAC_DATA;
}

static void mac_write(unsigned int index, uint32_t value)
{
	MAC_DATA = value;
	MAC_CMD = MAC_BUSY | index;
	wait_while(&MAC_CMD, MAC_BUSY);
}

static void mii_start(uint32_t command)
{
	mac_write(MII_ACC, MII_PHY | command | MII_BUSY);
	for (int i = 0; i < PATIENCE && (mac_read(MII_ACC) & MII_BUSY) != 0; i++) {
	}
}

static uint32_t phy_read(unsigned int index)
{
	mii_start(index << 6);
	return mac_read(MII_DATA);
}

static void phy_write(unsigned int index, uint32_t value)
{
	mac_write(MII_DATA, value);
	mii_start(index << 6 | MII_WRITE);
}

bool net_lan9118_has_link(void)
{
	/* Its link bit keeps a loss until it was read. */
	(void)phy_read(PHY_STATUS);
	return (phy_read(PHY_STATUS) & PHY_STATUS_LINK) != 0;
}

/* FIFOs. Of blocks whose LDM or STM an interrupt cuts short, a Cortex-M3 does the rest after it and
 * not the whole again, so that no word is read twice. */

static void fifo_read(uint32_t *to, unsigned int words)
{
	for (; words >= 8; words -= 8) {
		__asm__ volatile("ldmia %1, {r3, r4, r5, r6, r8, r9, r10, r12}\n"
				 "stmia %0!, {r3, r4, r5, r6, r8, r9, r10, r12}"
				 : "+r"(to)
				 : "r"(BASE)
				 : "r3", "r4", "r5", "r6", "r8", "r9", "r10", "r12", "memory");
	}
	for (; words > 0; words--) {
		*to++ = RX_FIFO;
	}
}

static void fifo_write(const uint32_t *from, unsigned int words)
{
	for (; words >= 8; words -= 8) {
		__asm__ volatile("ldmia %0!, {r3, r4, r5, r6, r8, r9, r10, r12}\n"
				 "stmia %1, {r3, r4, r5, r6, r8, r9, r10, r12}"
				 : "+r"(from)
				 : "r"(BASE + 0x20)
				 : "r3", "r4", "r5", "r6", "r8", "r9", "r10", "r12", "memory");
	}
	for (; words > 0; words--) {
		TX_FIFO = *from++;
	}
}

static void fifo_discard(unsigned int words)
{
	for (; words > 0; words--) {
		(void)RX_FIFO;
	}
}

/* Sending */

/* One buffer of a frame: it starts at any address; the chip skips the bytes before it. */
static void send_buffer(const struct pbuf *q, uint32_t segment, unsigned int frame_bytes)
{
	uintptr_t start = (uintptr_t)q->payload;
	unsigned int offset = start & 3;

	TX_FIFO = segment | offset << 16 | q->len;
	TX_FIFO = frame_bytes;
	fifo_write((const uint32_t *)(start - offset), (offset + q->len + 3) / 4);
}

err_t net_lan9118_send(struct netif *netif, struct pbuf *p)
{
	uint32_t segment = TX_FIRST;
	unsigned int bytes;
	err_t result = ERR_OK;

	LWIP_UNUSED_ARG(netif);
	pbuf_remove_header(p, ETH_PAD_SIZE);
	bytes = p->tot_len;
	if ((TX_FIFO_INF & 0xffff) < bytes + pbuf_clen(p) * TX_OVERHEAD) {
		result = ERR_BUF;
	} else {
		for (const struct pbuf *q = p;; q = q->next) {
			bool last = q->len == q->tot_len;

			if (q->len > 0) {
				send_buffer(q, segment | (last ? TX_LAST : 0), bytes);
				segment = 0;
			}
			if (last) {
				break;
			}
		}
	}
	pbuf_add_header(p, ETH_PAD_SIZE);
	net_active();
	return result;
}

/* Receiving */

static void on_interrupt(const void *unused)
{
	ARG_UNUSED(unused);
	irq_disable(IRQ);
	pending = true;
	net_wake();
}

/*
 * Where all buffers are taken, some hold segments that came before others that were lost: those of
 * one connection are given up. The rest holds what programs have not read: that of one socket moves
 * into the heap. Otherwise nothing could come that would make a buffer free, no acknowledgement and
 * no end of a connection, and nothing would move any more.
 */
static struct pbuf *alloc(u16_t bytes)
{
	struct pbuf *p = pbuf_alloc(PBUF_RAW, bytes, PBUF_POOL);

	if (p == NULL) {
		PBUF_CHECK_FREE_OOSEQ();
		p = pbuf_alloc(PBUF_RAW, bytes, PBUF_POOL);
	}
	if (p == NULL && sock_make_room()) {
		p = pbuf_alloc(PBUF_RAW, bytes, PBUF_POOL);
	}
	return p;
}

static void receive(struct netif *netif)
{
	uint32_t status = RX_STATUS;
	unsigned int bytes = status >> 16 & 0x3fff;
	unsigned int words = (bytes + ETH_PAD_SIZE + 3) / 4;
	struct pbuf *p = NULL;

	if ((status & RX_STATUS_ERROR) == 0 && words * 4 <= PBUF_POOL_BUFSIZE) {
		p = alloc((u16_t)(bytes + ETH_PAD_SIZE - CRC_BYTES));
	}
	if (p == NULL) {
		fifo_discard(words);
		return;
	}
	/* A pool's buffer holds a whole frame: p is no chain, and there is room for the CRC. */
	fifo_read(p->payload, words);
	if (netif->input(p, netif) != ERR_OK) {
		pbuf_free(p);
	}
}

/* The chip lost count of what is in its FIFO: starts over. */
static void recover(void)
{
	mac_write(MAC_CR, MAC_CR_VALUE & ~4u);
	RX_CFG = RX_CFG_DUMP | RX_CFG_OFFSET;
	wait_while(&RX_CFG, RX_CFG_DUMP);
	mac_write(MAC_CR, MAC_CR_VALUE);
}

enum lan9118_event net_lan9118_poll(struct netif *netif, int limit)
{
	enum lan9118_event event = LAN9118_DONE;
	uint32_t status;

	if (!pending) {
		return LAN9118_DONE;
	}
	/* First, so that what comes from here on interrupts again. */
	status = INT_STS & INTERRUPTS;
	INT_STS = status;
	net_active();
	for (unsigned int frames = RX_FIFO_INF >> 16 & 0xff; frames > 0;
	     frames = RX_FIFO_INF >> 16 & 0xff) {
		for (; frames > 0; frames--) {
			if (limit-- == 0) {
				return LAN9118_MORE;
			}
			receive(netif);
		}
	}
	if ((status & INT_RX_ERROR) != 0) {
		recover();
	}
	if ((status & INT_PHY) != 0) {
		(void)phy_read(PHY_INT_SOURCE);
		event = LAN9118_LINK;
	}
	pending = false;
	irq_enable(IRQ);
	return event;
}

/* Starting */

int net_lan9118_init(uint8_t mac[6])
{
	uint32_t low;
	uint32_t high;

	if (BYTE_TEST != BYTE_TEST_VALUE) {
		return -1;
	}
	HW_CFG = HW_CFG_RESET;
	wait_while(&HW_CFG, HW_CFG_RESET);
	HW_CFG = HW_CFG_VALUE;
	AFC_CFG = 0x006e3740;
	low = mac_read(MAC_LOW);
	high = mac_read(MAC_HIGH);
	for (int i = 0; i < 4; i++) {
		mac[i] = (uint8_t)(low >> 8 * i);
	}
	mac[4] = (uint8_t)high;
	mac[5] = (uint8_t)(high >> 8);
	INT_EN = 0;
	INT_STS = UINT32_MAX;
	IRQ_CFG = IRQ_CFG_EN | IRQ_CFG_HIGH | IRQ_CFG_PUSH_PULL;
	FIFO_INT = 0;
	RX_CFG = RX_CFG_OFFSET;
	TX_CFG = TX_CFG_VALUE;
	return 0;
}

void net_lan9118_enable(void)
{
	phy_write(PHY_INT_MASK, PHY_INT_LINK);
	mac_write(MAC_CR, MAC_CR_VALUE);
	IRQ_CONNECT(IRQ, IRQ_PRIORITY, on_interrupt, NULL, 0);
	irq_enable(IRQ);
	INT_EN = INTERRUPTS;
}
