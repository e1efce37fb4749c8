/*
 * What this firmware is.
 */
#ifndef AIO_IDENTITY_H_
#define AIO_IDENTITY_H_

#include <stddef.h>

/** Enough for the longest text. */
#define AIO_IDENTITY_SIZE 128

/** Members of a JSON object: "kernel", "engine", "board" as the folder in boards/ is called, and
 * "version". Ends with a NUL. Any thread.
 *
 * @return bytes without the NUL
 */
size_t aio_identity(char text[AIO_IDENTITY_SIZE]);

#endif /* AIO_IDENTITY_H_ */
