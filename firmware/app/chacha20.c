#include "chacha20.h"

#include <string.h>

#define WORDS (AIO_CHACHA20_BLOCK_SIZE / 4)

static uint32_t rotated(uint32_t word, int bits)
{
	return word << bits | word >> (32 - bits);
}

static void quarter_round(uint32_t *x, int a, int b, int c, int d)
{
	x[a] += x[b];
	x[d] = rotated(x[d] ^ x[a], 16);
	x[c] += x[d];
	x[b] = rotated(x[b] ^ x[c], 12);
	x[a] += x[b];
	x[d] = rotated(x[d] ^ x[a], 8);
	x[c] += x[d];
	x[b] = rotated(x[b] ^ x[c], 7);
}

/* Columns, then diagonals. */
static void double_round(uint32_t *x)
{
	for (int i = 0; i < 4; i++) {
		quarter_round(x, i, 4 + i, 8 + i, 12 + i);
	}
	for (int i = 0; i < 4; i++) {
		quarter_round(x, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4);
	}
}

void aio_chacha20_block(const uint32_t key[AIO_CHACHA20_KEY_WORDS], uint32_t counter,
			const uint32_t nonce[AIO_CHACHA20_NONCE_WORDS],
			uint8_t block[AIO_CHACHA20_BLOCK_SIZE])
{
	/* "expand 32-byte k" */
	uint32_t start[WORDS] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
	uint32_t x[WORDS];

	memcpy(&start[4], key, AIO_CHACHA20_KEY_WORDS * sizeof(*key));
	start[12] = counter;
	memcpy(&start[13], nonce, AIO_CHACHA20_NONCE_WORDS * sizeof(*nonce));
	memcpy(x, start, sizeof(x));
	for (int round = 0; round < 20; round += 2) {
		double_round(x);
	}
	for (int i = 0; i < WORDS; i++) {
		uint32_t word = x[i] + start[i];

		for (int byte = 0; byte < 4; byte++) {
			block[4 * i + byte] = (uint8_t)(word >> 8 * byte);
		}
	}
}
