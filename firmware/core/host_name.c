#include "host_name.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include <aio/address_text.h>

#define LABEL_MAX 63

/* Letters, digits, hyphens and underscores, and whatever is not ASCII. */
static bool is_of_name(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '-' || c == '_' || (c & 0x80) != 0;
}

/* Whether it is labels of 1 to 63 such bytes. A dot at the end is the root's. */
static bool can_exist(const char *host)
{
	size_t label = 0;

	for (; *host != '\0'; host++) {
		if (*host != '.') {
			if (!is_of_name(*host) || ++label > LABEL_MAX) {
				return false;
			}
		} else if (label == 0) {
			return false;
		} else if (host[1] != '\0') {
			label = 0;
		}
	}
	return label > 0;
}

/* "localhost", and every name that ends in it. */
static bool is_localhost(const char *host)
{
	static const char name[] = "localhost";
	size_t size = sizeof(name) - 1;
	size_t length = strlen(host);

	if (length > 0 && host[length - 1] == '.') {
		length--;
	}
	return length >= size && strncasecmp(host + length - size, name, size) == 0 &&
	       (length == size || host[length - size - 1] == '.');
}

int aio_host_answer(const char *host, int family, char *address)
{
	uint8_t bytes[AIO_ADDRESS_BYTES];
	int found = aio_address_parse(host, bytes);

	if (found == 0 && can_exist(host)) {
		if (!is_localhost(host)) {
			return 1;
		}
		strcpy(address, family == 6 ? "::1" : "127.0.0.1");
		return 0;
	}
	if (found <= 0 || (family != 0 && family != found)) {
		return -ENOENT;
	}
	aio_address_format(found, bytes, address);
	return 0;
}
