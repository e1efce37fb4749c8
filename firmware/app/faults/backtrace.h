/*
 * Who called, as far as a stack tells without unwinding tables.
 */
#ifndef AIO_BACKTRACE_H_
#define AIO_BACKTRACE_H_

#include <stddef.h>
#include <stdint.h>

struct aio_backtrace {
	size_t depth;
	/** Addresses of instructions, innermost first: callers by the call, not by what follows it.
	 */
	uint32_t frames[16];
};

/** The function that was interrupted and its caller, where they are code. */
void aio_backtrace_begin(struct aio_backtrace *backtrace, uint32_t pc, uint32_t lr);

/** Every word of a stack that looks like a return address: callers, and now and then a leftover of
 * an earlier call. All of it must be readable. */
void aio_backtrace_scan(struct aio_backtrace *backtrace, uint32_t start, uint32_t end);

#endif /* AIO_BACKTRACE_H_ */
