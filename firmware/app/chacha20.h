/*
 * The block function of ChaCha20 (RFC 8439, section 2.3).
 */
#ifndef AIO_CHACHA20_H_
#define AIO_CHACHA20_H_

#include <stdint.h>

#define AIO_CHACHA20_KEY_WORDS	 8
#define AIO_CHACHA20_NONCE_WORDS 3
#define AIO_CHACHA20_BLOCK_SIZE	 64

/** Makes one block of the key stream. Any context.
 *
 * @param key, nonce little-endian words of the RFC's bytes
 */
void aio_chacha20_block(const uint32_t key[AIO_CHACHA20_KEY_WORDS], uint32_t counter,
			const uint32_t nonce[AIO_CHACHA20_NONCE_WORDS],
			uint8_t block[AIO_CHACHA20_BLOCK_SIZE]);

#endif /* AIO_CHACHA20_H_ */
