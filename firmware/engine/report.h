/*
 * How an exception that nobody caught is printed; the same for every engine.
 */
#ifndef AIO_REPORT_H_
#define AIO_REPORT_H_

#include <stdbool.h>

#include "engine/engine.h"

/** Prints prefix, then the error's stack (which begins with "NAME: MESSAGE") or the value, then
 * those of which it is made (errors), then its causes, in one piece. May run the program's getters.
 * Takes the error over. */
void aio_report(const char *prefix, aio_value_t error);

/* What report.c needs of an engine. None of them lets an exception out. Results are owned. */

bool aio_value_is_string(aio_value_t value);
/** Undefined where value is no object, has no such property, or where getting it threw. */
aio_value_t aio_value_property(aio_value_t value, const char *name);
/** A string that says what the value is: JSON for an object that is no error, or String(value). */
aio_value_t aio_value_describe(aio_value_t value);
bool aio_value_is_undefined(aio_value_t value);

#endif /* AIO_REPORT_H_ */
