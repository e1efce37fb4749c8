/*
 * What the engines call of the application, which defines it: firmware/app on a device, and each
 * program of engine/host on the developer's machine.
 */
#ifndef AIO_APPLICATION_H_
#define AIO_APPLICATION_H_

#include <stdbool.h>
#include <stddef.h>

/** Prints a line on the console and ends the program with code 1 (out of memory and the like). Any
 * thread. */
_Noreturn void aio_fatal(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** Opens a piece of stderr's output that no other thread interrupts. Any thread, never an ISR. */
void aio_console_error_begin(void);
/** Between begin and end: text, as it is but for RS, STX and ETX. */
void aio_console_text(const char *data, size_t length);
void aio_console_error_end(void);

/** The stack of the program was asked for: an engine looks at this while the program runs, and
 * calls aio_stack_answer() where it is set. */
extern volatile bool aio_stack_wanted;

/** Tells it: a record with the lines of aio_engine_where(). The JavaScript thread only. */
void aio_stack_answer(void);

#endif /* AIO_APPLICATION_H_ */
