/* firmware/app/entropy.c on a board without an entropy driver. */
#include "entropy.h"

#include <errno.h>
#include <string.h>

#include "case.h"
#include "chacha20.h"

static const uint8_t seed[AIO_ENTROPY_SEED_SIZE] = {1, 2, 3};
static const uint32_t key_of_seed[AIO_CHACHA20_KEY_WORDS] = {0x00030201};
static const uint32_t nonce[AIO_CHACHA20_NONCE_WORDS];

CASE("without a seed there are no bytes, and what was there stays")
{
	uint8_t bytes[4] = {1, 2, 3, 4};

	EXPECT_EQ(aio_entropy_get(bytes, sizeof(bytes)), -ENOTSUP);
	EXPECT_EQ(aio_entropy_get(bytes, 0), -ENOTSUP);
	aio_entropy_seed(NULL);
	EXPECT_EQ(aio_entropy_get(bytes, sizeof(bytes)), -ENOTSUP);
	EXPECT(memcmp(bytes, "\1\2\3\4", 4) == 0);
}

CASE("the bytes are the seed's key stream behind its first 32, which are the next key")
{
	uint8_t stream[3 * AIO_CHACHA20_BLOCK_SIZE];
	uint8_t bytes[sizeof(stream) - 32];
	uint32_t next[AIO_CHACHA20_KEY_WORDS];
	uint8_t block[AIO_CHACHA20_BLOCK_SIZE];

	for (uint32_t i = 0; i < 3; i++) {
		aio_chacha20_block(key_of_seed, i, nonce, stream + i * AIO_CHACHA20_BLOCK_SIZE);
	}
	aio_entropy_seed(seed);
	EXPECT_EQ(aio_entropy_get(bytes, sizeof(bytes)), 0);
	EXPECT(memcmp(bytes, stream + 32, sizeof(bytes)) == 0);
	/* The host is little-endian, as the device is. */
	memcpy(next, stream, sizeof(next));
	aio_chacha20_block(next, 0, nonce, block);
	EXPECT_EQ(aio_entropy_get(bytes, 5), 0);
	EXPECT(memcmp(bytes, block + 32, 5) == 0);
}

CASE("any length is filled to its last byte and no further")
{
	uint8_t whole[300];
	uint8_t bytes[sizeof(whole)];

	aio_entropy_seed(seed);
	EXPECT_EQ(aio_entropy_get(whole, sizeof(whole)), 0);
	for (size_t length = 0; length < sizeof(whole); length++) {
		uint8_t behind = (uint8_t)~whole[length];

		memset(bytes, behind, sizeof(bytes));
		aio_entropy_seed(seed);
		EXPECT_EQ(aio_entropy_get(bytes, length), 0);
		EXPECT(memcmp(bytes, whole, length) == 0);
		EXPECT_EQ(bytes[length], behind);
	}
}

CASE("no two requests give the same bytes, also where the first asked for none")
{
	uint8_t first[32];
	uint8_t second[32];

	aio_entropy_seed(seed);
	EXPECT_EQ(aio_entropy_get(first, sizeof(first)), 0);
	EXPECT_EQ(aio_entropy_get(second, sizeof(second)), 0);
	EXPECT(memcmp(first, second, sizeof(first)) != 0);
	aio_entropy_seed(seed);
	EXPECT_EQ(aio_entropy_get(second, 0), 0);
	EXPECT_EQ(aio_entropy_get(second, sizeof(second)), 0);
	EXPECT(memcmp(first, second, sizeof(first)) != 0);
}
