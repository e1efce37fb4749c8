#include "host_calls.h"

#include <errno.h>
#include <math.h>

#include <zephyr/kernel.h>

#include <aio/timers.h>

#include "console.h"
#include "entropy.h"
#include "faults/fatal.h"
#include "host_calls_internal.h"
#include "host_figures.h"
#include "identity.h"

/* TypeScript knows errno by these numbers (ts-runtime/src/errno.ts): Zephyr's, newlib's and
 * picolibc's. */
BUILD_ASSERT(EAGAIN == 11 && EFAULT == 14 && EINVAL == 22 && EMFILE == 24 && ERANGE == 34);
BUILD_ASSERT(ECONNRESET == 104 && ENOTSOCK == 108 && ECONNREFUSED == 111 && EADDRINUSE == 112);
BUILD_ASSERT(ETIMEDOUT == 116 && EHOSTUNREACH == 118 && EINPROGRESS == 119 && EMSGSIZE == 122);
BUILD_ASSERT(EADDRNOTAVAIL == 125 && EISCONN == 127 && ENOTCONN == 128 && ENOTSUP == 134);
BUILD_ASSERT(ECANCELED == 140);

/* As ts-runtime/src/host.ts numbers them. */
#define STDOUT 1
#define STDERR 2

static const struct aio_image *program;

static void write_chunk(const char *data, size_t length, void *context)
{
	(void)context;
	aio_console_text(data, length);
}

static aio_value_t host_write(const aio_value_t *args)
{
	bool is_error = aio_value_int(args[1], STDOUT) == STDERR;

	if (is_error) {
		aio_console_error_begin();
	} else {
		aio_console_begin();
	}
	aio_value_each_chunk(args[0], write_chunk, NULL);
	if (is_error) {
		aio_console_error_end();
	} else {
		aio_console_end();
	}
	return aio_value_undefined();
}

static void record_chunk(const char *data, size_t length, void *context)
{
	(void)context;
	aio_console_record_text(data, length);
}

static aio_value_t host_record(const aio_value_t *args)
{
	aio_console_record_begin();
	aio_value_each_chunk(args[0], record_chunk, NULL);
	aio_console_record_end();
	return aio_value_undefined();
}

static aio_value_t host_exit(const aio_value_t *args)
{
	aio_exit(aio_value_int(args[0], 0));
}

static aio_value_t host_args(const aio_value_t *args)
{
	(void)args;
	return aio_value_from_string((const char *)program + program->args_offset,
				     program->args_length);
}

static aio_value_t host_system(const aio_value_t *args)
{
	char text[AIO_IDENTITY_SIZE + 2] = "{";
	size_t length = 1 + aio_identity(text + 1);

	(void)args;
	text[length++] = '}';
	return aio_value_from_string(text, length);
}

/* A small integer as long as it can be one: arithmetic with it is cheaper without an FPU. */
static aio_value_t host_now(const aio_value_t *args)
{
	int64_t now = aio_clock_us();

	(void)args;
	return now <= INT32_MAX ? aio_value_from_int((int32_t)now)
				: aio_value_from_number((double)now);
}

static aio_value_t host_epoch(const aio_value_t *args)
{
	(void)args;
	return aio_value_from_number((double)program->epoch_ms);
}

static aio_value_t host_figure(const aio_value_t *args)
{
	char name[32];
	int64_t value;

	if (aio_value_string(args[0], name, sizeof(name)) < 0 || !aio_figure_get(name, &value)) {
		return aio_value_from_number((double)NAN);
	}
	return aio_value_from_number((double)value);
}

static aio_value_t host_random(const aio_value_t *args)
{
	uint8_t *data;
	size_t size;

	return aio_code(aio_value_bytes(args[0], &data, &size) < 0 ? -EFAULT
								   : aio_entropy_get(data, size));
}

static aio_value_t host_collect(const aio_value_t *args)
{
	(void)args;
	aio_engine_collect_garbage();
	return aio_value_undefined();
}

static aio_value_t host_await_by(const aio_value_t *args)
{
	aio_engine_await_by(args[0], args[1]);
	return aio_value_undefined();
}

static aio_value_t host_on_event(const aio_value_t *args)
{
	aio_engine_set_dispatcher(args[0]);
	return aio_value_undefined();
}

static const struct aio_host_call calls[] = {
	{"write", 2, host_write},
	{"record", 1, host_record},
	{"exit", 1, host_exit},
	{"args", 0, host_args},
	{"system", 0, host_system},
	{"now", 0, host_now},
	{"epoch", 0, host_epoch},
	{"figure", 1, host_figure},
	{"random", 1, host_random},
	{"collect", 0, host_collect},
	{"awaitBy", 2, host_await_by},
	{"onEvent", 1, host_on_event},
	{"socket", 2, aio_host_socket},
	{"nonBlocking", 1, aio_host_non_blocking},
	{"close", 1, aio_host_close},
	{"bind", 3, aio_host_bind},
	{"listen", 2, aio_host_listen},
	{"connect", 3, aio_host_connect},
	{"accept", 1, aio_host_accept},
	{"receive", 3, aio_host_receive},
	{"read", 3, aio_host_read},
	{"takeRead", 1, aio_host_take_read},
	{"settle", 3, aio_host_settle},
	{"send", 2, aio_host_send},
	{"sendAll", 2, aio_host_send_all},
	{"sendTo", 4, aio_host_send_to},
	{"shutdown", 2, aio_host_shutdown},
	{"socketError", 1, aio_host_socket_error},
	{"setNoDelay", 2, aio_host_set_no_delay},
	{"noDelay", 1, aio_host_no_delay},
	{"option", 3, aio_host_option},
	{"broadcast", 2, aio_host_broadcast},
	{"localAddress", 1, aio_host_local_address},
	{"peerAddress", 1, aio_host_peer_address},
	{"lastAddress", 0, aio_host_last_address},
	{"lastPort", 0, aio_host_last_port},
	{"register", 1, aio_host_register},
	{"deregister", 1, aio_host_deregister},
	{"arm", 2, aio_host_arm},
	{"disarm", 2, aio_host_disarm},
	{"timerStart", 4, aio_host_timer_start},
	{"timerStartIn", 4, aio_host_timer_start_in},
	{"timerMove", 3, aio_host_timer_move},
	{"timerRetarget", 3, aio_host_timer_retarget},
	{"timerExists", 1, aio_host_timer_exists},
	{"timerStop", 1, aio_host_timer_stop},
	{"timersReached", 0, aio_host_timers_reached},
	{"promise", 0, aio_host_promise},
	{"family", 1, aio_host_family},
	{"lookup", 2, aio_host_lookup},
	{"lookupResult", 1, aio_host_lookup_result},
	{"lookupCancel", 1, aio_host_lookup_cancel},
};

const struct aio_host_call *aio_host_calls(const struct aio_image *image, size_t *count)
{
	program = image;
	*count = ARRAY_SIZE(calls);
	return calls;
}
