/*
 * Stand-in for Zephyr's <zephyr/sys/crc.h>.
 */
#ifndef ZEPHYR_SYS_CRC_H_
#define ZEPHYR_SYS_CRC_H_

#include <stddef.h>
#include <stdint.h>

/** IEEE 802.3, as zlib's crc32(). A table of 16 words, two look-ups a byte. */
uint32_t crc32_ieee(const uint8_t *data, size_t len);
/** Goes on from crc; begin with 0. */
uint32_t crc32_ieee_update(uint32_t crc, const uint8_t *data, size_t len);

#endif /* ZEPHYR_SYS_CRC_H_ */
