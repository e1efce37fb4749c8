/* firmware/core/reactor.c where no timer is set: the user waits in select itself, the reactor's
 * thread is parked. On the simulated CPU. */
#include <errno.h>

#include <zephyr/kernel.h>
#include <zephyr/net/dns_resolve.h>

#include <aio/stats.h>

#include "user.h"

static int fd;

/** A socket that is armed for reading. */
static int open_armed(void)
{
	int handle = open_registered(&fd);

	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	return handle;
}

CASE("an echo costs one select, and no switch of threads")
{
	start();

	int handle = open_armed();
	struct sim before = sim;

	for (int i = 1; i <= 100; i++) {
		sim_at(i * 10, make_readable, fd);
		aio_wait();
		expect_socket(handle, R);
		sim_set_ready(fd, 0);
		EXPECT_EQ(aio_reactor_arm(handle, R), 0);
		expect_end();
	}
	EXPECT_EQ(sim.selects - before.selects, 100);
	EXPECT_EQ(sim.switches, before.switches);
	EXPECT_EQ(sim.eventfd_writes, 0);
	EXPECT_EQ(sim.looks, 0);
}

CASE("waking from an interrupt ends the wait in select")
{
	start();
	(void)open_armed();
	sim_at(50, wake, 0);
	aio_wait();
	expect_end();
	EXPECT_EQ(sim_now(), 50);
	/* Written by the reactor's thread: an interrupt may not. */
	EXPECT_EQ(sim.eventfd_writes, 1);
}

CASE("one that was woken waits in select again until it has something to do")
{
	start();

	int handle = open_armed();

	for (int i = 1; i <= 10; i++) {
		sim_at(i * 100, wake, 0);
		aio_wait();
		expect_end();
		EXPECT_EQ(sim_now(), i * 100);
	}
	EXPECT_EQ(sim.selects, 10);
	sim_at(2000, make_readable, fd);
	aio_wait();
	expect_socket(handle, R);
	EXPECT_EQ(sim_now(), 2000);
}

static void answer(int unused)
{
	ARG_UNUSED(unused);
	sim_answer(DNS_EAI_ALLDONE, "192.0.2.7");
}

CASE("the end of a look-up ends the wait in select")
{
	start();
	(void)open_armed();

	int lookup = aio_lookup_start("example.com", 4);

	sim_at(50, answer, 0);
	aio_wait();
	expect_lookup(lookup);
	EXPECT_EQ(sim_now(), 50);
}

CASE("with nothing armed there is no select")
{
	start();

	int lookup = aio_lookup_start("example.com", 4);

	sim_at(50, answer, 0);
	aio_wait();
	expect_lookup(lookup);
	EXPECT_EQ(sim.selects, 0);
}

static int far_timer;

CASE("a timer that is set hires the reactor's thread, and the timer comes in time")
{
	start();

	int handle = open_armed();

	sim_at(10, make_readable, fd);
	aio_wait();
	expect_socket(handle, R);
	sim_set_ready(fd, 0);
	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	far_timer = timer_in(100);
	aio_wait();
	expect_timer(far_timer);
	EXPECT_EQ(sim_now(), 110);
	sim_at(500, make_readable, fd);
	aio_wait();
	expect_socket(handle, R);
	EXPECT_EQ(sim_now(), 500);
}

CASE("without a timer the thread is parked only after some waits, and by one wake-up")
{
	start();

	int handle = open_armed();

	far_timer = timer_in(100000);
	sim_at(10, wake, 0);
	aio_wait();
	EXPECT_EQ(aio_timer_clear(far_timer), 0);

	struct sim before = sim;

	for (int i = 1; i <= 10; i++) {
		sim_at(i * 1000, make_readable, fd);
		aio_wait();
		expect_socket(handle, R);
		sim_set_ready(fd, 0);
		EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	}
	/* One select for each, and the one that parking ended. */
	EXPECT(sim.selects - before.selects <= 11);
	EXPECT(sim.eventfd_writes - before.eventfd_writes <= 1);

	unsigned int switches = sim.switches;

	sim_at(20000, make_readable, fd);
	aio_wait();
	expect_socket(handle, R);
	EXPECT_EQ(sim.switches, switches);
}

