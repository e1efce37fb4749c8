/*
 * Zephyr's <zephyr/sys/byteorder.h> on FreeRTOS, for a little-endian CPU.
 */
#ifndef ZEPHYR_SYS_BYTEORDER_H_
#define ZEPHYR_SYS_BYTEORDER_H_

#include <stdint.h>

#define sys_le16_to_cpu(v) (v)
#define sys_le32_to_cpu(v) (v)
#define sys_le64_to_cpu(v) (v)
#define sys_cpu_to_le16(v) (v)
#define sys_cpu_to_le32(v) (v)
#define sys_cpu_to_le64(v) (v)
#define sys_be16_to_cpu(v) __builtin_bswap16(v)
#define sys_be32_to_cpu(v) __builtin_bswap32(v)
#define sys_be64_to_cpu(v) __builtin_bswap64(v)
#define sys_cpu_to_be16(v) __builtin_bswap16(v)
#define sys_cpu_to_be32(v) __builtin_bswap32(v)
#define sys_cpu_to_be64(v) __builtin_bswap64(v)

static inline uint16_t sys_get_le16(const uint8_t src[2])
{
	return (uint16_t)(src[0] | (src[1] << 8));
}

static inline uint32_t sys_get_le32(const uint8_t src[4])
{
	return sys_get_le16(src) | ((uint32_t)sys_get_le16(src + 2) << 16);
}

static inline uint16_t sys_get_be16(const uint8_t src[2])
{
	return (uint16_t)((src[0] << 8) | src[1]);
}

static inline uint32_t sys_get_be32(const uint8_t src[4])
{
	return ((uint32_t)sys_get_be16(src) << 16) | sys_get_be16(src + 2);
}

#endif /* ZEPHYR_SYS_BYTEORDER_H_ */
