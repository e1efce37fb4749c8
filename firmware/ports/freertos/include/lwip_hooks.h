/*
 * Read by lwIP: what it asks before it goes on.
 */
#ifndef LWIP_HOOKS_H_
#define LWIP_HOOKS_H_

#include "../src/net/admit.h"

#define LWIP_HOOK_TCP_INPACKET_PCB(pcb, header, optlen, opt1len, opt2, p) net_admit(pcb, header, p)

#endif /* LWIP_HOOKS_H_ */
