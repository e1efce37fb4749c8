/* firmware/core/address_text.c: what a program or a name server calls an address. */
#include <stdlib.h>
#include <string.h>

#include <aio/address_text.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t bytes[AIO_ADDRESS_BYTES];
	uint8_t again[AIO_ADDRESS_BYTES];
	char spelled[AIO_ADDRESS_TEXT];
	char *text = malloc(size + 1);
	int family;

	if (text == NULL) {
		return 0;
	}
	memcpy(text, data, size);
	text[size] = '\0';
	family = aio_address_parse(text, bytes);
	if (family > 0) {
		aio_address_format(family, bytes, spelled);
		/* Its own spelling is the same address. */
		if (aio_address_parse(spelled, again) != family ||
		    memcmp(bytes, again, family == 4 ? 4 : 16) != 0) {
			abort();
		}
	}
	free(text);
	return 0;
}
