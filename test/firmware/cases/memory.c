/* firmware/ports/zephyr/fixes/memory.c, against loops of single bytes. */
#include <stdint.h>
#include <string.h>

/* Under other names: the test itself, and its sanitizers, have the library's. */
#define memcpy	checked_memcpy
#define memmove checked_memmove
#define memset	checked_memset
#include "../../../firmware/ports/zephyr/fixes/memory.c"
#undef memcpy
#undef memmove
#undef memset

#include "case.h"

#define SIZE  256
#define START 64

/* On both sides of the place, to see what is written beside it. */
static uint8_t expected[SIZE], seen[SIZE];

static void fill(void)
{
	for (size_t i = 0; i < SIZE; i++) {
		expected[i] = seen[i] = (uint8_t)(i * 37 + 11);
	}
}

CASE("any number of bytes is copied between any addresses")
{
	uint8_t source[SIZE];

	for (size_t i = 0; i < SIZE; i++) {
		source[i] = (uint8_t)(i * 91 + 3);
	}
	for (size_t to = 0; to < 4; to++) {
		for (size_t from = 0; from < 4; from++) {
			for (size_t size = 0; size < 100; size++) {
				fill();
				for (size_t i = 0; i < size; i++) {
					expected[START + to + i] = source[from + i];
				}
				EXPECT(checked_memcpy(&seen[START + to], &source[from], size) ==
				       &seen[START + to]);
				EXPECT(memcmp(seen, expected, SIZE) == 0);
			}
		}
	}
}

CASE("bytes are moved up and down, whatever they overlap")
{
	for (size_t to = START - 40; to < START + 40; to++) {
		for (size_t size = 0; size < 100; size++) {
			uint8_t before[SIZE];

			fill();
			memcpy(before, expected, SIZE);
			memcpy(&expected[to], &before[START], size);
			EXPECT(checked_memmove(&seen[to], &seen[START], size) == &seen[to]);
			EXPECT(memcmp(seen, expected, SIZE) == 0);
		}
	}
}

CASE("any number of bytes is filled from any address on")
{
	for (size_t to = START; to < START + 4; to++) {
		for (size_t size = 0; size < 100; size++) {
			fill();
			for (size_t i = 0; i < size; i++) {
				expected[to + i] = 0xa5;
			}
			EXPECT(checked_memset(&seen[to], 0x1a5, size) == &seen[to]);
			EXPECT(memcmp(seen, expected, SIZE) == 0);
		}
	}
}
