/*
 * In front of Zephyr's eth_smsc911x.c alone: its long sleeps wait for a real card's PHY, and last
 * 2.1 s in all. Where QEMU emulates the card, which tells so by its name, they end at once. The
 * short ones, of a millisecond, are how the driver polls, and stay.
 */
#ifndef AIO_SMSC911X_SLEEP_H_
#define AIO_SMSC911X_SLEEP_H_

#include <zephyr/devicetree.h>
#include <zephyr/kernel.h>
#include <zephyr/sys/sys_io.h>

#define AIO_SMSC911X_ID_REV (DT_REG_ADDR(DT_INST(0, smsc_lan9220)) + 0x50)
/** What QEMU's card says that it is; the MPS2 boards have a LAN9220. */
#define AIO_LAN9118	    0x0118

static inline int32_t aio_smsc911x_sleep(k_timeout_t timeout)
{
	bool emulated = sys_read32(AIO_SMSC911X_ID_REV) >> 16 == AIO_LAN9118;

	return emulated && timeout.ticks >= K_MSEC(100).ticks ? 0 : k_sleep(timeout);
}

#define k_sleep(timeout) aio_smsc911x_sleep(timeout)

#endif /* AIO_SMSC911X_SLEEP_H_ */
