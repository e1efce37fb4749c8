/* firmware/core/loop.c: turns, and what starves nobody. On the simulated CPU. */
#include <zephyr/kernel.h>
#include <zephyr/net/socket.h>

#include <aio/stats.h>

#include "user.h"

#define SOCKETS (2 * CONFIG_AIO_TURN_EVENTS)

static int fds[SOCKETS];
static int handles[SOCKETS];

static void open_all(void)
{
	for (int i = 0; i < SOCKETS; i++) {
		handles[i] = open_registered(&fds[i]);
	}
}

static int index_of(int handle)
{
	for (int i = 0; i < SOCKETS; i++) {
		if (handles[i] == handle) {
			return i;
		}
	}
	fail(__FILE__, __LINE__, "no such handle");
}

CASE("waking ends a wait that blocks with an empty turn")
{
	start();
	sim_at(50, wake, 0);
	aio_wait();
	expect_end();
	EXPECT_EQ(sim_now(), 50);
}

CASE("waking before the wait ends that wait, and not the one after it")
{
	start();
	aio_wake();
	aio_wake();
	aio_wait();
	expect_end();
	EXPECT_EQ(sim_now(), 1);
	sim_at(50, wake, 0);
	aio_wait();
	EXPECT_EQ(sim_now(), 50);
}

CASE("ready says whether a wait would return at once: due timers, ready sockets, wakes")
{
	int fd;

	start();

	int timer = timer_in(100);
	int socket = open_registered(&fd);

	EXPECT_EQ(aio_ready(), false);
	sim_busy(200);
	EXPECT_EQ(aio_ready(), true);
	aio_wait();
	expect_timer(timer);
	EXPECT_EQ(aio_ready(), false);
	aio_wake();
	EXPECT_EQ(aio_ready(), true);
	aio_wait();
	expect_end();
	EXPECT_EQ(aio_reactor_arm(socket, R), 0);
	EXPECT_EQ(aio_ready(), false);
	sim_set_ready(fd, R);
	aio_wait();
	EXPECT_EQ(aio_ready(), true);
	expect_socket(socket, R);
	EXPECT_EQ(aio_ready(), false);
}

CASE("pending counts timers that are set, sockets that are armed or ready, and look-ups under way")
{
	int fd;

	start();
	EXPECT_EQ(aio_pending(), 0);

	int timer = aio_timer_create();
	int socket = open_registered(&fd);
	int lookup = aio_lookup_start("example.com", 4);

	EXPECT_EQ(aio_pending(), 1);
	EXPECT_EQ(aio_timer_set(timer, 100), 0);
	EXPECT_EQ(aio_reactor_arm(socket, BOTH), 0);
	EXPECT_EQ(aio_pending(), 3);
	sim_set_ready(fd, BOTH);
	aio_wait();
	EXPECT_EQ(aio_pending(), 3);
	expect_socket(socket, BOTH);
	EXPECT_EQ(aio_pending(), 2);
	aio_wait();
	expect_timer(timer);
	EXPECT_EQ(aio_pending(), 1);
	EXPECT_EQ(aio_lookup_cancel(lookup), 0);
	EXPECT_EQ(aio_pending(), 0);
}

CASE("a turn hands out timers, then sockets, then look-ups")
{
	int fd;

	start();

	int timer = timer_in(100);
	int socket = open_registered(&fd);
	int lookup = aio_lookup_start("127.0.0.1", 4);

	EXPECT_EQ(aio_reactor_arm(socket, R), 0);
	sim_set_ready(fd, R);
	sim_busy(200);
	aio_wait();
	expect_timer(timer);
	expect_socket(socket, R);
	expect_lookup(lookup);
	expect_end();
}

CASE("a turn hands out so many sockets, and the next one the others without blocking")
{
	start();
	open_all();
	for (int i = 0; i < SOCKETS; i++) {
		sim_set_ready(fds[i], R);
		EXPECT_EQ(aio_reactor_arm(handles[i], R), 0);
	}
	aio_wait();
	for (int i = 0; i < CONFIG_AIO_TURN_EVENTS; i++) {
		expect_socket(handles[i], R);
	}
	expect_end();

	unsigned int blocked = aio_stats.blocked_turns;

	aio_wait();
	for (int i = CONFIG_AIO_TURN_EVENTS; i < SOCKETS; i++) {
		expect_socket(handles[i], R);
	}
	expect_end();
	EXPECT_EQ(aio_stats.blocked_turns, blocked);
}

