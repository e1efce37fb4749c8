/*
 * Reads that wait: their promises are settled in C. What an echo waits for thus costs neither a
 * call of the dispatcher nor one of the functions of a promise. JavaScript thread.
 */
#ifndef AIO_HOST_READS_H_
#define AIO_HOST_READS_H_

#include <stdint.h>

/** What the dispatcher hears where a read that waited has failed, beside enum aio_event_kind: the
 * socket's handle and a positive errno. */
#define AIO_DISPATCH_READ_FAILED 3

/**
 * Goes on with the read that waits for a socket, where there is one: resolves its promise, or arms
 * again where there was nothing after all.
 *
 * @param bits what the socket is ready for: AIO_READABLE is taken out where a read has used it
 * @return 0, or the positive errno with which the read has failed: its promise still is pending
 */
int aio_host_reads_advance(int handle, uint8_t *bits);

/** Lets go of the read of a socket that is to be deregistered: its promise stays pending. */
void aio_host_reads_forget(int handle);

#endif /* AIO_HOST_READS_H_ */
