#include "lookups.h"

#include <errno.h>

#include <zephyr/sys/util.h>

#define SLOT_BITS 8
#define SLOT_MASK ((1 << SLOT_BITS) - 1)

BUILD_ASSERT(CONFIG_AIO_MAX_LOOKUPS >= 1 && CONFIG_AIO_MAX_LOOKUPS <= SLOT_MASK,
	     "CONFIG_AIO_MAX_LOOKUPS must be 1 to 255: a handle has 8 bits for the slot");

struct aio_lookups aio_lookups;

int aio_lookup_handle(const struct aio_lookup *lookup)
{
	return (int)(lookup - aio_lookups.slots) | lookup->generation << SLOT_BITS;
}

struct aio_lookup *aio_lookup_find(int handle)
{
	int slot = handle & SLOT_MASK;

	if (handle <= 0 || slot >= CONFIG_AIO_MAX_LOOKUPS) {
		return NULL;
	}

	struct aio_lookup *lookup = &aio_lookups.slots[slot];

	return lookup->state != AIO_LOOKUP_FREE && aio_lookup_handle(lookup) == handle ? lookup
										       : NULL;
}

struct aio_lookup *aio_lookup_take(void)
{
	for (size_t i = 0; i < CONFIG_AIO_MAX_LOOKUPS; i++) {
		struct aio_lookup *lookup = &aio_lookups.slots[i];

		if (lookup->state == AIO_LOOKUP_FREE) {
			lookup->generation =
				lookup->generation == UINT16_MAX ? 1 : lookup->generation + 1;
			lookup->address[0] = '\0';
			return lookup;
		}
	}
	return NULL;
}

void aio_lookup_free(struct aio_lookup *lookup)
{
	if (lookup->state == AIO_LOOKUP_ENDED) {
		aio_lookups.ended--;
	}
	if (lookup->state != AIO_LOOKUP_REPORTED) {
		aio_lookups.pending--;
	}
	lookup->state = AIO_LOOKUP_FREE;
}

void aio_lookup_end(struct aio_lookup *lookup, int result)
{
	lookup->state = AIO_LOOKUP_ENDED;
	lookup->result = result;
	aio_lookups.ended++;
}

struct aio_lookup *aio_lookup_first_ended(bool to_ask_again)
{
	for (size_t i = 0; i < CONFIG_AIO_MAX_LOOKUPS; i++) {
		struct aio_lookup *lookup = &aio_lookups.slots[i];
		bool again = lookup->result == -ENOENT && lookup->six_next;

		if (lookup->state == AIO_LOOKUP_ENDED && again == to_ask_again) {
			return lookup;
		}
	}
	return NULL;
}

bool aio_lookup_is_asked(const struct aio_lookup *lookup)
{
	k_spinlock_key_t key = k_spin_lock(&aio_lookups.lock);
	bool asked = lookup->state == AIO_LOOKUP_ASKED;

	k_spin_unlock(&aio_lookups.lock, key);
	return asked;
}

void aio_lookup_end_asking(struct aio_lookup *lookup, int result)
{
	k_spinlock_key_t key = k_spin_lock(&aio_lookups.lock);

	if (lookup->state == AIO_LOOKUP_ASKED) {
		aio_lookup_end(lookup, result);
	}
	k_spin_unlock(&aio_lookups.lock, key);
}
