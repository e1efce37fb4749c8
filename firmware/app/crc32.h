/*
 * CRC-32 as in IEEE 802.3 and zlib.
 */
#ifndef AIO_CRC32_H_
#define AIO_CRC32_H_

#include <stddef.h>
#include <stdint.h>

/** The checksum of length bytes. Any context. */
uint32_t aio_crc32(const void *data, size_t length);

#endif /* AIO_CRC32_H_ */
