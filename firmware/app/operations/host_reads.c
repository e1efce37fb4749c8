#include "host_reads.h"

#include <errno.h>
#include <stdbool.h>

#include <zephyr/net/socket.h>

#include <aio/reactor.h>
#include <aio/sizes.h>

#include "host_calls_internal.h"

/** One for each socket of the reactor. */
static struct waiting_read {
	/** The socket's; 0: nobody reads this way. */
	int handle;
	int fd;
	/** Held while the read is pending. */
	aio_value_t promise;
	aio_value_t buffer;
	bool pending;
	/** The last read took all there was: the next one would find nothing, and does not try. */
	bool drained;
} reads[CONFIG_AIO_MAX_SOCKETS];

static struct waiting_read *slot_of(int handle)
{
	return &reads[AIO_SLOT(handle) % CONFIG_AIO_MAX_SOCKETS];
}

/* NULL: no read of this socket is pending. */
static struct waiting_read *pending(int handle)
{
	struct waiting_read *read = slot_of(handle);

	return read->handle == handle && read->pending ? read : NULL;
}

/* How many bytes came, or -errno. */
static int receive(struct waiting_read *read, aio_value_t buffer)
{
	uint8_t *data;
	size_t size;
	int received;

	if (aio_value_bytes(buffer, &data, &size) < 0) {
		return -EFAULT;
	}
	received = (int)zsock_recv(read->fd, data, size, ZSOCK_MSG_DONTWAIT);
	read->drained = received > 0 && (size_t)received < size;
	if (received < 0) {
		/* Into a buffer without room nothing has to come. */
		return errno == EAGAIN && size == 0 ? 0 : -errno;
	}
	return received;
}

static aio_value_t wait_for(struct waiting_read *read, aio_value_t buffer)
{
	int result = aio_reactor_arm(read->handle, AIO_READABLE);

	if (result < 0) {
		return aio_code(result);
	}
	read->promise = aio_promise();
	read->buffer = aio_value_hold(buffer);
	read->pending = true;
	return aio_value_hold(read->promise);
}

aio_value_t aio_host_read(const aio_value_t *args)
{
	int handle = aio_int(args[0]);
	struct waiting_read *read = slot_of(handle);
	int result;

	if (handle <= 0) {
		return aio_code(-EBADF);
	}
	if (read->handle != handle) {
		aio_host_reads_forget(read->handle);
		*read = (struct waiting_read){.handle = handle};
	}
	if (read->pending) {
		return aio_code(-EALREADY);
	}
	read->fd = aio_int(args[1]);
	result = read->drained ? -EAGAIN : receive(read, args[2]);
	return result == -EAGAIN ? wait_for(read, args[2]) : aio_code(result);
}

/* The promise now is the caller's. */
static aio_value_t take(struct waiting_read *read)
{
	read->pending = false;
	aio_value_release(read->buffer);
	return read->promise;
}

aio_value_t aio_host_take_read(const aio_value_t *args)
{
	struct waiting_read *read = pending(aio_int(args[0]));

	return read != NULL ? take(read) : aio_value_undefined();
}

aio_value_t aio_host_settle(const aio_value_t *args)
{
	aio_promise_settle(args[0], args[1], aio_int(args[2]) == 1);
	return aio_value_undefined();
}

void aio_host_reads_forget(int handle)
{
	struct waiting_read *read = pending(handle);

	if (read != NULL) {
		aio_value_release(take(read));
	}
	slot_of(handle)->handle = 0;
}

int aio_host_reads_advance(int handle, uint8_t *bits)
{
	struct waiting_read *read = pending(handle);
	int received;

	if (read == NULL || (*bits & AIO_READABLE) == 0) {
		return 0;
	}
	*bits &= (uint8_t)~AIO_READABLE;
	received = receive(read, read->buffer);
	if (received == -EAGAIN) {
		(void)aio_reactor_arm(handle, AIO_READABLE);
		return 0;
	}
	if (received < 0) {
		return -received;
	}

	aio_value_t promise = take(read);

	aio_promise_settle(promise, aio_value_from_int(received), false);
	aio_value_release(promise);
	return 0;
}
