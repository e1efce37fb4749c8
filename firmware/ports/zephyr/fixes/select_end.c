/*
 * select() hears of every connection that ends.
 *
 * Wrong: of the end of a stream, and of a connection that failed, select() and poll() hear only
 * while they wait. What happens after they have read a socket's state (ZFD_IOCTL_POLL_PREPARE) and
 * before they wait for its queue is lost to them: zsock_received_cb() and
 * zsock_connected_cb() cancel a wait that has not begun. A reader waits for good.
 * Upstream: no report is known.
 * For: Zephyr 3.7.
 * Can go: when both leave something behind that k_poll() finds.
 *
 * Both go through a function of the kernel. Here that also has the reactor begin its select anew,
 * which reads the states again.
 */
#include "select_end.h"

#include <stdatomic.h>

#include <zephyr/kernel.h>

#include <aio/reactor.h>

#include "wrap.h"

AIO_WRAP(void, z_impl_k_queue_cancel_wait, struct k_queue *queue);
AIO_WRAP(void, z_impl_k_sem_reset, struct k_sem *semaphore);

static atomic_bool ended;

bool aio_fix_connection_ended(void)
{
	return atomic_exchange(&ended, false);
}

static void connection_ended(void)
{
	if (!k_is_in_isr()) {
		atomic_store(&ended, true);
		aio_reactor_look_again();
	}
}

/* The end of a stream, and a connection that was reset. */
void __wrap_z_impl_k_queue_cancel_wait(struct k_queue *queue)
{
	__real_z_impl_k_queue_cancel_wait(queue);
	connection_ended();
}

/* A connection that could not be made. */
void __wrap_z_impl_k_sem_reset(struct k_sem *semaphore)
{
	__real_z_impl_k_sem_reset(semaphore);
	connection_ended();
}
