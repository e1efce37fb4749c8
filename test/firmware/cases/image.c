/* firmware/app/image.c and crc32.c. */
#include "image.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "crc32.h"

#define ARGS	"[\"a\"]"
#define PROGRAM "(async function (host) {})"

/** The region ends where the sanitizer watches: allocated for each case. */
struct region {
	uint8_t *bytes;
	size_t size;
};

static struct aio_image *header(const struct region *region)
{
	return (struct aio_image *)region->bytes;
}

static void sign(const struct region *region)
{
	header(region)->crc = aio_crc32(region->bytes + 16, header(region)->length - 16);
}

/** A good image that fills its region to the last byte. */
static struct region good(void)
{
	struct region region = {.size = 64 + sizeof(ARGS) + sizeof(PROGRAM)};

	region.bytes = malloc(region.size);
	*header(&region) = (struct aio_image){
		.magic = AIO_IMAGE_MAGIC,
		.version = AIO_IMAGE_VERSION,
		.header_size = 64,
		.length = (uint32_t)region.size,
		.kind = AIO_IMAGE_SOURCE,
		.args_offset = 64,
		.args_length = sizeof(ARGS) - 1,
		.program_offset = 64 + sizeof(ARGS),
		.program_length = sizeof(PROGRAM) - 1,
	};
	memcpy(region.bytes + 64, ARGS, sizeof(ARGS));
	memcpy(region.bytes + 64 + sizeof(ARGS), PROGRAM, sizeof(PROGRAM));
	sign(&region);
	return region;
}

static void expect_of(uint32_t engine, const struct region *region, int result, const char *says)
{
	const struct aio_image *image = NULL;
	char line[160];

	EXPECT_EQ(aio_image_check(region->bytes, region->size, engine, &image), result);
	EXPECT_EQ(image != NULL, result == 0);
	if (result != 0) {
		aio_image_explain(result, region->bytes, region->size, engine, line, sizeof(line));
		if (strstr(line, says) == NULL || strchr(line, '\n') != NULL) {
			fail(__FILE__, __LINE__, "it says: %s", line);
		}
	}
	free(region->bytes);
}

/** By a firmware that runs no byte code. */
static void expect(const struct region *region, int result, const char *says)
{
	expect_of(0, region, result, says);
}

CASE("the checksum is the one of IEEE 802.3 and zlib")
{
	EXPECT_EQ(aio_crc32("", 0), 0);
	EXPECT_EQ(aio_crc32("123456789", 9), 0xCBF43926);
	EXPECT_EQ(aio_crc32("\0\0\0\0", 4), 0x2144DF1C);
}

CASE("a good image passes")
{
	struct region region = good();

	expect(&region, 0, "");
}

CASE("a region without an image says so")
{
	struct region region = good();

	memset(region.bytes, 0xFF, region.size);
	expect(&region, -ENOENT, "no program at 0x");
}

CASE("a region too small for a header holds no image")
{
	struct region region = {.bytes = malloc(63), .size = 63};

	memset(region.bytes, 0, 63);
	expect(&region, -ENOENT, "no program at 0x");
}

CASE("an image of another format version is refused before anything else in it is believed")
{
	struct region region = good();

	header(&region)->version = AIO_IMAGE_VERSION + 1;
	header(&region)->length = UINT32_MAX;
	expect(&region, -EPROTO, "format version 3 and this firmware runs version 2");
}

CASE("an image longer than its region names both sizes and the option")
{
	struct region region = good();

	header(&region)->length++;
	expect(&region, -EFBIG, "CONFIG_AIO_IMAGE_SIZE");
}

CASE("a damaged byte anywhere after the checksum is found")
{
	for (size_t i = 16; i < 64 + sizeof(ARGS) + sizeof(PROGRAM); i++) {
		struct region region = good();

		region.bytes[i] ^= 0x10;
		expect(&region, -EILSEQ, "damaged");
	}
}

CASE("lengths and offsets that contradict one another are refused, though the checksum is right")
{
	static const struct {
		size_t field;
		uint32_t value;
	} lies[] = {
		{offsetof(struct aio_image, args_offset), 0},
		{offsetof(struct aio_image, args_offset), 63},
		{offsetof(struct aio_image, args_offset), UINT32_MAX},
		{offsetof(struct aio_image, args_length), UINT32_MAX},
		{offsetof(struct aio_image, args_length), UINT32_MAX - 63},
		{offsetof(struct aio_image, args_length), 1},
		{offsetof(struct aio_image, program_offset), 0},
		{offsetof(struct aio_image, program_offset), UINT32_MAX},
		{offsetof(struct aio_image, program_offset), 64 + sizeof(ARGS) + sizeof(PROGRAM)},
		{offsetof(struct aio_image, program_length), sizeof(PROGRAM)},
		{offsetof(struct aio_image, program_length), sizeof(PROGRAM) - 2},
		{offsetof(struct aio_image, program_length), UINT32_MAX},
	};

	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		struct region region = good();

		memcpy(region.bytes + lies[i].field, &lies[i].value, sizeof(uint32_t));
		sign(&region);
		expect(&region, -EINVAL, "contradicts itself");
	}
}

/** A good image of a kind and, where it is byte code, of an engine. */
static struct region of_kind(uint32_t kind, uint32_t engine)
{
	struct region region = good();

	header(&region)->kind = kind;
	header(&region)->id = engine;
	if (kind == AIO_IMAGE_SNAPSHOT) {
		header(&region)->program_offset = 72;
		header(&region)->program_length -= 72 - (64 + sizeof(ARGS));
	}
	sign(&region);
	return region;
}

