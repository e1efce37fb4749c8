/*
 * The Ethernet interface and the loopback, as the core sees them. With the network's lock held.
 */
#ifndef NET_INTERFACE_H_
#define NET_INTERFACE_H_

#include <stdbool.h>

void net_interface_init(void);
/** Takes frames from the controller and loopback packets from their queue. The network's thread. */
void net_interface_poll(void);
/** Whether a loopback packet waits for net_interface_poll(). */
bool net_interface_has_loopback(void);

#endif /* NET_INTERFACE_H_ */
