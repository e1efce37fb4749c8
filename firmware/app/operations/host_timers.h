/*
 * Timers of the program: what is called, or which promise is resolved, when one is due is kept
 * here, so that between a deadline and the line that waits for it there is no TypeScript of the
 * runtime. JavaScript thread.
 */
#ifndef AIO_HOST_TIMERS_H_
#define AIO_HOST_TIMERS_H_

#include "engine/engine.h"

/** Does what a timer that is due is for. Unless it was set to stay, it is given back before. */
enum aio_engine_result aio_host_timer_fire(int handle);

#endif /* AIO_HOST_TIMERS_H_ */
