/*
 * Reactor and look-ups: the arguments are checked where they are used, in aio/.
 */
#include "host_calls_internal.h"

#include <errno.h>

#include <aio/reactor.h>
#include <aio/resolver.h>

#include "host_reads.h"

/* Interest as a byte; other numbers become bits that no interest has. */
static uint8_t interest_of(aio_value_t value)
{
	int interest = aio_int(value);

	return interest >= 0 && interest <= UINT8_MAX ? (uint8_t)interest : UINT8_MAX;
}

aio_value_t aio_host_register(const aio_value_t *args)
{
	int fd = aio_int(args[0]);

	/* 1.5 is no descriptor, and not 1. */
	if (aio_value_number(args[0]) != (double)fd) {
		return aio_code(-EBADF);
	}
	return aio_code(aio_reactor_register(fd));
}

aio_value_t aio_host_deregister(const aio_value_t *args)
{
	aio_host_reads_forget(aio_int(args[0]));
	return aio_code(aio_reactor_deregister(aio_int(args[0])));
}

aio_value_t aio_host_arm(const aio_value_t *args)
{
	return aio_code(aio_reactor_arm(aio_int(args[0]), interest_of(args[1])));
}

aio_value_t aio_host_disarm(const aio_value_t *args)
{
	return aio_code(aio_reactor_disarm(aio_int(args[0]), interest_of(args[1])));
}

aio_value_t aio_host_lookup(const aio_value_t *args)
{
	char host[256];
	int length = aio_value_string(args[0], host, sizeof(host));

	if (length < 0) {
		return aio_code(-EINVAL);
	}
	if (length >= (int)sizeof(host)) {
		return aio_code(-ENAMETOOLONG);
	}
	return aio_code(aio_lookup_start(host, aio_value_int(args[1], 0)));
}

aio_value_t aio_host_lookup_result(const aio_value_t *args)
{
	char address[INET6_ADDRSTRLEN];
	int result = aio_lookup_result(aio_int(args[0]), address, sizeof(address));

	if (result == 0) {
		aio_last_address_set_text(address);
	}
	return aio_code(result);
}

aio_value_t aio_host_lookup_cancel(const aio_value_t *args)
{
	return aio_code(aio_lookup_cancel(aio_int(args[0])));
}
