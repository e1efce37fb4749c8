/*
 * Which frames are received while buffers are short.
 */
#ifndef AIO_RECEIVE_ROOM_H_
#define AIO_RECEIVE_ROOM_H_

#include <stdbool.h>
#include <stddef.h>

/**
 * Whether a frame may be received now: one that could carry data leaves some buffers to
 * acknowledgements.
 *
 * @isr_ok
 * @param size bytes of the frame
 */
bool aio_receive_room(size_t size);

#endif /* AIO_RECEIVE_ROOM_H_ */
