#include "image.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

#include <zephyr/kernel.h>

#include "crc32.h"

/** The checksum covers all that follows it, as an image may come from anywhere. */
#define CRC_START 16

BUILD_ASSERT(sizeof(struct aio_image) == 64, "the harness writes a header of 64 bytes");
BUILD_ASSERT(sizeof(struct aio_image) + AIO_IMAGE_SEED_SIZE == AIO_IMAGE_SEEDED_SIZE,
	     "a seed follows the header");
BUILD_ASSERT(offsetof(struct aio_image, address) == CRC_START, "the checksum starts at offset 16");

/** Whether a part and the NUL behind it lie between the header and the end. */
static bool is_part(const struct aio_image *image, uint32_t offset, uint32_t length)
{
	const char *bytes = (const char *)image;

	return offset >= image->header_size && offset < image->length &&
	       length < image->length - offset && bytes[offset + length] == '\0';
}

static bool is_header_size(uint32_t size)
{
	return size == sizeof(struct aio_image) || size == AIO_IMAGE_SEEDED_SIZE;
}

static int check_kind(const struct aio_image *image, uint32_t engine)
{
	if (image->kind > AIO_IMAGE_SNAPSHOT ||
	    (image->kind == AIO_IMAGE_SNAPSHOT && engine == 0)) {
		return -ENOTSUP;
	}
	return image->kind == AIO_IMAGE_SNAPSHOT && image->id != engine ? -ENOEXEC : 0;
}

int aio_image_check(const void *region, size_t size, uint32_t engine,
		    const struct aio_image **image)
{
	const struct aio_image *found = region;

	/* In this order: nothing is believed before it was checked, and the message fits. */
	if (size < sizeof(*found) || found->magic != AIO_IMAGE_MAGIC) {
		return -ENOENT;
	}
	if (found->version != AIO_IMAGE_VERSION) {
		return -EPROTO;
	}
	if (found->length > size) {
		return -EFBIG;
	}
	if (!is_header_size(found->header_size) || found->length < found->header_size) {
		return -EINVAL;
	}
	if (aio_crc32((const uint8_t *)region + CRC_START, found->length - CRC_START) !=
	    found->crc) {
		return -EILSEQ;
	}
	if (!is_part(found, found->args_offset, found->args_length) ||
	    !is_part(found, found->program_offset, found->program_length) ||
	    (found->kind == AIO_IMAGE_SNAPSHOT && found->program_offset % 8 != 0)) {
		return -EINVAL;
	}
	*image = check_kind(found, engine) == 0 ? found : NULL;
	return check_kind(found, engine);
}

const uint8_t *aio_image_seed(const struct aio_image *image)
{
	return image->header_size == AIO_IMAGE_SEEDED_SIZE ? (const uint8_t *)image + sizeof(*image)
							   : NULL;
}

static void explain_kind(uint32_t kind, char *buffer, size_t buffer_size)
{
	if (kind == AIO_IMAGE_SNAPSHOT) {
		snprintf(buffer, buffer_size,
			 "the app image has byte code, which a release firmware runs, and this "
			 "firmware runs source: build both with --release, or neither");
		return;
	}
	snprintf(buffer, buffer_size,
		 "the app image has a program of kind %" PRIu32
		 ", and this firmware runs kinds 0 to %d: build both from the same async-io-ts",
		 kind, AIO_IMAGE_SNAPSHOT);
}

void aio_image_explain(int error, const void *region, size_t size, uint32_t engine, char *buffer,
		       size_t buffer_size)
{
	const struct aio_image *image = region;

	switch (error) {
	case -ENOENT:
		snprintf(buffer, buffer_size,
			 "no program at 0x%08" PRIxPTR ": load an app image there (async-io run "
			 "FILE.ts does)",
			 (uintptr_t)region);
		break;
	case -EPROTO:
		snprintf(buffer, buffer_size,
			 "the app image has format version %u and this firmware runs version %d: "
			 "build both from the same async-io-ts",
			 image->version, AIO_IMAGE_VERSION);
		break;
	case -EFBIG:
		snprintf(buffer, buffer_size,
			 "the app image has %" PRIu32 " bytes and its memory region %" PRIu32
			 ": make the program smaller or raise CONFIG_AIO_IMAGE_SIZE",
			 image->length, (uint32_t)size);
		break;
	case -EINVAL:
		snprintf(buffer, buffer_size,
			 "the app image's header contradicts itself: write it with async-io");
		break;
	case -EILSEQ:
		snprintf(buffer, buffer_size,
			 "the app image is damaged (its CRC-32 does not match): load it again");
		break;
	case -ENOTSUP:
		explain_kind(image->kind, buffer, buffer_size);
		break;
	case -ENOEXEC:
		snprintf(buffer, buffer_size,
			 "the app image has byte code for engine %08" PRIx32
			 ", and this firmware's is %08" PRIx32
			 ": build both with --release from the same async-io-ts",
			 image->id, engine);
		break;
	default:
		snprintf(buffer, buffer_size, "the app image cannot be used (error %d)", error);
		break;
	}
}