CASE("sockets that are always ready are served equally often, though a turn is too short for all")
{
	int served[SOCKETS] = {0};
	struct aio_event event;

	start();
	open_all();
	for (int i = 0; i < SOCKETS; i++) {
		sim_set_ready(fds[i], R);
		EXPECT_EQ(aio_reactor_arm(handles[i], R), 0);
	}
	for (int turn = 0; turn < 100; turn++) {
		aio_wait();
		while (aio_next(&event)) {
			served[index_of(event.handle)]++;
			EXPECT_EQ(aio_reactor_arm(event.handle, R), 0);
		}
	}
	for (int i = 0; i < SOCKETS; i++) {
		EXPECT(served[i] >= 48 && served[i] <= 52);
	}
}

CASE("timers come in time while sockets are always ready")
{
	struct aio_event event;
	int turns = 0;

	start();
	open_all();
	for (int i = 0; i < SOCKETS; i++) {
		sim_set_ready(fds[i], R);
		EXPECT_EQ(aio_reactor_arm(handles[i], R), 0);
	}

	int timer = timer_in(1000);

	for (;;) {
		bool due = aio_clock_us() >= 1001;

		aio_wait();
		turns++;
		EXPECT(aio_next(&event));
		if (event.kind == AIO_EVENT_TIMER) {
			EXPECT_EQ(event.handle, timer);
			return;
		}
		EXPECT(!due);
		do {
			EXPECT_EQ(event.kind, AIO_EVENT_SOCKET);
			EXPECT_EQ(aio_reactor_arm(event.handle, R), 0);
			sim_busy(10);
		} while (aio_next(&event));
	}
}

CASE("sockets come in time while timers are always due")
{
	struct aio_event event;
	int fd;

	start();

	int timer = timer_in(0);
	int socket = open_registered(&fd);

	EXPECT_EQ(aio_reactor_arm(socket, R), 0);
	for (int turn = 0; turn < 100; turn++) {
		aio_wait();
		expect_timer(timer);
		EXPECT_EQ(aio_timer_set(timer, aio_clock_us()), 0);
		if (turn == 50) {
			sim_set_ready(fd, R);
		}
		if (aio_next(&event)) {
			EXPECT_EQ(event.handle, socket);
			EXPECT_EQ(turn, 51);
			return;
		}
		sim_busy(10);
	}
	fail(__FILE__, __LINE__, "the socket starved");
}

CASE("looking at sockets in the user's thread is left out where none is armed")
{
	int fd;

	start();
	(void)open_registered(&fd);
	for (int turn = 0; turn < 10; turn++) {
		int timer = timer_in(0);

		aio_wait();
		expect_timer(timer);
		expect_end();
	}
	EXPECT_EQ(sim.looks, 0);
}

CASE("what a look found is not reported by the running select a second time")
{
	int fd;

	start_hired();

	int socket = open_registered(&fd);

	EXPECT_EQ(aio_reactor_arm(socket, R), 0);
	sim_at(10, wake, 0);
	aio_wait();
	/* Select waits for it, and now finds it; but the user comes first, and looks itself. */
	sim_set_ready(fd, R);
	aio_wake();
	aio_wait();
	expect_socket(socket, R);
	EXPECT_EQ(sim.looks, 1);
	EXPECT_EQ(aio_pending(), 1);
	sim_at(1000, wake, 0);
	aio_wait();
	expect_end();
	EXPECT_EQ(sim_now(), 1000);
}

CASE("a socket that a look found may be closed while select waits for it")
{
	int fd;

	start_hired();

	int socket = open_registered(&fd);

	EXPECT_EQ(aio_reactor_arm(socket, R), 0);
	sim_at(10, wake, 0);
	aio_wait();
	sim_set_ready(fd, R);
	aio_wake();
	aio_wait();
	expect_socket(socket, R);
	EXPECT_EQ(aio_reactor_deregister(socket), 0);
	sim_close(fd);
	sim_at(1000, wake, 0);
	aio_wait();
	EXPECT_EQ(sim_now(), 1000);
}

CASE("a loop with nothing left to do ends")
{
	struct aio_event event;
	int rounds = 0;

	start();

	int timer = timer_in(100);

	while (aio_pending() > 0) {
		aio_wait();
		while (aio_next(&event)) {
			EXPECT_EQ(event.handle, timer);
			rounds++;
		}
	}
	EXPECT_EQ(rounds, 1);
}

CASE("figures are known by name, and others are not")
{
	int64_t value = -1;

	start_hired();
	EXPECT(aio_stats_get("reactor.selects", &value));
	EXPECT_EQ(value, 1);
	EXPECT(aio_stats_get("reactor.bytes", &value));
	EXPECT(value > 0 && value <= 500);
	EXPECT(!aio_stats_get("reactor", &value));
	EXPECT(!aio_stats_get("", &value));
}
