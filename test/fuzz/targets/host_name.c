/* firmware/core/host_name.c: names of hosts, before a name server is asked. */
#include <stdlib.h>
#include <string.h>

#include <aio/address_text.h>

#include "host_name.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int families[] = {0, 4, 6};
	char answer[AIO_ADDRESS_TEXT];
	char *name = malloc(size + 1);

	if (name == NULL) {
		return 0;
	}
	memcpy(name, data, size);
	name[size] = '\0';
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		if (aio_host_answer(name, families[i], answer) == 0 &&
		    strlen(answer) >= AIO_ADDRESS_TEXT) {
			abort();
		}
	}
	free(name);
	return 0;
}
