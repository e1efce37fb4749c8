/*
 * Addresses as programs write them.
 */
#include "host_calls_internal.h"

#include <errno.h>
#include <string.h>

/* Four numbers up to 255. Zephyr's inet_pton() takes 999.1.1.1 and 1.2.3 for addresses too, and
 * others than the one that is read there. */
static bool parse_four(const char *text, struct in_addr *address)
{
	uint8_t *bytes = (uint8_t *)address;

	for (int i = 0; i < 4; i++) {
		const char *first = text;
		int number = 0;

		while (*text >= '0' && *text <= '9' && text - first < 3) {
			number = 10 * number + *text++ - '0';
		}
		if (text == first || (*first == '0' && text - first > 1) || number > UINT8_MAX ||
		    *text++ != (i < 3 ? '.' : '\0')) {
			return false;
		}
		bytes[i] = (uint8_t)number;
	}
	return true;
}

int aio_parse_address(aio_value_t text, aio_value_t port, struct sockaddr_storage *address,
		      socklen_t *length)
{
	char host[INET6_ADDRSTRLEN];
	int number = aio_int(port);
	int written = aio_value_string(text, host, sizeof(host));

	if (written < 0 || written >= (int)sizeof(host) || number < 0 || number > UINT16_MAX) {
		return -EINVAL;
	}
	memset(address, 0, sizeof(*address));
	if (parse_four(host, &net_sin((struct sockaddr *)address)->sin_addr)) {
		net_sin((struct sockaddr *)address)->sin_family = AF_INET;
		net_sin((struct sockaddr *)address)->sin_port = htons((uint16_t)number);
		*length = sizeof(struct sockaddr_in);
		return 0;
	}
	if (zsock_inet_pton(AF_INET6, host, &net_sin6((struct sockaddr *)address)->sin6_addr) ==
	    1) {
		net_sin6((struct sockaddr *)address)->sin6_family = AF_INET6;
		net_sin6((struct sockaddr *)address)->sin6_port = htons((uint16_t)number);
		*length = sizeof(struct sockaddr_in6);
		return 0;
	}
	return -EINVAL;
}
