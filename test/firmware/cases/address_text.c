/* firmware/core/address_text.c: what WHATWG's host parser, inet_aton() and RFC 5952 say. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <zephyr/kernel.h>

#include <aio/address_text.h>

#include "case.h"

/** What is read, and how the same address is spelled; NULL: a name, "": neither. */
static const struct {
	const char *text;
	const char *spelled;
} table[] = {
	{"192.0.2.1", "192.0.2.1"},
	{"0.0.0.0", "0.0.0.0"},
	{"255.255.255.255", "255.255.255.255"},
	/* inet_aton() */
	{"127.1", "127.0.0.1"},
	{"1.2.3", "1.2.0.3"},
	{"1.2.770", "1.2.3.2"},
	{"2130706433", "127.0.0.1"},
	{"4294967295", "255.255.255.255"},
	{"0x7f.1", "127.0.0.1"},
	{"0X7F.0.0.1", "127.0.0.1"},
	{"0xc0000201", "192.0.2.1"},
	{"010.0.0.1", "8.0.0.1"},
	{"1.2.03.4", "1.2.3.4"},
	{"0", "0.0.0.0"},
	{"0x", "0.0.0.0"},
	{"00000000000000000000000000000000000127.0.0.1", "87.0.0.1"},
	/* A dot at the end */
	{"127.0.0.1.", "127.0.0.1"},
	{"127.1.", "127.0.0.1"},
	/* Neither an address nor a name */
	{"256.1.1.1", ""},
	{"1.256.1.1", ""},
	{"1.2.3.256", ""},
	{"1.2.65536", ""},
	{"1.16777216", ""},
	{"4294967296", ""},
	{"99999999999999999999999999", ""},
	{"0xffffffffffffffffff", ""},
	{"1.2.3.4.5", ""},
	{"1..2", ""},
	{".1", ""},
	{"1.2.3.08", ""},
	{"example.123", ""},
	{"example.0x1f", ""},
	{"a.1.", ""},
	/* Names */
	{"", NULL},
	{".", NULL},
	{"localhost", NULL},
	{"example.com", NULL},
	{"example.com.", NULL},
	{"1.2.3.4.example", NULL},
	{"1.2.3.4..", NULL},
	{"0xg", NULL},
	{"1e3", NULL},
	{"-1", NULL},
	{"+1", NULL},
	{" 127.0.0.1", ""},
	{"127.0.0.1 ", NULL},
	{"1host2", NULL},
	/* IPv6 */
	{"::", "::"},
	{"::1", "::1"},
	{"1::", "1::"},
	{"[::1]", "::1"},
	{"2001:DB8::1", "2001:db8::1"},
	{"2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"},
	{"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
	{"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
	{"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
	{"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
	{"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},
	{"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
	{"::ffff:1.2.3.4", "::ffff:1.2.3.4"},
	{"::ffff:102:304", "::ffff:1.2.3.4"},
	{"64:ff9b::192.0.2.1", "64:ff9b::c000:201"},
	{"1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"},
	/* None */
	{":", ""},
	{":::", ""},
	{":1", ""},
	{"1:", ""},
	{"1::2::3", ""},
	{"1:2:3:4:5:6:7", ""},
	{"1:2:3:4:5:6:7:8:9", ""},
	{"1:2:3:4:5:6:7:8::", ""},
	{"1:2:3:4::5:6:7:8", ""},
	{"1:2:3:4:5:6:7:1.2.3.4", ""},
	{"::1.2.3", ""},
	{"::1.2.3.4.5", ""},
	{"::1.2.3.256", ""},
	{"::01.2.3.4", ""},
	{"::1.2.3.4:5", ""},
	{"12345::", ""},
	{"gg::1", ""},
	{"fe80::1%1", ""},
	{"fe80::1%eth0", ""},
	{"[::1", ""},
	{"::1]", ""},
	{"[::1]x", ""},
	{"[]", ""},
	{"[127.0.0.1]", ""},
	{"[localhost]", ""},
	{"127.0.0.1:80", ""},
};

static void expect(bool condition, const char *text, int family)
{
	if (!condition) {
		fail(__FILE__, __LINE__, "\"%s\" was read as %d", text, family);
	}
}

CASE("an address is read as WHATWG's host parser reads it, and spelled in one way")
{
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		const char *spelled = table[i].spelled;
		/* On the heap, so that a byte too many is seen. */
		char *text = strdup(table[i].text);
		uint8_t *bytes = malloc(AIO_ADDRESS_BYTES);
		char *found = malloc(AIO_ADDRESS_TEXT);
		int family = aio_address_parse(text, bytes);

		if (spelled == NULL || *spelled == '\0') {
			expect(family == (spelled == NULL ? 0 : -EINVAL), text, family);
		} else {
			expect(family == (strchr(spelled, ':') != NULL ? 6 : 4), text, family);
			aio_address_format(family, bytes, found);
			expect(strcmp(found, spelled) == 0, found, family);
		}
		free(text);
		free(bytes);
		free(found);
	}
}

/* A small generator, the same in each run. */
static uint32_t state = 1;

static uint32_t any(uint32_t below)
{
	state = state * 1664525u + 1013904223u;
	return (state >> 16) % below;
}

CASE("whatever the text is, what is read is spelled as the same address")
{
	static const char alphabet[] = "0123456789abcdefxX.:[]%-g";

	for (int i = 0; i < 200000; i++) {
		size_t length = any(24);
		char *text = malloc(length + 1);
		uint8_t bytes[AIO_ADDRESS_BYTES];
		uint8_t again[AIO_ADDRESS_BYTES];
		char spelled[AIO_ADDRESS_TEXT];
		int family;

		for (size_t at = 0; at < length; at++) {
			text[at] = alphabet[any(sizeof(alphabet) - 1)];
		}
		text[length] = '\0';
		family = aio_address_parse(text, bytes);
		if (family > 0) {
			aio_address_format(family, bytes, spelled);
			EXPECT_EQ(aio_address_parse(spelled, again), family);
			EXPECT(memcmp(bytes, again, family == 4 ? 4 : 16) == 0);
		} else {
			EXPECT(family == 0 || family == -EINVAL);
		}
		free(text);
	}
}
