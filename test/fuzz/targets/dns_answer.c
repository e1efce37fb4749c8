/* firmware/ports/freertos/src/net/dns_message.c: what anybody sends from a name server's port. */
#include <stdlib.h>
#include <string.h>

#include "ports/freertos/src/net/dns_message.h"

static void read_answer(const uint8_t *data, size_t size, const char *name, uint16_t type)
{
	uint8_t question[DNS_QUESTION_MAX];
	uint8_t address[16];
	int length = dns_write_question(question, 0x1234, name, type);
	uint8_t *message = malloc(size > 0 ? size : 1);
	int result;

	if (message == NULL || length < 0) {
		abort();
	}
	memcpy(message, data, size);
	result = dns_read_answer(message, size, question, (size_t)length, address);
	if (result > 1) {
		abort();
	}
	if (size > (size_t)length) {
		/* What chance does not find: the question that was asked, and that it is answered.
		 */
		memcpy(message, question, (size_t)length);
		message[2] |= 0x80;
		memcpy(message + 6, data + 6, 6);
		(void)dns_read_answer(message, size, question, (size_t)length, address);
	}
	free(message);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t question[DNS_QUESTION_MAX];
	char name[300];
	size_t length = size < sizeof(name) - 1 ? size : sizeof(name) - 1;

	read_answer(data, size, "host.test", DNS_A);
	read_answer(data, size, "a", DNS_AAAA);
	memcpy(name, data, length);
	name[length] = '\0';
	if (dns_write_question(question, 1, name, DNS_A) > DNS_QUESTION_MAX) {
		abort();
	}
	return 0;
}