CASE("a timer in every other wait parks nobody")
{
	start();

	int handle = open_armed();

	for (int i = 1; i <= 20; i++) {
		far_timer = timer_in(100);
		aio_wait();
		expect_timer(far_timer);
		EXPECT_EQ(aio_timer_free(far_timer), 0);
		sim_at(i * 1000, make_readable, fd);
		aio_wait();
		expect_socket(handle, R);
		sim_set_ready(fd, 0);
		EXPECT_EQ(aio_reactor_arm(handle, R), 0);
		expect_end();
	}
	EXPECT_EQ(sim.eventfd_writes, 0);
	EXPECT_EQ(sim.selects, 20);
}

CASE("a cleared timer does not end the wait in select")
{
	start();
	(void)open_armed();
	far_timer = timer_in(100);
	for (int i = 1; i <= 8; i++) {
		sim_at(i * 10, wake, 0);
		aio_wait();
		if (i == 1) {
			EXPECT_EQ(aio_timer_clear(far_timer), 0);
		}
	}
	sim_at(1000, wake, 0);
	aio_wait();
	expect_end();
	EXPECT_EQ(sim_now(), 1000);
	EXPECT_EQ(aio_stats.timer_expiries, 0);
}

CASE("closing never waits for a select, as nobody else is in one")
{
	start();

	int handle = open_armed();

	sim_at(10, wake, 0);
	aio_wait();

	struct sim before = sim;

	EXPECT_EQ(aio_reactor_deregister(handle), 0);
	sim_close(fd);
	EXPECT_EQ(sim.switches, before.switches);
	EXPECT_EQ(sim.eventfd_writes, before.eventfd_writes);
}

CASE("an interrupted select goes on")
{
	start();

	int handle = open_armed();

	unsigned int switches = sim.switches;

	sim_at(10, sim_interrupt_select, 0);
	sim_at(20, make_readable, fd);
	aio_wait();
	expect_socket(handle, R);
	EXPECT_EQ(sim_now(), 20);
	EXPECT_EQ(sim.printed, 0);
	EXPECT_EQ(sim.switches, switches);
}

CASE("a descriptor that was closed behind the reactor's back is reported, and the others go on")
{
	start();

	int bad = open_armed();
	int bad_fd = fd;
	int good = open_armed();

	unsigned int switches = sim.switches;

	sim_close(bad_fd);
	sim_at(1000, make_readable, fd);
	aio_wait();
	expect_socket(bad, R);
	expect_end();
	aio_wait();
	expect_socket(good, R);
	EXPECT_EQ(sim_now(), 1000);
	EXPECT_EQ(sim.printed, 0);
	EXPECT_EQ(sim.switches, switches);
}

CASE("an error on a socket reaches who waits for reading only")
{
	start();

	int handle = open_armed();

	sim_at(10, sim_set_error, fd);
	aio_wait();
	expect_socket(handle, R);
}

static void repair(int unused)
{
	ARG_UNUSED(unused);
	sim.select_errno = 0;
}

CASE("an unknown error is left to the reactor's thread, which survives it without a busy loop")
{
	start();

	int handle = open_armed();

	sim_set_ready(fd, R);
	sim.select_errno = ENOMEM;
	sim_at(1000 * 1000, repair, 0);
	aio_wait();
	expect_socket(handle, R);
	EXPECT_EQ(sim.printed, 1);
	EXPECT(sim.selects > 10 && sim.selects < 110);
}

CASE("readiness is reported once, and a wait that was cancelled wakes nobody")
{
	start();

	int handle = open_armed();

	sim_set_ready(fd, R);
	aio_wait();
	expect_socket(handle, R);
	expect_end();
	EXPECT_EQ(aio_pending(), 0);
	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	EXPECT_EQ(aio_reactor_disarm(handle, R), 0);
	sim_at(1000, wake, 0);
	aio_wait();
	expect_end();
	EXPECT_EQ(sim_now(), 1000);
}

static void wake_user(void)
{
	aio_wake();
}

CASE("waking right after select has ended costs an empty turn at most")
{
	start();

	int handle = open_armed();

	sim.after_select = wake_user;
	sim_at(10, make_readable, fd);
	aio_wait();
	expect_socket(handle, R);
	expect_end();
	sim_set_ready(fd, 0);
	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	sim_at(1000, make_readable, fd);
	aio_wait();
	if (sim_now() < 1000) {
		expect_end();
		aio_wait();
	}
	expect_socket(handle, R);
	EXPECT_EQ(sim_now(), 1000);
}
