/*
 * Random bytes that cannot be predicted: the board's, or, where it has no source of them, bytes
 * that a generator makes of a seed. There is no third way: without either there are none.
 */
#ifndef AIO_ENTROPY_H_
#define AIO_ENTROPY_H_

#include <stddef.h>
#include <stdint.h>

#define AIO_ENTROPY_SEED_SIZE 32

/** Takes the seed of this boot; NULL: there is none. It is not used where the board has an entropy
 * driver (CONFIG_CSPRNG_ENABLED). JavaScript thread. */
void aio_entropy_seed(const uint8_t seed[AIO_ENTROPY_SEED_SIZE]);

/**
 * Fills length bytes. JavaScript thread; it waits while the board's driver does.
 *
 * @retval 0 they are random
 * @retval -ENOTSUP no entropy driver and no seed: the bytes are unchanged
 * @retval -EIO, or another code of the driver: it failed
 */
int aio_entropy_get(uint8_t *bytes, size_t length);

#endif /* AIO_ENTROPY_H_ */
