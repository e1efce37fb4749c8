/*
 * What a user of the loop does, for cases on the simulated CPU.
 */
#ifndef TEST_USER_H_
#define TEST_USER_H_

#include <aio/loop.h>
#include <aio/reactor.h>
#include <aio/resolver.h>
#include <aio/timers.h>

#include "case.h"
#include "sim.h"

#define R    AIO_READABLE
#define W    AIO_WRITABLE
#define BOTH (R | W)

/** Interrupts for sim_at(). */
static inline void wake(int unused)
{
	(void)unused;
	aio_wake();
}

/** Starts the reactor, whose thread is parked then. */
static inline void start(void)
{
	EXPECT_EQ(aio_reactor_start(), 0);
	sim_at(sim_now() + 1, wake, 0);
	aio_wait();
	EXPECT_EQ(sim.selects, 0);
}

/** A day: a case ends before. */
#define FAR_US INT64_C(86400000000)

/** Starts the reactor, and has its thread in select by a timer that is set, but far away. */
static inline void start_hired(void)
{
	int far;

	EXPECT_EQ(aio_reactor_start(), 0);
	far = aio_timer_create();
	EXPECT_EQ(aio_timer_set(far, FAR_US), 0);
	sim_at(sim_now() + 1, wake, 0);
	aio_wait();
	EXPECT_EQ(sim.selects, 1);
}

/** Registers a new descriptor. */
static inline int open_registered(int *fd)
{
	*fd = sim_open();

	int handle = aio_reactor_register(*fd);

	EXPECT(handle > 0);
	return handle;
}

/** The usual beginning of a case: the reactor's thread in select, and a registered descriptor. */
static inline int start_hired_with(int *fd)
{
	start_hired();
	return open_registered(fd);
}

/** A timer that is set to some microseconds from now. */
static inline int timer_in(int64_t us)
{
	int handle = aio_timer_create();

	EXPECT(handle > 0);
	EXPECT_EQ(aio_timer_set(handle, aio_clock_us() + us), 0);
	return handle;
}

static inline void expect_socket(int handle, uint8_t bits)
{
	struct aio_event event;

	EXPECT(aio_next(&event));
	EXPECT_EQ(event.kind, AIO_EVENT_SOCKET);
	EXPECT_EQ(event.handle, handle);
	EXPECT_EQ(event.bits, bits);
}

static inline void expect_timer(int handle)
{
	struct aio_event event;

	EXPECT(aio_next(&event));
	EXPECT_EQ(event.kind, AIO_EVENT_TIMER);
	EXPECT_EQ(event.handle, handle);
	EXPECT_EQ(event.bits, 0);
}

static inline void expect_lookup(int handle)
{
	struct aio_event event;

	EXPECT(aio_next(&event));
	EXPECT_EQ(event.kind, AIO_EVENT_LOOKUP);
	EXPECT_EQ(event.handle, handle);
}

static inline void expect_end(void)
{
	struct aio_event event;

	EXPECT(!aio_next(&event));
}

static inline void make_readable(int fd)
{
	sim_set_ready(fd, R);
}

static inline void make_writable(int fd)
{
	sim_set_ready(fd, W);
}

#endif /* TEST_USER_H_ */
