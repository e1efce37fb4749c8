/*
 * Which frames are received while buffers are short.
 */
#ifndef AIO_RECEIVE_ROOM_H_
#define AIO_RECEIVE_ROOM_H_

#include <stdbool.h>
#include <stddef.h>

#ifdef CONFIG_AIO_FIX_RECEIVE_ROOM
/**
 * Whether a frame may be received now: one that could carry data leaves some buffers to
 * acknowledgements.
 *
 * @isr_ok
 * @param size bytes of the frame
 */
bool aio_receive_room(size_t size);
#else
static inline bool aio_receive_room(size_t size)
{
	(void)size;
	return true;
}
#endif

#endif /* AIO_RECEIVE_ROOM_H_ */
