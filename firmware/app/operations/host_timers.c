#include "host_timers.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>

#include <zephyr/sys/util.h>

#include <aio/sizes.h>
#include <aio/timers.h>

#include "host_calls_internal.h"

/* Beyond this many microseconds (285 years) a double no longer tells them apart: what is later
 * never comes. */
#define LAST_US 0x1p53

/* What timerStart is told, see ts-runtime/src/host.ts. */
#define KIND_ONCE    0
#define KIND_STAYS   1
#define KIND_AWAITED 2

/** One for each timer, by its slot. Held while the timer is in use. */
static struct timer {
	/** A function to call, or a promise to resolve. */
	aio_value_t target;
	/** With what. */
	aio_value_t argument;
} timers[CONFIG_AIO_MAX_TIMERS];

/** Beside them, as a byte is padded there. */
static struct traits {
	bool is_promise: 1;
	/** It is not given back when it is due: its function sets it again, or stops it. */
	bool stays: 1;
} traits[CONFIG_AIO_MAX_TIMERS];

static void release(struct timer timer)
{
	aio_value_release(timer.target);
	aio_value_release(timer.argument);
}

static void hold(int slot, aio_value_t target, aio_value_t argument)
{
	timers[slot] = (struct timer){
		.target = aio_value_hold(target),
		.argument = aio_value_hold(argument),
	};
	traits[slot].is_promise = !aio_value_is_function(target);
}

/* There is no FPU, or none for doubles: integers are taken as such, here and below.
 *
 * The first whole microsecond that is not before it. 2^63 itself is no int64_t, and the cast is
 * undefined from there on. */
static int64_t whole(double us)
{
	if (isnan(us) || us <= 0) {
		return 0;
	}
	return us < LAST_US ? (int64_t)ceil(us) : AIO_NEVER;
}

static int64_t deadline_of(aio_value_t us)
{
	return aio_value_is_int(us) ? MAX(aio_int(us), 0) : whole(aio_value_number(us));
}

static int64_t deadline_in(aio_value_t milliseconds)
{
	int64_t now = aio_clock_us();
	int64_t delay;

	if (aio_value_is_int(milliseconds)) {
		delay = (int64_t)aio_int(milliseconds) * 1000;
		return now + MAX(delay, 0);
	}
	delay = whole(aio_value_number(milliseconds) * 1000);
	return delay == AIO_NEVER ? AIO_NEVER : now + delay;
}

/* 0 for a deadline that never comes, which needs no timer. */
static int start(int64_t deadline, const aio_value_t *args)
{
	int kind = aio_value_int(args[3], KIND_ONCE);
	int handle;

	if (kind == KIND_AWAITED && aio_value_is_function(args[1]) &&
	    !aio_value_is_resolver(args[1])) {
		return -EINVAL;
	}
	if (deadline == AIO_NEVER) {
		return 0;
	}
	handle = aio_timer_create();
	if (handle < 0) {
		return handle;
	}
	hold(AIO_TIMER_SLOT(handle), args[1], args[2]);
	traits[AIO_TIMER_SLOT(handle)].stays = kind == KIND_STAYS;
	return aio_timer_set(handle, deadline) == 0 ? handle : -EBADF;
}

aio_value_t aio_host_timer_start(const aio_value_t *args)
{
	return aio_code(start(deadline_of(args[0]), args));
}

aio_value_t aio_host_timer_start_in(const aio_value_t *args)
{
	return aio_code(start(deadline_in(args[0]), args));
}

aio_value_t aio_host_timer_move(const aio_value_t *args)
{
	int handle = aio_int(args[0]);
	int result = aio_timer_set(handle, deadline_of(args[1]));

	if (result == 0) {
		struct timer *timer = &timers[AIO_TIMER_SLOT(handle)];
		aio_value_t before = timer->argument;

		timer->argument = aio_value_hold(args[2]);
		aio_value_release(before);
	}
	return aio_code(result);
}

aio_value_t aio_host_timer_retarget(const aio_value_t *args)
{
	int handle = aio_int(args[0]);
	struct timer before;

	if (!aio_timer_exists(handle)) {
		return aio_code(-EBADF);
	}
	before = timers[AIO_TIMER_SLOT(handle)];
	hold(AIO_TIMER_SLOT(handle), args[1], args[2]);
	release(before);
	return aio_code(0);
}

aio_value_t aio_host_timer_exists(const aio_value_t *args)
{
	return aio_code(aio_timer_exists(aio_int(args[0])) ? 1 : 0);
}

aio_value_t aio_host_timer_stop(const aio_value_t *args)
{
	int handle = aio_int(args[0]);
	int result = aio_timer_free(handle);

	if (result == 0) {
		release(timers[AIO_TIMER_SLOT(handle)]);
	}
	return aio_code(result);
}

aio_value_t aio_host_timers_reached(const aio_value_t *args)
{
	(void)args;
	return aio_value_from_number((double)aio_timers_reached());
}

aio_value_t aio_host_promise(const aio_value_t *args)
{
	(void)args;
	return aio_promise();
}

enum aio_engine_result aio_host_timer_fire(int handle)
{
	int slot = AIO_TIMER_SLOT(handle);
	struct timer timer = timers[slot];
	enum aio_engine_result result = AIO_ENGINE_OK;

	if (traits[slot].stays) {
		/* Its function may stop it. */
		(void)aio_value_hold(timer.target);
		(void)aio_value_hold(timer.argument);
	} else {
		(void)aio_timer_free(handle);
	}
	if (traits[slot].is_promise) {
		aio_promise_settle(timer.target, timer.argument, false);
	} else {
		result = aio_engine_call(timer.target, timer.argument);
	}
	release(timer);
	return result;
}
