#include <aio/address_text.h>

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define PIECES	  8
#define ALL_OF_IT UINT64_C(0xffffffff)

static int digit_of(char c)
{
	if (c >= '0' && c <= '9') {
		return c - '0';
	}
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* IPv4 */

/* Four decimal numbers, which an IPv6 address may end in, too. */
static bool parse_four(const char *text, const char *end, uint8_t *bytes)
{
	for (int i = 0; i < 4; i++) {
		const char *first = text;
		int number = 0;

		while (text < end && *text >= '0' && *text <= '9' && text - first < 3) {
			number = 10 * number + *text++ - '0';
		}
		if (text == first || (*first == '0' && text - first > 1) || number > UINT8_MAX ||
		    (i < 3 ? text == end || *text++ != '.' : text != end)) {
			return false;
		}
		bytes[i] = (uint8_t)number;
	}
	return true;
}

/* Decimal, octal behind a 0, hexadecimal behind 0x. Larger numbers than an address has stay too
 * large. @retval false it is no number */
static bool parse_number(const char *text, size_t length, uint64_t *value)
{
	int base = 10;

	if (length == 0) {
		return false;
	}
	*value = 0;
	if (length >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x') {
		base = 16;
		text += 2;
		length -= 2;
	} else if (length >= 2 && text[0] == '0') {
		base = 8;
	}
	for (size_t i = 0; i < length; i++) {
		int digit = digit_of(text[i]);

		if (digit >= base) {
			return false;
		}
		*value = *value > ALL_OF_IT ? *value
					    : *value * (unsigned int)base + (unsigned int)digit;
	}
	return true;
}

static bool all_decimal(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9') {
			return false;
		}
	}
	return length > 0;
}

/* Its length without one dot at the end. */
static size_t undotted(const char *text)
{
	size_t length = strlen(text);

	return length > 1 && text[length - 1] == '.' ? length - 1 : length;
}

/* Whether the last label is a number: no name ends in one. */
static bool ends_in_number(const char *text, size_t length)
{
	size_t start = length;
	uint64_t value;

	while (start > 0 && text[start - 1] != '.') {
		start--;
	}
	return all_decimal(text + start, length - start) ||
	       parse_number(text + start, length - start, &value);
}

static int parse_v4(const char *text, size_t length, uint8_t *bytes)
{
	const char *end = text + length;
	uint64_t address = 0;

	for (unsigned int part = 0;; part++) {
		const char *dot = memchr(text, '.', (size_t)(end - text));
		const char *stop = dot == NULL ? end : dot;
		/* The last one has what is left of the address. */
		uint64_t most = dot != NULL ? UINT8_MAX : ALL_OF_IT >> 8 * part;
		uint64_t value;

		if (part > 3 || !parse_number(text, (size_t)(stop - text), &value) ||
		    value > most) {
			return -EINVAL;
		}
		if (dot == NULL) {
			address |= value;
			break;
		}
		address |= value << (24 - 8 * part);
		text = dot + 1;
	}
	for (int i = 0; i < 4; i++) {
		bytes[i] = (uint8_t)(address >> (24 - 8 * i));
	}
	return 4;
}

/* IPv6 */

/* One piece, or the IPv4 address at the end: how many pieces it was, 0: neither. */
static unsigned int parse_piece(const char **text, const char *end, unsigned int room,
				uint8_t *bytes)
{
	const char *first = *text;
	const char *p = first;
	unsigned int value = 0;

	while (p < end && p - first < 4 && digit_of(*p) < 16) {
		value = value << 4 | (unsigned int)digit_of(*p++);
	}
	if (p < end && *p == '.' && room >= 2 && parse_four(first, end, bytes)) {
		*text = end;
		return 2;
	}
	if (p == first || (p < end && (*p != ':' || p + 1 == end))) {
		return 0;
	}
	bytes[0] = (uint8_t)(value >> 8);
	bytes[1] = (uint8_t)value;
	*text = p < end ? p + 1 : end;
	return 1;
}

