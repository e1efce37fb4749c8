/*
 * What a host's name says without a name server. Any thread.
 */
#ifndef AIO_HOST_NAME_H_
#define AIO_HOST_NAME_H_

/**
 * Answers for an address, for localhost (RFC 6761), and for what no name server could know.
 *
 * @param family 4, 6, or 0 for either
 * @param address AIO_ADDRESS_TEXT bytes, for the answer
 * @retval 1 a name server has to be asked
 * @retval 0 address has it
 * @retval -ENOENT there is no such name, or not of that family
 */
int aio_host_answer(const char *host, int family, char *address);

#endif /* AIO_HOST_NAME_H_ */
