#include "entropy.h"

#include <errno.h>

#ifdef CONFIG_CSPRNG_ENABLED

/* Zephyr sets the option where the devicetree chooses an entropy driver, and there alone. */
#include <zephyr/random/random.h>

void aio_entropy_seed(const uint8_t seed[AIO_ENTROPY_SEED_SIZE])
{
	(void)seed;
}

int aio_entropy_get(uint8_t *bytes, size_t length)
{
	return length == 0 ? 0 : sys_csrand_get(bytes, length);
}

#else

#include <stdbool.h>
#include <string.h>

#include "chacha20.h"

static struct {
	/** Of the next request. No earlier output can be made from it. */
	uint32_t key[AIO_CHACHA20_KEY_WORDS];
	/** A seed has come. */
	bool seeded;
} state;

static void take_key(const uint8_t bytes[AIO_ENTROPY_SEED_SIZE])
{
	for (int i = 0; i < AIO_CHACHA20_KEY_WORDS; i++) {
		state.key[i] = (uint32_t)bytes[4 * i] | (uint32_t)bytes[4 * i + 1] << 8 |
			       (uint32_t)bytes[4 * i + 2] << 16 | (uint32_t)bytes[4 * i + 3] << 24;
	}
}

/* A memset() of what is not read any more is left out by the compiler. */
static void wipe(uint8_t *bytes, size_t length)
{
	volatile uint8_t *byte = bytes;

	while (length-- > 0) {
		*byte++ = 0;
	}
}

void aio_entropy_seed(const uint8_t seed[AIO_ENTROPY_SEED_SIZE])
{
	state.seeded = seed != NULL;
	if (state.seeded) {
		take_key(seed);
	}
}

/* Fast key erasure: the first 32 bytes of the key stream are the next key, the others go out. */
int aio_entropy_get(uint8_t *bytes, size_t length)
{
	static const uint32_t nonce[AIO_CHACHA20_NONCE_WORDS];
	uint8_t block[AIO_CHACHA20_BLOCK_SIZE];
	uint8_t next[AIO_ENTROPY_SEED_SIZE];
	size_t used = sizeof(next);
	uint32_t counter = 0;

	if (!state.seeded) {
		return -ENOTSUP;
	}
	aio_chacha20_block(state.key, counter++, nonce, block);
	memcpy(next, block, sizeof(next));
	while (length > 0) {
		size_t count = sizeof(block) - used < length ? sizeof(block) - used : length;

		memcpy(bytes, block + used, count);
		bytes += count;
		length -= count;
		used = 0;
		if (length > 0) {
			aio_chacha20_block(state.key, counter++, nonce, block);
		}
	}
	take_key(next);
	wipe(next, sizeof(next));
	wipe(block, sizeof(block));
	return 0;
}

#endif
