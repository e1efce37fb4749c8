#include "crc32.h"

/** Bits from the least significant on; the polynomial 0x04C11DB7 with its bits reversed. */
#define POLYNOMIAL UINT32_C(0xEDB88320)

/* What a nibble does to the checksum: 64 bytes of flash instead of the usual 1,024, for an image of
 * some 100 KB that is checked once.
 */
#define STEP(c)	  (((c) >> 1) ^ ((c)&1 ? POLYNOMIAL : 0))
#define NIBBLE(n) STEP(STEP(STEP(STEP(UINT32_C(n)))))

static const uint32_t nibbles[16] = {
	NIBBLE(0),  NIBBLE(1),	NIBBLE(2),  NIBBLE(3),	NIBBLE(4),  NIBBLE(5),
	NIBBLE(6),  NIBBLE(7),	NIBBLE(8),  NIBBLE(9),	NIBBLE(10), NIBBLE(11),
	NIBBLE(12), NIBBLE(13), NIBBLE(14), NIBBLE(15),
};

uint32_t aio_crc32(const void *data, size_t length)
{
	const uint8_t *byte = data;
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < length; i++) {
		crc ^= byte[i];
		crc = (crc >> 4) ^ nibbles[crc & 0xF];
		crc = (crc >> 4) ^ nibbles[crc & 0xF];
	}
	return ~crc;
}
