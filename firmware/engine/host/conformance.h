/*
 * What the two engines' programs for conformance tests share. Each reads a bundle from stdin, runs
 * it on this machine with the sources, changes and options that the firmware has, and ends with one
 * of the codes below. What the bundle prints goes to stdout, an error that it did not catch to
 * stderr.
 */
#ifndef AIO_HOST_CONFORMANCE_H_
#define AIO_HOST_CONFORMANCE_H_

#include <stddef.h>
#include <stdint.h>

enum conformance_end {
	CONFORMANCE_DONE = 0,
	/** The program threw. */
	CONFORMANCE_THREW = 1,
	/** The engine did not take the program's text: it did not start. */
	CONFORMANCE_REFUSED = 2,
	CONFORMANCE_OUT_OF_MEMORY = 3,
};

/** Bytes of the engine's heap: many times a device's, so that few tests fail for want of it. */
#define CONFORMANCE_HEAP     (256u << 20)
/** Bytes of stack that JavaScript may take. Frames are larger here than on a device. */
#define CONFORMANCE_STACK    (1u << 20)
/** When the program begins, milliseconds since 1970: the same in each run. */
#define CONFORMANCE_EPOCH_MS UINT64_C(1767225600000)

/** Reads all of stdin, with a NUL behind it. Limits the processor time to argv[1] seconds: the
 * system ends a program that takes longer, by SIGXCPU. */
char *conformance_start(int argc, char **argv, size_t *length);

/** Microseconds since the program began. */
double conformance_now(void);

#endif /* AIO_HOST_CONFORMANCE_H_ */
