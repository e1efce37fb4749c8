#include "identity.h"

#include <stdio.h>

#include <zephyr/kernel.h>

#include "engine/engine.h"

/* The builds' CMakeLists.txt say them. */
#ifndef AIO_KERNEL
#define AIO_KERNEL "zephyr"
#endif
#ifndef AIO_BOARD
#define AIO_BOARD CONFIG_BOARD
#endif
#ifndef AIO_VERSION
#define AIO_VERSION "0.1.0"
#endif

size_t aio_identity(char text[AIO_IDENTITY_SIZE])
{
	int length =
		snprintf(text, AIO_IDENTITY_SIZE,
			 "\"kernel\":\"%s\",\"engine\":\"%s\",\"board\":\"%s\",\"version\":\"%s\"",
			 AIO_KERNEL, aio_engine_name(), AIO_BOARD, AIO_VERSION);

	return MIN((size_t)length, AIO_IDENTITY_SIZE - 1);
}
