/* firmware/app/image.c: whatever lies in the app image's memory. */
#include <stdlib.h>
#include <string.h>

#include "crc32.h"
#include "image.h"

#define ENGINE 0x1234

static void touch(const uint8_t *bytes, size_t size)
{
	static volatile uint8_t sum;

	for (size_t i = 0; i < size; i++) {
		sum ^= bytes[i];
	}
}

/* Reads all that the firmware reads of an image that passed: beyond the region the sanitizer stops
 * it. */
static void use(const struct aio_image *image)
{
	const uint8_t *bytes = (const uint8_t *)image;
	const uint8_t *seed = aio_image_seed(image);

	if (seed != NULL) {
		touch(seed, AIO_IMAGE_SEED_SIZE);
	}
	/* Both end with a NUL. */
	touch(bytes + image->args_offset, strlen((const char *)bytes + image->args_offset) + 1);
	touch(bytes + image->program_offset, (size_t)image->program_length + 1);
}

static void check(uint8_t *region, size_t size)
{
	const struct aio_image *image = NULL;
	char line[160];
	int error = aio_image_check(region, size, ENGINE, &image);

	if (error == 0) {
		use(image);
	} else {
		aio_image_explain(error, region, size, ENGINE, line, sizeof(line));
		if (image != NULL || strlen(line) == 0) {
			abort();
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* With its own size, so that a read beyond it is found. */
	uint8_t *region = malloc(size > 0 ? size : 1);
	struct aio_image *header = (struct aio_image *)region;

	if (region == NULL) {
		return 0;
	}
	memcpy(region, data, size);
	check(region, size);
	if (size >= sizeof(*header)) {
		/* What chance does not find. */
		header->magic = AIO_IMAGE_MAGIC;
		header->version = AIO_IMAGE_VERSION;
		if (header->length > size || header->length < sizeof(*header)) {
			header->length = (uint32_t)size;
		}
		header->crc = aio_crc32(region + 16, header->length - 16);
		check(region, size);
	}
	free(region);
	return 0;
}