static int parse_v6(const char *text, const char *end, uint8_t *bytes)
{
	uint8_t found[2 * PIECES];
	unsigned int count = 0;
	int gap = -1;

	if (text < end && *text == ':') {
		if (++text == end || *text != ':') {
			return -EINVAL;
		}
	}
	while (text < end) {
		unsigned int read;

		if (*text == ':' && gap < 0) {
			gap = (int)count;
			text++;
			continue;
		}
		read = count < PIECES ? parse_piece(&text, end, PIECES - count, found + 2 * count)
				      : 0;
		if (read == 0) {
			return -EINVAL;
		}
		count += read;
	}
	/* A gap stands for one piece at least. */
	if (gap < 0 ? count != PIECES : count == PIECES) {
		return -EINVAL;
	}

	size_t before = gap < 0 ? 2 * PIECES : 2 * (size_t)gap;
	size_t after = gap < 0 ? 0 : 2 * count - before;

	memset(bytes, 0, 2 * PIECES);
	memcpy(bytes, found, before);
	memcpy(bytes + 2 * PIECES - after, found + before, after);
	return 6;
}

int aio_address_parse(const char *text, uint8_t *bytes)
{
	size_t length = undotted(text);

	/* What nearly every address is. */
	if (parse_four(text, text + length, bytes)) {
		return 4;
	}
	if (text[0] == '[') {
		const char *end = strchr(text, ']');

		return end != NULL && end[1] == '\0' ? parse_v6(text + 1, end, bytes) : -EINVAL;
	}
	if (strpbrk(text, ":[]") != NULL) {
		return parse_v6(text, text + strlen(text), bytes);
	}
	return ends_in_number(text, length) ? parse_v4(text, length, bytes) : 0;
}

/* Spelling */

static unsigned int piece_of(const uint8_t *bytes, int i)
{
	return (unsigned int)bytes[2 * i] << 8 | bytes[2 * i + 1];
}

/* The first of the longest runs of two zeros or more: where it begins, and its length; -1: none. */
static int longest_gap(const uint8_t *bytes, int *length)
{
	int start = -1;

	*length = 1;
	for (int i = 0; i < PIECES; i++) {
		int run = 0;

		while (i + run < PIECES && piece_of(bytes, i + run) == 0) {
			run++;
		}
		if (run > *length) {
			*length = run;
			start = i;
		}
		i += run;
	}
	return start;
}

/* Not by snprintf(): each datagram that is received has its sender spelled. */
static void format_v4(const uint8_t *bytes, char *text)
{
	for (int i = 0; i < 4; i++) {
		unsigned int number = bytes[i];

		if (number >= 100) {
			*text++ = (char)('0' + number / 100);
		}
		if (number >= 10) {
			*text++ = (char)('0' + number / 10 % 10);
		}
		*text++ = (char)('0' + number % 10);
		*text++ = i < 3 ? '.' : '\0';
	}
}

static void format_v6(const uint8_t *bytes, char *text)
{
	static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
	int length;
	int gap = longest_gap(bytes, &length);

	if (memcmp(bytes, mapped, sizeof(mapped)) == 0) {
		strcpy(text, "::ffff:");
		format_v4(bytes + sizeof(mapped), text + 7);
		return;
	}
	for (int i = 0; i < PIECES; i++) {
		if (i == gap) {
			strcpy(text, "::");
			text += 2;
			i += length - 1;
			continue;
		}
		if (i > 0 && i != gap + length) {
			*text++ = ':';
		}
		text += snprintf(text, 5, "%x", piece_of(bytes, i));
	}
}

void aio_address_format(int family, const uint8_t *bytes, char *text)
{
	if (family == 4) {
		format_v4(bytes, text);
	} else {
		format_v6(bytes, text);
	}
}
