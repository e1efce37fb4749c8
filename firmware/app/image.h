/*
 * The app image: a program with its arguments and network settings, in a memory region of its own
 * (CONFIG_AIO_IMAGE_ADDRESS, CONFIG_AIO_IMAGE_SIZE). Little-endian. The harness writes it:
 * harness/build/image.ts.
 */
#ifndef AIO_IMAGE_H_
#define AIO_IMAGE_H_

#include <stddef.h>
#include <stdint.h>

#define AIO_IMAGE_MAGIC	  0x53544941u /* "AITS" */
#define AIO_IMAGE_VERSION 2

/** Bytes of a seed, and of a header that has one behind its 64. */
#define AIO_IMAGE_SEED_SIZE   32
#define AIO_IMAGE_SEEDED_SIZE 96

/** What the program is. */
enum aio_image_kind {
	/** JavaScript source, UTF-8. */
	AIO_IMAGE_SOURCE = 0,
	/** The name of a C program in the firmware (CONFIG_AIO_BENCH). */
	AIO_IMAGE_BUILTIN = 1,
	/** Byte code of the engine's (CONFIG_AIO_JS_SNAPSHOT). */
	AIO_IMAGE_SNAPSHOT = 2,
};

/** The first 64 bytes. Offsets count from the image's first byte. args and program each end with a
 * NUL beyond their length. */
struct aio_image {
	uint32_t magic;
	/** AIO_IMAGE_VERSION: another one is refused. */
	uint16_t version;
	/** 64, or AIO_IMAGE_SEEDED_SIZE: a seed for random bytes follows. */
	uint16_t header_size;
	/** Bytes of the whole image, this header included. */
	uint32_t length;
	/** CRC-32 (IEEE 802.3, as zlib's) of the bytes from offset 16 to length. */
	uint32_t crc;
	/** Network order; address 0.0.0.0 asks for DHCP. */
	uint8_t address[4];
	uint8_t netmask[4];
	uint8_t gateway[4];
	uint8_t dns[4];
	/** enum aio_image_kind. */
	uint32_t kind;
	/** A JSON array of strings: the program's `args`. */
	uint32_t args_offset;
	uint32_t args_length;
	/** Of a snapshot a multiple of 8. */
	uint32_t program_offset;
	uint32_t program_length;
	/** Of a snapshot: the AIO_SNAPSHOT_ID that it was made for. Of source: the number in its
	 * name in stacks, which its text hashes to. Else 0. */
	uint32_t id;
	/** Milliseconds since 1970 at power-on, for Date; 0: unknown. */
	uint64_t epoch_ms;
};

/**
 * Checks an image.
 *
 * @param region where it starts, 8-byte aligned
 * @param size bytes of the region
 * @param engine AIO_SNAPSHOT_ID: which byte code this firmware runs, 0: none
 * @param image set where 0 is returned
 * @retval 0 it may run
 * @retval -ENOENT no image there (magic)
 * @retval -EPROTO another format version
 * @retval -EFBIG longer than the region
 * @retval -EINVAL offsets or lengths that contradict one another
 * @retval -EILSEQ CRC-32 mismatch
 * @retval -ENOTSUP a kind of program that this firmware does not run
 * @retval -ENOEXEC a snapshot for another engine
 */
int aio_image_check(const void *region, size_t size, uint32_t engine,
		    const struct aio_image **image);

/** The seed of this boot's random bytes, AIO_IMAGE_SEED_SIZE of them; NULL: there is none, as in an
 * image that boots more than once. image passed the check. */
const uint8_t *aio_image_seed(const struct aio_image *image);

/** One line that says what is wrong and what to do, for a code that aio_image_check() returned.
 * buffer gets it. */
void aio_image_explain(int error, const void *region, size_t size, uint32_t engine, char *buffer,
		       size_t buffer_size);

#endif /* AIO_IMAGE_H_ */
