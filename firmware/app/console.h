/*
 * The console: interrupt-driven output on the chosen UART. It never loses a byte and never
 * interleaves two writes: a writer waits while the ring buffer is full.
 *
 * Two kinds of output share the UART: text, and records, which tell the harness what happened. A
 * record is RS (0x1E), one JSON object, LF, as in RFC 7464. Text between STX (0x02) and ETX (0x03)
 * is for stderr, all other for stdout. Text never contains these three: it has their pictures
 * instead, U+241E, U+2402 and U+2403.
 */
#ifndef AIO_CONSOLE_H_
#define AIO_CONSOLE_H_

#include <stddef.h>

#include "engine/application.h"

/** Before any other; single-threaded. */
void aio_console_init(void);

/** From here on calls back in an ISR for each ENQ (0x05) that is received. */
void aio_console_on_enquiry(void (*enquired)(void));

/** Opens a piece of output that no other thread interrupts. Any thread, never an ISR. */
void aio_console_begin(void);
void aio_console_end(void);
/* aio_console_text(), and the same for stderr: engine/application.h */

/** begin, text, end. */
void aio_console_write(const char *data, size_t length);

/** A whole record: format is the JSON object without RS and LF, at most 511 bytes. Any thread,
 * never an ISR. */
void aio_console_record(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** Opens a record of any length that no other thread interrupts. Any thread, never an ISR. */
void aio_console_record_begin(void);
/** Between begin and end: a piece of the one line of JSON. */
void aio_console_record_text(const char *data, size_t length);
/** Between begin and end: a piece of a JSON string, which is escaped. */
void aio_console_record_string(const char *data, size_t length);
void aio_console_record_end(void);

/** Waits until the last byte has left the UART. Any thread. */
void aio_console_flush(void);

/** Switches to polling with interrupts locked, for a fault: what is buffered goes out first. Any
 * context; no way back. */
void aio_console_panic(void);

#endif /* AIO_CONSOLE_H_ */
