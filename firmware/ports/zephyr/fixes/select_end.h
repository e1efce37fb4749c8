/*
 * What select_end.c tells select_writable.c.
 */
#ifndef AIO_SELECT_END_H_
#define AIO_SELECT_END_H_

#include <stdbool.h>

/** Whether a connection has ended or failed since this was asked last. */
bool aio_fix_connection_ended(void);

#endif /* AIO_SELECT_END_H_ */
