/*
 * A bit for each slot of the reactor's table, and the two of AIO_READABLE and AIO_WRITABLE: to walk
 * what is armed or ready without looking at the rest, and to deal with many slots in one go.
 */
#ifndef AIO_SLOT_BITS_H_
#define AIO_SLOT_BITS_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <aio/sizes.h>

/** Two bits for each slot. */
#define AIO_SLOT_BITS_WORDS ((CONFIG_AIO_MAX_SOCKETS + 15) / 16)

struct aio_slot_bits {
	uint32_t words[AIO_SLOT_BITS_WORDS];
};

static inline uint8_t aio_slot_bits_get(const struct aio_slot_bits *bits, int slot)
{
	return bits->words[slot / 16] >> (slot % 16 * 2) & 3;
}

static inline void aio_slot_bits_add(struct aio_slot_bits *bits, int slot, uint8_t added)
{
	bits->words[slot / 16] |= (uint32_t)added << (slot % 16 * 2);
}

static inline void aio_slot_bits_remove(struct aio_slot_bits *bits, int slot, uint8_t removed)
{
	bits->words[slot / 16] &= ~((uint32_t)removed << (slot % 16 * 2));
}

static inline bool aio_slot_bits_any(const struct aio_slot_bits *bits)
{
	uint32_t all = 0;

	for (size_t i = 0; i < AIO_SLOT_BITS_WORDS; i++) {
		all |= bits->words[i];
	}
	return all != 0;
}

/**
 * The first slot from this one on that has a bit, or -1. To walk them all:
 *
 *     for (int slot = -1; (slot = aio_slot_bits_next(bits, slot + 1)) >= 0;) { … }
 */
static inline int aio_slot_bits_next(const struct aio_slot_bits *bits, int from)
{
	uint32_t skipped = (UINT32_C(1) << (from % 16 * 2)) - 1;

	for (size_t i = (size_t)from / 16; i < AIO_SLOT_BITS_WORDS; i++) {
		uint32_t word = bits->words[i] & ~skipped;

		if (word != 0) {
			return (int)(i * 16) + __builtin_ctz(word) / 2;
		}
		skipped = 0;
	}
	return -1;
}

#endif /* AIO_SLOT_BITS_H_ */
