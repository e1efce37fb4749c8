/*
 * The reactor's selector: asks the kernel which descriptors are ready, and can be woken meanwhile.
 *
 * aio_selector_ask() is the one function that differs: selector_select.c and selector_poll.c have
 * it, of which Kconfig chooses one (CONFIG_AIO_SELECTOR_SELECT, CONFIG_AIO_SELECTOR_POLL). The rest
 * is selector.c's. No lock: one thread at a time waits.
 */
#ifndef AIO_SELECTOR_H_
#define AIO_SELECTOR_H_

#include <stdbool.h>

#include "fd_sets.h"

/**
 * Once, before all others.
 *
 * @retval -ENFILE there is no eventfd, or none that a set can hold
 */
int aio_selector_open(void);

/** Ends a wait, or the next one where none runs. Any thread; never an ISR (zephyr#80690). */
void aio_selector_wake(void);

/** Takes back a wake-up that no wait has ended by. */
void aio_selector_forget_wake(void);

/**
 * Waits until a descriptor is ready, or aio_selector_wake() is called. What is ready overwrites the
 * sets.
 *
 * @param nfds the highest descriptor in the sets, plus one
 * @param woken set to whether the wake-up was seen, which is still to be forgotten
 * @return how many bits of the sets are ready
 * @retval -errno of select() or poll()
 */
int aio_selector_wait(struct aio_fd_sets *sets, int nfds, bool *woken);

/**
 * Asks the kernel.
 *
 * @param forever wait for the first that is ready; else only look
 * @return how many bits are set in the sets, which have what is ready
 * @retval -EBADF a descriptor of the sets is not open
 * @retval -errno of select() or poll()
 */
int aio_selector_ask(struct aio_fd_sets *sets, int nfds, bool forever);

/** Whether aio_selector_ask() would answer EBADF for this descriptor. Leaves its SO_ERROR alone. */
bool aio_selector_is_bad(int fd);

#endif /* AIO_SELECTOR_H_ */
