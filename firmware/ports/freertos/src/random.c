/*
 * xoshiro128**: see <zephyr/random/random.h> for what it is not.
 */
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/random/random.h>

/** All zeroes would stay so. Guarded by irq_lock(). */
static uint32_t state[4] = {0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x93c467e3};
static bool seeded;

static uint32_t rotate(uint32_t value, int bits)
{
	return (value << bits) | (value >> (32 - bits));
}

static uint32_t next(void)
{
	uint32_t result = rotate(state[1] * 5, 7) * 9;
	uint32_t shifted = state[1] << 9;

	state[2] ^= state[0];
	state[3] ^= state[1];
	state[1] ^= state[2];
	state[0] ^= state[3];
	state[2] ^= shifted;
	state[3] = rotate(state[3], 11);
	return result;
}

/** A word goes into the state by addition, and is spread over it. */
static void mix(uint32_t word)
{
	state[0] += word;
	for (int i = 0; i < 8; i++) {
		(void)next();
	}
}

void sys_rand_seed(const void *src, size_t len)
{
	const uint8_t *bytes = src;
	unsigned int key = irq_lock();

	for (size_t i = 0; i < len; i++) {
		mix(bytes[i] + 0x100u * (uint32_t)i);
	}
	irq_unlock(key);
}

uint32_t sys_rand32_get(void)
{
	unsigned int key = irq_lock();
	uint32_t result;

	if (!seeded) {
		seeded = true;
		mix(k_cycle_get_32());
	}
	result = next();
	irq_unlock(key);
	return result;
}

uint16_t sys_rand16_get(void)
{
	return (uint16_t)(sys_rand32_get() >> 16);
}

uint8_t sys_rand8_get(void)
{
	return (uint8_t)(sys_rand32_get() >> 24);
}

void sys_rand_get(void *dst, size_t len)
{
	uint8_t *bytes = dst;

	while (len > 0) {
		uint32_t word = sys_rand32_get();
		size_t count = MIN(len, sizeof(word));

		memcpy(bytes, &word, count);
		bytes += count;
		len -= count;
	}
}

int sys_csrand_get(void *dst, size_t len)
{
	sys_rand_get(dst, len);
	return 0;
}
