/*
 * DNS messages (RFC 1035): one question, and what an answer to it says. Bytes alone.
 */
#ifndef NET_DNS_MESSAGE_H_
#define NET_DNS_MESSAGE_H_

#include <stddef.h>
#include <stdint.h>

/** Types of records. */
#define DNS_A	 1
#define DNS_AAAA 28

/** The longest question: a header, a name of 255 bytes, type and class. */
#define DNS_QUESTION_MAX (12 + 255 + 4)

/**
 * Makes a question that wants recursion.
 *
 * @param message DNS_QUESTION_MAX bytes
 * @return its length
 * @retval -EINVAL the name has an empty label, a label of more than 63 bytes or more than 253 bytes
 */
int dns_write_question(uint8_t *message, uint16_t id, const char *name, uint16_t type);

/**
 * Reads an answer.
 *
 * @param question what was asked
 * @param address receives 4 bytes, or 16 of DNS_AAAA
 * @return 1: it has an address; 0: there is none of this type
 * @retval -ENOENT there is no such name
 * @retval -EIO the server could not tell
 * @retval -EINVAL it is no answer to this question
 */
int dns_read_answer(const uint8_t *message, size_t length, const uint8_t *question,
		    size_t question_length, uint8_t *address);

#endif /* NET_DNS_MESSAGE_H_ */
