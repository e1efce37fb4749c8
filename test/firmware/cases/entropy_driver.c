/* firmware/app/entropy.c on a board with an entropy driver. */
#include "entropy.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <zephyr/random/random.h>

#include "case.h"

static struct {
	int result;
	bool called;
} driver;

int sys_csrand_get(void *dst, size_t len)
{
	driver.called = true;
	if (driver.result == 0) {
		memset(dst, 0x5A, len);
	}
	return driver.result;
}

CASE("the bytes are the driver's, without a seed and with one")
{
	static const uint8_t seed[AIO_ENTROPY_SEED_SIZE];
	uint8_t bytes[3] = {0};

	EXPECT_EQ(aio_entropy_get(bytes, 2), 0);
	EXPECT(memcmp(bytes, "\x5A\x5A\0", 3) == 0);
	aio_entropy_seed(seed);
	EXPECT_EQ(aio_entropy_get(bytes, 3), 0);
	EXPECT(memcmp(bytes, "\x5A\x5A\x5A", 3) == 0);
}

CASE("where the driver fails there are no other bytes in the place of its own")
{
	uint8_t bytes[2] = {1, 2};

	driver.result = -EIO;
	EXPECT_EQ(aio_entropy_get(bytes, 2), -EIO);
	EXPECT(memcmp(bytes, "\1\2", 2) == 0);
}

CASE("the driver is not asked for no bytes")
{
	uint8_t bytes[1];

	EXPECT_EQ(aio_entropy_get(bytes, 0), 0);
	EXPECT(!driver.called);
}
