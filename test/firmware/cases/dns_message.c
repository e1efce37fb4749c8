/* firmware/ports/freertos/src/net/dns_message.c: questions, answers, and what pretends to be one.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "ports/freertos/src/net/dns_message.h"

#define ID 0x1234

static uint8_t question[DNS_QUESTION_MAX];
static size_t question_length;
static uint8_t message[512];
static size_t length;

static void ask(const char *name, uint16_t type)
{
	int written = dns_write_question(question, ID, name, type);

	EXPECT(written > 0);
	question_length = (size_t)written;
}

/** An answer to the question, without records. */
static void begin_answer(uint8_t code, uint8_t records)
{
	memcpy(message, question, question_length);
	message[2] |= 0x80;
	message[3] = 0x80 | code;
	message[7] = records;
	length = question_length;
}

/** A record of the name that was asked for. */
static void add_record(uint16_t type, const void *data, uint8_t size)
{
	const uint8_t record[] = {0xc0, 12, 0, (uint8_t)type, 0, 1, 0, 0, 0, 60, 0, size};

	memcpy(message + length, record, sizeof(record));
	length += sizeof(record);
	memcpy(message + length, data, size);
	length += size;
}

static int read_it(uint8_t *address)
{
	/* Of its size, so that a byte too many is seen. */
	uint8_t *copy = malloc(length > 0 ? length : 1);
	int result;

	memcpy(copy, message, length);
	result = dns_read_answer(copy, length, question, question_length, address);
	free(copy);
	return result;
}

CASE("a question is a header, the name in labels, type and class")
{
	static const uint8_t expected[] = {
		0x12, 0x34, 1,	 0,   0,   1, 0,   0,	0,   0, 0, 0, 7, 'e', 'x',
		'a',  'm',  'p', 'l', 'e', 3, 'c', 'o', 'm', 0, 0, 1, 0, 1,
	};

	ask("example.com", DNS_A);
	EXPECT_EQ(question_length, sizeof(expected));
	EXPECT(memcmp(question, expected, sizeof(expected)) == 0);
	ask("example.com.", DNS_A);
	EXPECT(memcmp(question, expected, sizeof(expected)) == 0);
}

CASE("what is no name is not asked for")
{
	char name[258];

	EXPECT_EQ(dns_write_question(question, ID, "", DNS_A), -EINVAL);
	EXPECT_EQ(dns_write_question(question, ID, ".", DNS_A), -EINVAL);
	EXPECT_EQ(dns_write_question(question, ID, "a..b", DNS_A), -EINVAL);
	EXPECT_EQ(dns_write_question(question, ID, "a..", DNS_A), -EINVAL);
	EXPECT_EQ(dns_write_question(question, ID, ".a", DNS_A), -EINVAL);
	memset(name, 'a', sizeof(name));
	name[64] = '\0';
	EXPECT_EQ(dns_write_question(question, ID, name, DNS_A), -EINVAL);
	name[63] = '\0';
	EXPECT(dns_write_question(question, ID, name, DNS_A) > 0);
	memset(name, 'a', sizeof(name));
	for (int i = 63; i < 256; i += 64) {
		name[i] = '.';
	}
	name[256] = '\0';
	EXPECT_EQ(dns_write_question(question, ID, name, DNS_A), -EINVAL);
	name[254] = '\0';
	EXPECT(dns_write_question(question, ID, name, DNS_A) <= DNS_QUESTION_MAX);
}

CASE("the first address of the type is the answer, behind an alias too")
{
	static const uint8_t alias[] = {1, 'b', 0xc0, 20};
	static const uint8_t first[] = {192, 0, 2, 1};
	static const uint8_t second[] = {192, 0, 2, 2};
	uint8_t address[16];

	ask("example.com", DNS_A);
	begin_answer(0, 4);
	add_record(5, alias, sizeof(alias));
	add_record(DNS_AAAA, "0123456789abcdef", 16);
	add_record(DNS_A, first, 4);
	add_record(DNS_A, second, 4);
	EXPECT_EQ(read_it(address), 1);
	EXPECT(memcmp(address, first, 4) == 0);

	ask("example.com", DNS_AAAA);
	begin_answer(0, 2);
	add_record(DNS_A, first, 4);
	add_record(DNS_AAAA, "0123456789abcdef", 16);
	EXPECT_EQ(read_it(address), 1);
	EXPECT(memcmp(address, "0123456789abcdef", 16) == 0);
}

CASE("no such name, no address of the type, and a server that cannot tell")
{
	uint8_t address[16];

	ask("example.com", DNS_A);
	begin_answer(3, 0);
	EXPECT_EQ(read_it(address), -ENOENT);
	begin_answer(2, 0);
	EXPECT_EQ(read_it(address), -EIO);
	begin_answer(0, 0);
	EXPECT_EQ(read_it(address), 0);
	begin_answer(0, 1);
	add_record(DNS_A, "12345", 5);
	EXPECT_EQ(read_it(address), 0);
}

CASE("an answer to something else is none")
{
	uint8_t address[16];

	ask("example.com", DNS_A);
	begin_answer(0, 1);
	add_record(DNS_A, "1234", 4);
	EXPECT_EQ(read_it(address), 1);
	/* In other letters it is the same name. */
	message[13] = 'E';
	EXPECT_EQ(read_it(address), 1);
	message[13] = 'f';
	EXPECT_EQ(read_it(address), -EINVAL);
	message[13] = 'e';
	message[1] ^= 1;
	EXPECT_EQ(read_it(address), -EINVAL);
	message[1] ^= 1;
	message[2] &= 0x7f;
	EXPECT_EQ(read_it(address), -EINVAL);
	message[2] |= 0x80;
	length = question_length - 1;
	EXPECT_EQ(read_it(address), -EINVAL);
	length = 0;
	EXPECT_EQ(read_it(address), -EINVAL);
}

static uint32_t state = 1;

static uint32_t any(uint32_t below)
{
	state = state * 1664525u + 1013904223u;
	return (state >> 16) % below;
}

CASE("an answer that is cut off or mangled is read no further than it goes")
{
	static const uint8_t alias[] = {1, 'b', 0xc0, 20};
	uint8_t address[16];

	for (int i = 0; i < 100000; i++) {
		ask("a.example.com", DNS_A);
		begin_answer(0, 3);
		add_record(5, alias, sizeof(alias));
		add_record(16, "some text", 9);
		add_record(DNS_A, "1234", 4);
		for (uint32_t changes = any(6); changes > 0; changes--) {
			message[any((uint32_t)length)] = (uint8_t)any(256);
		}
		length = any((uint32_t)length + 1);
		(void)read_it(address);
	}
}
