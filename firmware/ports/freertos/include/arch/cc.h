/*
 * Read by lwIP: the compiler and the platform.
 */
#ifndef ARCH_CC_H_
#define ARCH_CC_H_

#include <stdint.h>
#include <sys/types.h>

#include <zephyr/random/random.h>

#define BYTE_ORDER LITTLE_ENDIAN

#define LWIP_RAND() sys_rand32_get()

/* lwIP has no other use for a platform's printf than debugging. */
#define LWIP_PLATFORM_DIAG(x)

_Noreturn void net_assertion_failed(const char *message);
#define LWIP_PLATFORM_ASSERT(x) net_assertion_failed(x)

/* <zephyr/net/net_ip.h> has them. */
#define LWIP_DONT_PROVIDE_BYTEORDER_FUNCTIONS
#define lwip_htons(x) __builtin_bswap16(x)
#define lwip_htonl(x) __builtin_bswap32(x)

/* Both in checksum.c. */
uint16_t net_checksum(const void *data, int length);
#define LWIP_CHKSUM net_checksum

#endif /* ARCH_CC_H_ */
