/*
 * Name look-ups that do not block the user's thread, on Zephyr's dns_get_addr_info().
 *
 * Every function here is called by the user of the reactor only, after aio_reactor_start(). On
 * Zephyr they are there with CONFIG_DNS_RESOLVER only.
 */
#ifndef AIO_RESOLVER_H_
#define AIO_RESOLVER_H_

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Starts a look-up. Its end is an AIO_EVENT_LOOKUP from aio_next().
 *
 * @param host a name, at most 255 bytes
 * @param family 4, 6, or 0 for whichever is found first
 * @return a handle > 0
 * @retval -EAGAIN all CONFIG_AIO_MAX_LOOKUPS are under way
 * @retval -ENAMETOOLONG host is longer than 255 bytes
 */
int aio_lookup_start(const char *host, int family);

/**
 * The outcome, after its event. Frees the handle.
 *
 * @param address receives the numeric address as text, NUL-terminated; 46 bytes hold any
 * @retval 0 found
 * @retval -ENOENT the name does not exist
 * @retval -ETIMEDOUT no name server answered within CONFIG_AIO_LOOKUP_TIMEOUT_MS
 * @retval -ENOMEM size is too small, or the resolver had no memory
 * @retval -EIO the look-up failed otherwise
 * @retval -EBADF no such handle, or its event has not come
 */
int aio_lookup_result(int handle, char *address, size_t size);

/**
 * Gives a look-up up: no event comes.
 *
 * @retval 0 given up
 * @retval -EBADF no such handle
 */
int aio_lookup_cancel(int handle);

#ifdef __cplusplus
}
#endif

#endif /* AIO_RESOLVER_H_ */
