/*
 * Where the program is, for the harness that asks for it (ENQ on the console): to say what a device
 * does that hangs.
 */
#ifndef AIO_STACK_REPORT_H_
#define AIO_STACK_REPORT_H_

#include "engine/application.h"

/** Asks for it. Any context. */
void aio_stack_request(void);

#endif /* AIO_STACK_REPORT_H_ */
