#ifndef TEST_DNS_RESOLVE_H_
#define TEST_DNS_RESOLVE_H_

#include <zephyr/net/socket.h>

/* FreeRTOS's, on the host's addresses: Zephyr's sockaddr holds any of them, the host's does
 * not. */
#define sockaddr sockaddr_storage
#include "ports/freertos/include/zephyr/net/dns_resolve.h"
#undef sockaddr

#endif /* TEST_DNS_RESOLVE_H_ */
