/*
 * A bit for each slot of the reactor's table, to walk what is armed or ready without looking at the
 * rest.
 */
#ifndef AIO_SLOT_MASK_H_
#define AIO_SLOT_MASK_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AIO_SLOT_MASK_WORDS ((CONFIG_AIO_MAX_SOCKETS + 31) / 32)

struct aio_slot_mask {
	uint32_t words[AIO_SLOT_MASK_WORDS];
};

static inline void aio_slot_mask_set(struct aio_slot_mask *mask, int slot)
{
	mask->words[slot / 32] |= UINT32_C(1) << (slot % 32);
}

static inline void aio_slot_mask_clear(struct aio_slot_mask *mask, int slot)
{
	mask->words[slot / 32] &= ~(UINT32_C(1) << (slot % 32));
}

static inline void aio_slot_mask_put(struct aio_slot_mask *mask, int slot, bool value)
{
	if (value) {
		aio_slot_mask_set(mask, slot);
	} else {
		aio_slot_mask_clear(mask, slot);
	}
}

static inline bool aio_slot_mask_test(const struct aio_slot_mask *mask, int slot)
{
	return (mask->words[slot / 32] >> (slot % 32)) & 1;
}

static inline bool aio_slot_mask_any(const struct aio_slot_mask *mask)
{
	uint32_t all = 0;

	for (size_t i = 0; i < AIO_SLOT_MASK_WORDS; i++) {
		all |= mask->words[i];
	}
	return all != 0;
}

/**
 * The first slot from this one on whose bit is set, or -1. To walk them all:
 *
 *     for (int slot = -1; (slot = aio_slot_mask_next(mask, slot + 1)) >= 0;) { … }
 */
static inline int aio_slot_mask_next(const struct aio_slot_mask *mask, int from)
{
	uint32_t skipped = (UINT32_C(1) << (from % 32)) - 1;

	for (size_t i = (size_t)from / 32; i < AIO_SLOT_MASK_WORDS; i++) {
		uint32_t word = mask->words[i] & ~skipped;

		if (word != 0) {
			return (int)(i * 32) + __builtin_ctz(word);
		}
		skipped = 0;
	}
	return -1;
}

#endif /* AIO_SLOT_MASK_H_ */
