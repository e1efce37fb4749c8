#include "dns_message.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#define HEADER	  12
#define LABEL_MAX 63
/** As text: on the wire, with its lengths, it is 255. */
#define NAME_MAX  253
#define IN	  1

/* Of the third and fourth byte. */
#define RESPONSE	  0x80
#define OPCODE		  0x78
#define RECURSION_DESIRED 0x01
#define CODE		  0x0f
#define NO_SUCH_NAME	  3

/** The length of a label: the rest of the name is elsewhere. */
#define POINTER 0xc0

static uint16_t word_at(const uint8_t *bytes)
{
	return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

static uint8_t *put_word(uint8_t *bytes, uint16_t word)
{
	bytes[0] = (uint8_t)(word >> 8);
	bytes[1] = (uint8_t)word;
	return bytes + 2;
}

/* NULL: it is no name. */
static uint8_t *put_name(uint8_t *bytes, const char *name)
{
	size_t length = strlen(name);
	const char *end;

	if (length > 0 && name[length - 1] == '.') {
		length--;
	}
	if (length == 0 || length > NAME_MAX) {
		return NULL;
	}
	for (end = name + length; name < end; name++) {
		const char *dot = memchr(name, '.', (size_t)(end - name));
		size_t label = (size_t)((dot == NULL ? end : dot) - name);

		if (label == 0 || label > LABEL_MAX || (dot != NULL && dot + 1 == end)) {
			return NULL;
		}
		*bytes++ = (uint8_t)label;
		memcpy(bytes, name, label);
		bytes += label;
		name += label;
	}
	*bytes++ = 0;
	return bytes;
}

int dns_write_question(uint8_t *message, uint16_t id, const char *name, uint16_t type)
{
	uint8_t *end = put_name(message + HEADER, name);

	if (end == NULL) {
		return -EINVAL;
	}
	memset(message, 0, HEADER);
	put_word(message, id);
	message[2] = RECURSION_DESIRED;
	put_word(message + 4, 1);
	end = put_word(put_word(end, type), IN);
	return (int)(end - message);
}

static uint8_t lower(uint8_t byte)
{
	return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
}

/* A server may write the name in other letters. */
static bool is_to(const uint8_t *message, size_t length, const uint8_t *question,
		  size_t question_length)
{
	if (length < question_length || word_at(message) != word_at(question) ||
	    (message[2] & (RESPONSE | OPCODE)) != RESPONSE || word_at(message + 4) != 1) {
		return false;
	}
	for (size_t i = HEADER; i < question_length; i++) {
		if (lower(message[i]) != lower(question[i])) {
			return false;
		}
	}
	return true;
}

/* What is behind a name; past the end where it is cut off. */
static size_t skip_name(const uint8_t *message, size_t length, size_t at)
{
	while (at < length && message[at] != 0) {
		if ((message[at] & POINTER) == POINTER) {
			return at + 2;
		}
		at += 1 + (size_t)message[at];
	}
	return at + 1;
}

/* Behind aliases the records of their target follow: the first address is the name's. */
static int first_address(const uint8_t *message, size_t length, size_t at, uint16_t type,
			 uint8_t *address)
{
	const size_t size = type == DNS_AAAA ? 16 : 4;

	for (unsigned int left = word_at(message + 6); left > 0; left--) {
		size_t data;

		at = skip_name(message, length, at);
		/* Type, class, time to live, length. */
		data = at + 10;
		if (data > length) {
			return 0;
		}
		at = data + word_at(message + data - 2);
		if (at > length) {
			return 0;
		}
		if (word_at(message + data - 10) == type && word_at(message + data - 8) == IN &&
		    at - data == size) {
			memcpy(address, message + data, size);
			return 1;
		}
	}
	return 0;
}

int dns_read_answer(const uint8_t *message, size_t length, const uint8_t *question,
		    size_t question_length, uint8_t *address)
{
	if (!is_to(message, length, question, question_length)) {
		return -EINVAL;
	}
	switch (message[3] & CODE) {
	case 0:
		return first_address(message, length, question_length,
				     word_at(question + question_length - 4), address);
	case NO_SUCH_NAME:
		return -ENOENT;
	default:
		return -EIO;
	}
}
