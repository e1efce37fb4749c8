/*
 * Where the program is, for the harness that asks for it (ENQ on the console): to say what a device
 * does that hangs.
 */
#ifndef AIO_STACK_REPORT_H_
#define AIO_STACK_REPORT_H_

#include <stdbool.h>

/** It was asked for, and is to be told at the next occasion: the engine looks at this while the
 * program runs, the loop while it waits. */
extern volatile bool aio_stack_wanted;

/** Asks for it. Any context. */
void aio_stack_request(void);

/** Tells it: a record with the lines of aio_engine_where(). The JavaScript thread only. */
void aio_stack_answer(void);

#endif /* AIO_STACK_REPORT_H_ */
