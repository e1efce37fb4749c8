/*
 * Every end of the program that is not its own choice. None returns; none is silent.
 */
#ifndef AIO_FATAL_H_
#define AIO_FATAL_H_

#include "engine/application.h"

/** Ends the program: flushes the console, prints the record of the end, and idles for good.
 * JavaScript thread. */
_Noreturn void aio_exit(int code);

/** Prints a line, the record of a boot failure with that message, and idles for good. */
_Noreturn void aio_boot_failure(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif /* AIO_FATAL_H_ */
