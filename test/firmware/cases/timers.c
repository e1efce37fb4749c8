/* firmware/core/timers.c with heap and loop, on the simulated CPU, for each tick rate. */
#include <errno.h>
#include <stdlib.h>

#include <zephyr/kernel.h>

#include <aio/stats.h>

#include "user.h"

#define HOUR_US INT64_C(3600000000)
#define TICK_US ((1000000 + CONFIG_SYS_CLOCK_TICKS_PER_SEC - 1) / CONFIG_SYS_CLOCK_TICKS_PER_SEC)

/** Waits, and expects nothing but this one: not early, and late by a tick at most. */
static void expect_in_time(int timer, int64_t deadline)
{
	aio_wait();
	expect_timer(timer);
	expect_end();
	EXPECT(aio_clock_us() >= deadline);
	EXPECT(sim_now() - deadline <= TICK_US);
}

CASE("timers come out at their deadline, never early")
{
	start();
	for (int64_t us = 1; us < 100000; us = us * 3 / 2 + 1) {
		int64_t deadline = aio_clock_us() + us;
		int timer = aio_timer_create();

		EXPECT_EQ(aio_timer_set(timer, deadline), 0);
		expect_in_time(timer, deadline);
		EXPECT_EQ(aio_timer_free(timer), 0);
	}
}

CASE("zero, the past and the distant past are due at once, in the order they were set")
{
	start();
	sim_busy(1000);

	int64_t now = sim_now();
	int zero = timer_in(0);
	int past = timer_in(-100);
	int negative = aio_timer_create();
	int least = aio_timer_create();

	EXPECT_EQ(aio_timer_set(negative, -1), 0);
	EXPECT_EQ(aio_timer_set(least, INT64_MIN), 0);
	aio_wait();
	/* Before the turn's clock is one instant, whatever its number. */
	expect_timer(negative);
	expect_timer(least);
	expect_timer(past);
	expect_timer(zero);
	expect_end();
	EXPECT_EQ(sim_now(), now);
}

CASE("next is the earliest deadline that is set")
{
	start();
	EXPECT_EQ(aio_timer_next(), AIO_NEVER);

	int late = timer_in(500);
	int early = timer_in(200);

	EXPECT_EQ(aio_timer_next(), aio_clock_us() + 200);
	EXPECT_EQ(aio_timer_clear(early), 0);
	EXPECT_EQ(aio_timer_next(), aio_clock_us() + 500);
	EXPECT_EQ(aio_timer_free(early), 0);
	EXPECT(!aio_timer_exists(early));
	EXPECT(aio_timer_exists(late));
}

CASE("AIO_NEVER clears")
{
	start();

	int timer = timer_in(10);

	EXPECT_EQ(aio_timer_set(timer, AIO_NEVER), 0);
	EXPECT_EQ(aio_pending(), 0);
	sim_at(1000, wake, 0);
	aio_wait();
	expect_end();
	EXPECT_EQ(sim_now(), 1000);
}

CASE("a deadline in forty days is met, and costs a wake-up a day")
{
	start();

	int64_t deadline = 40 * 24 * HOUR_US + 1;
	int timer = aio_timer_create();

	EXPECT_EQ(aio_timer_set(timer, deadline), 0);
	expect_in_time(timer, deadline);
	EXPECT(sim.timer_starts <= 42);
}

CASE("the farthest deadline keeps nothing from coming out before it")
{
	start();

	int farthest = aio_timer_create();

	EXPECT_EQ(aio_timer_set(farthest, INT64_MAX - 1), 0);

	int timer = timer_in(100);

	expect_in_time(timer, 101);
	sim_at(100 * 24 * HOUR_US, wake, 0);
	aio_wait();
	expect_end();
	EXPECT_EQ(sim_now(), 100 * 24 * HOUR_US);
	EXPECT_EQ(aio_pending(), 1);
}

CASE("reached moves with the timers that come out, and stays where it is while the user computes")
{
	start();
	EXPECT(aio_timers_reached() < aio_clock_us() + 1);

	int64_t begin = aio_clock_us();
	int first = timer_in(100);
	int second = timer_in(200);

	(void)timer_in(50000);
	aio_wait();
	sim_busy(500);
	expect_timer(first);
	EXPECT_EQ(aio_timers_reached(), begin + 100);
	expect_end();

	int64_t reached = aio_timers_reached();

	EXPECT(reached < begin + 200);
	sim_busy(500);
	EXPECT_EQ(aio_timers_reached(), reached);
	aio_wait();
	expect_timer(second);
	EXPECT_EQ(aio_timers_reached(), begin + 200);
	expect_end();
	EXPECT(aio_timers_reached() >= begin + 600);
}

