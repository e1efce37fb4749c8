/*
 * SMSC LAN9118 Ethernet controller, as QEMU's mps2-an385 has it. With the network's lock held,
 * where nothing else is said.
 */
#ifndef NET_LAN9118_H_
#define NET_LAN9118_H_

#include <stdbool.h>
#include <stdint.h>

#include <lwip/netif.h>

enum lan9118_event {
	LAN9118_DONE,
	/** There may be further frames: poll again. */
	LAN9118_MORE,
	/** The link may have changed. */
	LAN9118_LINK,
};

/** Resets the controller and reads its MAC address. @retval -1 it does not answer */
int net_lan9118_init(uint8_t mac[6]);
/** Starts sending, receiving and interrupts. */
void net_lan9118_enable(void);
bool net_lan9118_has_link(void);
/** Passes at most limit frames to netif->input. Costs an instruction where no interrupt came. */
enum lan9118_event net_lan9118_poll(struct netif *netif, int limit);
/** netif's linkoutput. @retval ERR_BUF the controller is full: the frame is lost */
err_t net_lan9118_send(struct netif *netif, struct pbuf *p);

#endif /* NET_LAN9118_H_ */