CASE("byte code runs on the engine that it was made for")
{
	struct region region = of_kind(AIO_IMAGE_SNAPSHOT, 0x1a2b3c4d);

	expect_of(0x1a2b3c4d, &region, 0, "");
}

CASE("byte code that is not aligned is refused")
{
	struct region region = of_kind(AIO_IMAGE_SNAPSHOT, 7);

	header(&region)->program_offset += 4;
	header(&region)->program_length -= 4;
	sign(&region);
	expect_of(7, &region, -EINVAL, "contradicts itself");
}

CASE("byte code for another engine is refused, with both engines and what to do")
{
	struct region first = of_kind(AIO_IMAGE_SNAPSHOT, 0x1a2b3c4d);
	struct region second = of_kind(AIO_IMAGE_SNAPSHOT, 0xffffffff);

	expect_of(0x5e6f7a8b, &first, -ENOEXEC,
		  "byte code for engine 1a2b3c4d, and this firmware's is 5e6f7a8b: build both");
	expect_of(0xeeeeeeee, &second, -ENOEXEC, "from the same async-io-ts");
}

CASE("byte code is refused by a firmware that runs source, whatever engine it names")
{
	struct region first = of_kind(AIO_IMAGE_SNAPSHOT, 0x1a2b3c4d);
	struct region second = of_kind(AIO_IMAGE_SNAPSHOT, 0);

	expect(&first, -ENOTSUP, "build both with --release, or neither");
	expect(&second, -ENOTSUP, "build both with --release, or neither");
}

CASE("source and programs in C run on a firmware with byte code too")
{
	struct region source = of_kind(AIO_IMAGE_SOURCE, 0);
	struct region builtin = of_kind(AIO_IMAGE_BUILTIN, 0);

	expect_of(7, &source, 0, "");
	expect_of(7, &builtin, 0, "");
}

CASE("a kind that a later version may have is told of")
{
	struct region known = of_kind(AIO_IMAGE_SNAPSHOT + 1, 7);
	struct region any = of_kind(UINT32_MAX, 0);

	expect_of(7, &known, -ENOTSUP, "kind 3, and this firmware runs kinds 0 to 2");
	expect_of(7, &any, -ENOTSUP, "build both from the same async-io-ts");
}

CASE("a length or header size too small for a header is refused before the checksum is made")
{
	for (uint32_t length = 0; length < 64; length++) {
		struct region region = good();

		header(&region)->length = length;
		expect(&region, -EINVAL, "contradicts itself");
	}

	struct region region = good();

	header(&region)->header_size = 32;
	expect(&region, -EINVAL, "contradicts itself");
}

/** A good image with a seed of 1, 2, 3 … behind the 64 bytes. */
static struct region seeded(void)
{
	struct region plain = good();
	struct region region = {.size = plain.size + AIO_IMAGE_SEED_SIZE};

	region.bytes = malloc(region.size);
	memcpy(region.bytes, plain.bytes, 64);
	for (uint8_t i = 0; i < AIO_IMAGE_SEED_SIZE; i++) {
		region.bytes[64 + i] = i + 1;
	}
	memcpy(region.bytes + AIO_IMAGE_SEEDED_SIZE, plain.bytes + 64, plain.size - 64);
	header(&region)->header_size = AIO_IMAGE_SEEDED_SIZE;
	header(&region)->length = (uint32_t)region.size;
	header(&region)->args_offset += AIO_IMAGE_SEED_SIZE;
	header(&region)->program_offset += AIO_IMAGE_SEED_SIZE;
	free(plain.bytes);
	sign(&region);
	return region;
}

CASE("a header of 96 bytes has a seed, and one of 64 has none")
{
	struct region region = seeded();
	const struct aio_image *image = NULL;

	EXPECT_EQ(aio_image_check(region.bytes, region.size, 0, &image), 0);
	EXPECT(aio_image_seed(image) == region.bytes + 64);
	EXPECT_EQ(aio_image_seed(image)[31], 32);
	free(region.bytes);
	region = good();
	EXPECT_EQ(aio_image_check(region.bytes, region.size, 0, &image), 0);
	EXPECT(aio_image_seed(image) == NULL);
	free(region.bytes);
}

CASE("arguments inside the seed, and an image that ends in it, are refused")
{
	struct region region = seeded();

	header(&region)->args_offset = AIO_IMAGE_SEEDED_SIZE - 1;
	sign(&region);
	expect(&region, -EINVAL, "contradicts itself");
	region = seeded();
	header(&region)->length = AIO_IMAGE_SEEDED_SIZE - 1;
	sign(&region);
	expect(&region, -EINVAL, "contradicts itself");
}

CASE("no header at all makes the check read outside its region")
{
	srand(4);
	for (int round = 0; round < 20000; round++) {
		struct region region = good();
		const struct aio_image *image;

		for (int i = 0; i < 3; i++) {
			region.bytes[6 + rand() % 58] = (uint8_t)rand();
		}
		header(&region)->magic = AIO_IMAGE_MAGIC;
		if (header(&region)->length >= 16 && header(&region)->length <= region.size) {
			sign(&region);
		}
		(void)aio_image_check(region.bytes, region.size, 7, &image);
		free(region.bytes);
	}
}

CASE("an unknown error has a line too, and a short buffer cuts it")
{
	char line[160];
	char cut[8];

	aio_image_explain(-77, NULL, 0, 0, line, sizeof(line));
	EXPECT(strstr(line, "-77") != NULL);
	aio_image_explain(-EILSEQ, NULL, 0, 0, cut, sizeof(cut));
	EXPECT_EQ(strlen(cut), 7);
}