CASE("reached is later in each turn, without a timer and within one tick")
{
	start();

	int64_t before = aio_timers_reached();

	for (int i = 0; i < 3; i++) {
		aio_wake();
		aio_wait();
		expect_end();
		EXPECT(aio_timers_reached() > before);
		before = aio_timers_reached();
	}
	sim_at(90000, wake, 0);
	aio_wait();
	expect_end();
	EXPECT(aio_timers_reached() >= 90000 - TICK_US);
}

CASE("timers for the same instant come out in the order they were set")
{
	int timers[8];
	int64_t deadline;

	start();
	deadline = aio_clock_us() + 5000;
	for (int i = 0; i < 8; i++) {
		timers[i] = aio_timer_create();
	}
	for (int i = 7; i >= 0; i--) {
		EXPECT_EQ(aio_timer_set(timers[i], deadline), 0);
	}
	aio_wait();
	for (int taken = 0; taken < 8; taken++) {
		struct aio_event event;

		if (!aio_next(&event)) {
			aio_wait();
			EXPECT(aio_next(&event));
		}
		EXPECT_EQ(event.handle, timers[7 - taken]);
	}
}

CASE("setting a pending timer moves it, later and earlier")
{
	start();

	int timer = timer_in(1000);

	EXPECT_EQ(aio_timer_set(timer, 5000), 0);
	EXPECT_EQ(aio_pending(), 1);
	expect_in_time(timer, 5000);
	EXPECT_EQ(aio_timer_set(timer, 90000), 0);
	sim_at(6000, wake, 0);
	aio_wait();
	expect_end();
	EXPECT_EQ(aio_timer_set(timer, 7000), 0);
	expect_in_time(timer, 7000);
}

CASE("a timer that fired comes again only once it is set again")
{
	start();

	int timer = timer_in(10);

	expect_in_time(timer, 11);
	EXPECT_EQ(aio_pending(), 0);
	sim_at(1000, wake, 0);
	aio_wait();
	expect_end();
	EXPECT_EQ(aio_timer_set(timer, 2000), 0);
	expect_in_time(timer, 2000);
}

CASE("a cleared and a freed timer wake nobody")
{
	start();

	int cleared = timer_in(10);
	int freed = timer_in(20);

	sim_at(5, wake, 0);
	aio_wait();
	EXPECT_EQ(aio_timer_clear(cleared), 0);
	EXPECT_EQ(aio_timer_clear(cleared), 0);
	EXPECT_EQ(aio_timer_free(freed), 0);
	sim_at(1000, wake, 0);

	unsigned int gives = sim.sem_gives;

	aio_wait();
	expect_end();
	EXPECT_EQ(sim_now(), 1000);
	EXPECT_EQ(sim.sem_gives - gives, 1);
	EXPECT_EQ(aio_stats.timer_expiries, 0);
}

CASE("a timer that a callback of the same turn clears does not come out, though it is due")
{
	int timers[4];

	start();
	for (int i = 0; i < 4; i++) {
		timers[i] = timer_in(100);
	}
	aio_wait();
	expect_timer(timers[0]);
	EXPECT_EQ(aio_timer_clear(timers[1]), 0);
	EXPECT_EQ(aio_timer_free(timers[2]), 0);
	EXPECT_EQ(aio_timer_set(timers[3], aio_clock_us() + 500), 0);
	expect_end();
	aio_wait();
	expect_timer(timers[3]);
	EXPECT(sim_now() >= 601);
}

CASE("a timer that is set during a turn belongs to the next one, also where it is due")
{
	start();

	int first = timer_in(100);
	int second = timer_in(100);
	int late = aio_timer_create();

	aio_wait();
	expect_timer(first);
	EXPECT_EQ(aio_timer_set(first, 0), 0);
	EXPECT_EQ(aio_timer_set(late, aio_clock_us()), 0);
	expect_timer(second);
	expect_end();

	int64_t now = sim_now();

	aio_wait();
	expect_timer(first);
	expect_timer(late);
	expect_end();
	EXPECT_EQ(sim_now(), now);
}

CASE("a timer that is always set for the past does not keep others from coming out")
{
	start();

	int greedy = timer_in(0);
	int modest = timer_in(50);
	struct aio_event event;

	for (int turn = 0; turn < 20; turn++) {
		aio_wait();
		while (aio_next(&event)) {
			if (event.handle == modest) {
				EXPECT(turn >= 5 && turn <= 7);
				return;
			}
			EXPECT_EQ(aio_timer_set(greedy, INT64_MIN), 0);
		}
		sim_busy(10);
	}
	fail(__FILE__, __LINE__, "the timer starved");
}

