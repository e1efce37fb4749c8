/*
 * The sizes that a build folder can have anew without being configured again: the heap, the number
 * of timers and the like. Whatever reads one of them includes this header, so that another size
 * compiles these few files and links. See firmware/sizes.cmake.
 */
#ifndef AIO_SIZES_H
#define AIO_SIZES_H

/* An application of one's own has what Kconfig says. */
#if __has_include("aio_sizes.h")
#include "aio_sizes.h"
#endif

#endif /* AIO_SIZES_H */
