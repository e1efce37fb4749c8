/*
 * The functions of the host object: the C side of ts-runtime/src/host.ts. JavaScript thread.
 */
#ifndef AIO_HOST_CALLS_H_
#define AIO_HOST_CALLS_H_

#include <stddef.h>

#include "engine/engine.h"
#include "image.h"

/** All of them, for aio_engine_init(). image stays where it is. */
const struct aio_host_call *aio_host_calls(const struct aio_image *image, size_t *count);

#endif /* AIO_HOST_CALLS_H_ */