CASE("a turn hands out so many timers, and the next one the others without blocking")
{
	int timers[CONFIG_AIO_TURN_EVENTS + 3];

	start();
	for (int i = 0; i < CONFIG_AIO_TURN_EVENTS + 3; i++) {
		timers[i] = timer_in(100);
	}
	aio_wait();
	for (int i = 0; i < CONFIG_AIO_TURN_EVENTS; i++) {
		expect_timer(timers[i]);
	}
	expect_end();

	unsigned int blocked = aio_stats.blocked_turns;

	aio_wait();
	for (int i = CONFIG_AIO_TURN_EVENTS; i < CONFIG_AIO_TURN_EVENTS + 3; i++) {
		expect_timer(timers[i]);
	}
	expect_end();
	EXPECT_EQ(aio_stats.blocked_turns, blocked);
}

CASE("the k_timer is started only where the earliest deadline is another")
{
	int fd;

	start();

	int near = timer_in(1000000);
	int socket = open_registered(&fd);

	for (int i = 0; i < 50; i++) {
		EXPECT_EQ(aio_reactor_arm(socket, R), 0);
		(void)timer_in(2000000 + i);
		sim_at(sim_now() + 10, make_readable, fd);
		aio_wait();
		expect_socket(socket, R);
		sim_set_ready(fd, 0);
	}
	EXPECT_EQ(sim.timer_starts, 1);
	EXPECT_EQ(aio_timer_clear(near), 0);
	sim_at(sim_now() + 10, wake, 0);
	aio_wait();
	EXPECT_EQ(sim.timer_starts, 2);
}

CASE("timers that were there before the reactor started work")
{
	int timer = timer_in(100);

	EXPECT_EQ(aio_reactor_start(), 0);
	expect_in_time(timer, 100);
}

CASE("exhausted timers are refused with ENOMEM, and one that is freed makes room")
{
	int last = 0;

	start();
	for (int i = 0; i < CONFIG_AIO_MAX_TIMERS; i++) {
		last = timer_in(1000 + i);
	}
	EXPECT_EQ(aio_timer_create(), -ENOMEM);
	EXPECT_EQ(aio_timer_free(last), 0);

	int timer = timer_in(10);

	aio_wait();
	expect_timer(timer);
}

CASE("stale and wrong handles are refused with EBADF")
{
	int timer = timer_in(10);

	EXPECT_EQ(aio_timer_free(timer), 0);
	EXPECT_EQ(aio_timer_free(timer), -EBADF);
	EXPECT_EQ(aio_timer_set(timer, 1), -EBADF);
	EXPECT_EQ(aio_timer_clear(timer), -EBADF);
	EXPECT_EQ(aio_timer_set(0, 1), -EBADF);
	EXPECT_EQ(aio_pending(), 0);
}

CASE("all timers that there are, in no order, come out in order, each once and never early")
{
	int64_t deadlines[CONFIG_AIO_MAX_TIMERS];
	int timers[CONFIG_AIO_MAX_TIMERS];
	int64_t last = 0;
	int count = 0;
	struct aio_event event;

	EXPECT_EQ(CONFIG_AIO_MAX_TIMERS, 1024);
	srand(3);
	start();
	for (int i = 0; i < CONFIG_AIO_MAX_TIMERS; i++) {
		deadlines[i] = 10 + rand() % 100000;
		timers[i] = aio_timer_create();
		EXPECT_EQ(aio_timer_set(timers[i], deadlines[i]), 0);
	}
	while (aio_pending() > 0) {
		aio_wait();
		while (aio_next(&event)) {
			int i = 0;

			while (timers[i] != event.handle) {
				i++;
			}
			EXPECT(deadlines[i] >= last);
			EXPECT(deadlines[i] <= aio_clock_us());
			last = deadlines[i];
			count++;
		}
	}
	EXPECT_EQ(count, CONFIG_AIO_MAX_TIMERS);
}

CASE("lateness tells the deadline, the interrupt's clock and the thread's, in this order")
{
	struct aio_timers_lateness lateness;

	start();

	int64_t deadline = aio_clock_us() + 12345;
	int timer = aio_timer_create();

	EXPECT_EQ(aio_timer_set(timer, deadline), 0);
	expect_in_time(timer, deadline);
	aio_timers_lateness(&lateness);
	EXPECT_EQ(lateness.deadline_us, deadline);
	EXPECT(lateness.isr_ns >= deadline * 1000 - 40);
	EXPECT(lateness.isr_ns <= (deadline + TICK_US) * 1000);
	EXPECT(lateness.wake_ns >= lateness.isr_ns);
}
