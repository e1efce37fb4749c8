/*
 * The Internet checksum (RFC 1071) for lwIP, four words at a time: it runs over each byte that is
 * sent or received.
 */
#include <lwip/opt.h>

#include <stdint.h>

/* Adds whole words with the carry of each into the next. 32 bits hold it, as the carry of the last
 * is added again. */
static uint32_t add_words(uint32_t sum, const uint32_t *word, unsigned int count)
{
	for (; count >= 4; count -= 4) {
		__asm__("ldmia %1!, {r3, r4, r5, r6}\n"
			"adds %0, %0, r3\n"
			"adcs %0, %0, r4\n"
			"adcs %0, %0, r5\n"
			"adcs %0, %0, r6\n"
			"adc %0, %0, #0"
			: "+r"(sum), "+r"(word)
			:
			: "r3", "r4", "r5", "r6", "cc", "memory");
	}
	for (; count > 0; count--) {
		__asm__("adds %0, %0, %1\n"
			"adc %0, %0, #0"
			: "+r"(sum)
			: "r"(*word++)
			: "cc");
	}
	return sum;
}

/** Not complemented, in the byte order of the data, as lwIP wants it. */
uint16_t net_checksum(const void *data, int length)
{
	const uint8_t *byte = data;
	uint32_t sum = 0;
	uint32_t rest = 0;
	int odd = (uintptr_t)byte & 1;

	/* What is before the first word. From an odd address on, all bytes change places in the
	 * end. */
	if (odd && length > 0) {
		rest = (uint32_t)*byte++ << 8;
		length--;
	}
	if (((uintptr_t)byte & 2) != 0 && length >= 2) {
		rest += *(const uint16_t *)(const void *)byte;
		byte += 2;
		length -= 2;
	}
	sum = add_words(sum, (const uint32_t *)(const void *)byte, (unsigned int)length / 4);
	byte += length & ~3;
	if ((length & 2) != 0) {
		rest += *(const uint16_t *)(const void *)byte;
		byte += 2;
	}
	if ((length & 1) != 0) {
		rest += *byte;
	}
	sum = (sum & 0xffff) + (sum >> 16) + rest;
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return odd ? __builtin_bswap16((uint16_t)sum) : (uint16_t)sum;
}
