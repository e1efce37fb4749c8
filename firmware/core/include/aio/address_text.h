/*
 * Addresses as text: one reading and one spelling, whatever the kernel's own parser takes. Any
 * thread.
 */
#ifndef AIO_ADDRESS_TEXT_H_
#define AIO_ADDRESS_TEXT_H_

#include <stddef.h>
#include <stdint.h>

/** Bytes of an address: IPv4 has the first four. */
#define AIO_ADDRESS_BYTES 16
/** The longest spelling, with its NUL: ffff:… eight times. */
#define AIO_ADDRESS_TEXT  40

/**
 * Reads an address as WHATWG's host parser does: IPv4 in the forms of inet_aton() ("127.1",
 * "0x7f.1", "010.0.0.1", a dot at the end), IPv6 with or without brackets, without a zone.
 *
 * @param bytes AIO_ADDRESS_BYTES, in network order
 * @return 4 or 6, and bytes holds it; 0: a name
 * @retval -EINVAL neither: it ends in a number or has a colon or a bracket, and is no address
 */
int aio_address_parse(const char *text, uint8_t *bytes);

/**
 * Spells an address: dotted decimal, or RFC 5952.
 *
 * @param family 4 or 6
 * @param text AIO_ADDRESS_TEXT bytes
 */
void aio_address_format(int family, const uint8_t *bytes, char *text);

#endif /* AIO_ADDRESS_TEXT_H_ */
