/*
 * Addresses as programs write them, and which of them nothing may be sent to.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/net/net_if.h>

#include <aio/address_text.h>

#include "host_calls_internal.h"

/* A longer one is a name here, which the resolver reads to its end. */
#define LONGEST_TEXT 64

static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};

/* As aio_address_parse(); an IPv4 address that is mapped into IPv6 is IPv4, as that is how it is
 * reached. */
static int parse(aio_value_t text, uint8_t *bytes)
{
	char host[LONGEST_TEXT];
	int written = aio_value_string(text, host, sizeof(host));
	int family;

	if (written < 0 || written >= (int)sizeof(host)) {
		return written < 0 ? written : 0;
	}
	family = aio_address_parse(host, bytes);
	if (family == 6 && memcmp(bytes, mapped, sizeof(mapped)) == 0) {
		memmove(bytes, bytes + sizeof(mapped), sizeof(struct in_addr));
		return 4;
	}
	return family;
}

aio_value_t aio_host_family(const aio_value_t *args)
{
	uint8_t bytes[AIO_ADDRESS_BYTES];

	return aio_code(parse(args[0], bytes));
}

int aio_parse_address(aio_value_t text, aio_value_t port, struct sockaddr_storage *address,
		      socklen_t *length)
{
	struct sockaddr_in *in = net_sin((struct sockaddr *)address);
	struct sockaddr_in6 *in6 = net_sin6((struct sockaddr *)address);
	uint8_t bytes[AIO_ADDRESS_BYTES];
	int number = aio_int(port);
	int family = parse(text, bytes);

	if (family <= 0 || number < 0 || number > UINT16_MAX) {
		return -EINVAL;
	}
	memset(address, 0, sizeof(*address));
	if (family == 4) {
		memcpy(&in->sin_addr, bytes, sizeof(in->sin_addr));
		in->sin_family = AF_INET;
		in->sin_port = htons((uint16_t)number);
		*length = sizeof(*in);
	} else {
		memcpy(&in6->sin6_addr, bytes, sizeof(in6->sin6_addr));
		in6->sin6_family = AF_INET6;
		in6->sin6_port = htons((uint16_t)number);
		*length = sizeof(*in6);
	}
	return 0;
}

/* Destinations */

#define MULTICAST_V4	  0xe0
#define MULTICAST_V4_MASK 0xf0
#define MULTICAST_V6	  0xff

static const uint8_t *bytes_of(const struct sockaddr *address)
{
	return address->sa_family == AF_INET ? (const uint8_t *)&net_sin(address)->sin_addr
					     : (const uint8_t *)&net_sin6(address)->sin6_addr;
}

/* RFC 1122 3.2.1.3: 0.0.0.0, and all of its network, are sources alone; of IPv6 it is :: */
static bool is_nowhere(const struct sockaddr *address)
{
	static const uint8_t unspecified[AIO_ADDRESS_BYTES];
	const uint8_t *bytes = bytes_of(address);

	return address->sa_family == AF_INET ? bytes[0] == 0
					     : memcmp(bytes, unspecified, sizeof(unspecified)) == 0;
}

int aio_check_destination(const struct sockaddr *address)
{
	/* The port is at the same place in both families. */
	return net_sin(address)->sin_port == 0 || is_nowhere(address) ? -EADDRNOTAVAIL : 0;
}

bool aio_is_broadcast(const struct sockaddr *address)
{
	return address->sa_family == AF_INET &&
	       (net_sin(address)->sin_addr.s_addr == UINT32_MAX ||
		net_if_ipv4_is_addr_bcast(net_if_get_default(), &net_sin(address)->sin_addr));
}

int aio_check_peer(const struct sockaddr *address)
{
	const uint8_t *bytes = bytes_of(address);
	int result = aio_check_destination(address);

	if (result < 0) {
		return result;
	}
	if (address->sa_family == AF_INET6) {
		return bytes[0] == MULTICAST_V6 ? -ENETUNREACH : 0;
	}
	return (bytes[0] & MULTICAST_V4_MASK) == MULTICAST_V4 || aio_is_broadcast(address)
		       ? -ENETUNREACH
		       : 0;
}
