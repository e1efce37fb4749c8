/*
 * Zephyr's <zephyr/zvfs/eventfd.h> on FreeRTOS. Threads only: an ISR may not write here either.
 */
#ifndef ZEPHYR_ZVFS_EVENTFD_H_
#define ZEPHYR_ZVFS_EVENTFD_H_

#include <stdint.h>

#include <zephyr/kernel.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ZVFS_EFD_SEMAPHORE 2
#define ZVFS_EFD_NONBLOCK  0x4000

typedef uint64_t zvfs_eventfd_t;

/** A descriptor for zsock_select() and zsock_close(). @retval -1 EINVAL; EMFILE */
int zvfs_eventfd(unsigned int initval, int flags);
/** Takes the count, or 1 of it with ZVFS_EFD_SEMAPHORE. @retval -1 EAGAIN it is 0; EBADF */
int zvfs_eventfd_read(int fd, zvfs_eventfd_t *value);
/** Adds to the count. @retval -1 EAGAIN it would overflow; EBADF; EINVAL */
int zvfs_eventfd_write(int fd, zvfs_eventfd_t value);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_ZVFS_EVENTFD_H_ */
