/*
 * Readiness of sockets, by select().
 *
 * One thread uses the reactor (the JavaScript thread, or the one thread of a C application): "the
 * user" below. Every function here is called by the user only, unless its comment says otherwise.
 * Interest is one-shot: what was reported is disarmed, and armed again when the user wants to hear
 * of it again. Nothing here allocates.
 *
 * Needs CONFIG_AIO; no function here may be called from an ISR. select() waits on the stack of the
 * user or of the reactor's own thread: the user's needs 28 bytes for each of
 * CONFIG_NET_SOCKETS_POLL_MAX, and 512 more. The user's priority is to be above
 * CONFIG_AIO_REACTOR_THREAD_PRIORITY, as a smaller number.
 *
 * Behaviour follows async-io-mini's reactor; docs/architecture.md lists where it differs, and why.
 */
#ifndef AIO_REACTOR_H_
#define AIO_REACTOR_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Interest in, and readiness for, reading: data, end of stream, a connection to accept, or an
 * error to collect. */
#define AIO_READABLE 0x1
/** Interest in, and readiness for, writing: room to send, a connect that ended either way, or an
 * error to collect. */
#define AIO_WRITABLE 0x2

/** The slot of a handle, below CONFIG_AIO_MAX_SOCKETS: to index what the user keeps for each
 * socket. */
#define AIO_SLOT(handle) ((handle)&0xFF)

/**
 * Called where select fails for a reason that nothing is known against, on the reactor's thread:
 * once for each error in a row. The reactor goes on trying. It prints a line with printk(); an
 * application that has no printk(), or wants to know, defines this function in its place.
 *
 * @param error -errno of select()
 */
void aio_reactor_failed(int error);

/**
 * Starts the reactor thread, and the timers and the loop with it. Called once, before anything else
 * here; a second call is answered as the first was. Where it fails every other call here answers
 * the same error (-ENODEV before it was called), and timers and look-ups work.
 *
 * @retval 0 it runs
 * @retval -ENFILE no descriptor was left for the reactor's eventfd
 */
int aio_reactor_start(void);

/**
 * Puts a descriptor into the table. Returns at once: the reactor is not woken.
 *
 * @param fd an open socket, already non-blocking
 * @return a handle > 0, which no later registration repeats until 65,534 others have used the same
 * slot
 * @retval -EBADF fd is negative
 * @retval -ERANGE fd is FD_SETSIZE or more, so that select() could not be asked about it
 * @retval -EEXIST fd is in the table already
 * @retval -EMFILE all CONFIG_AIO_MAX_SOCKETS slots are taken
 */
int aio_reactor_register(int fd);

/**
 * Takes a descriptor out of the table and forgets what was armed or ready. Where select() is
 * waiting for it this very moment, blocks until select() has let go, so that the descriptor may be
 * closed right after.
 *
 * @retval 0 done
 * @retval -EBADF no such handle (never was, or deregistered already)
 */
int aio_reactor_deregister(int handle);

/**
 * Asks to hear once, by aio_next(), when the descriptor is ready. Adds to what is armed already.
 * Returns at once; the reactor learns of it at the next aio_wait().
 *
 * @param interest AIO_READABLE, AIO_WRITABLE or both
 * @retval 0 armed
 * @retval -EBADF no such handle
 * @retval -EINVAL interest has other bits, or none
 */
int aio_reactor_arm(int handle, uint8_t interest);

/**
 * Takes interest back, and readiness that was not yet taken by aio_next(). A cancelled wait wakes
 * nobody.
 *
 * @retval 0 disarmed (also where it was not armed)
 * @retval -EBADF no such handle
 */
int aio_reactor_disarm(int handle, uint8_t interest);

/**
 * A socket has changed in a way that select() may have missed: one that runs begins anew. Any
 * thread, never an ISR.
 */
void aio_reactor_look_again(void);

#ifdef __cplusplus
}
#endif

#endif /* AIO_REACTOR_H_ */
