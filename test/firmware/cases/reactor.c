/* firmware/core/reactor.c with table, sets and loop, on the simulated CPU; the reactor's thread
 * waits in select, as a timer is set. */
#include <errno.h>
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/net/socket.h>

#include <aio/stats.h>

#include "event_sources.h"
#include "user.h"

static int reused_fd;
static int reused_handle;

/** What is pending beside the timer that start_hired() set. */
static size_t pending(void)
{
	return aio_pending() - 1;
}

/* Registering, arming, cancelling */

CASE("registering, arming and disarming neither wait for the reactor nor wake it")
{
	int fd;

	start_hired();

	struct sim before = sim;
	int handle = open_registered(&fd);

	EXPECT_EQ(aio_reactor_arm(handle, BOTH), 0);
	EXPECT_EQ(aio_reactor_disarm(handle, W), 0);
	EXPECT_EQ(sim.switches, before.switches);
	EXPECT_EQ(sim.selects, before.selects);
	EXPECT_EQ(sim.eventfd_writes, before.eventfd_writes);
}

CASE("interest with other bits, or none, is refused with EINVAL")
{
	int fd;
	int handle = start_hired_with(&fd);

	EXPECT_EQ(aio_reactor_arm(handle, 0), -EINVAL);
	EXPECT_EQ(aio_reactor_arm(handle, 4), -EINVAL);
	EXPECT_EQ(aio_reactor_arm(handle, 7), -EINVAL);
	EXPECT_EQ(pending(), 0);
}

CASE("a descriptor beyond the limit is refused by name, and the reactor goes on")
{
	int fd;

	start_hired();
	EXPECT_EQ(aio_reactor_register(ZSOCK_FD_SETSIZE), -ERANGE);
	EXPECT_EQ(aio_reactor_register(-1), -EBADF);

	int handle = open_registered(&fd);

	EXPECT_EQ(aio_reactor_register(fd), -EEXIST);
	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	sim_at(10, make_readable, fd);
	aio_wait();
	expect_socket(handle, R);
}

CASE("what was armed before the reactor selects is in its select without a wake-up")
{
	int fd;

	EXPECT_EQ(aio_reactor_start(), 0);
	(void)timer_in(1000);

	int handle = open_registered(&fd);

	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	sim_at(10, make_readable, fd);
	aio_wait();
	expect_socket(handle, R);
	expect_end();
	EXPECT_EQ(sim.selects, 1);
	EXPECT_EQ(sim.eventfd_writes, 0);
}

CASE("what is armed while select waits costs one wake-up, however much it is")
{
	int fd[6];
	int handle[6];

	start_hired();
	for (int i = 0; i < 6; i++) {
		handle[i] = open_registered(&fd[i]);
		EXPECT_EQ(aio_reactor_arm(handle[i], R), 0);
	}
	sim_at(10, make_readable, fd[5]);
	aio_wait();
	expect_socket(handle[5], R);
	expect_end();
	EXPECT_EQ(sim.eventfd_writes, 1);
	/* The first, which did not know them, and the one that found the last ready. */
	EXPECT_EQ(sim.selects, 2);
}

CASE("arming what select waits for already wakes nobody")
{
	int fd;
	int handle = start_hired_with(&fd);

	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	sim_at(10, wake, 0);
	aio_wait();

	struct sim before = sim;

	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	sim_at(20, make_readable, fd);
	aio_wait();
	expect_socket(handle, R);
	EXPECT_EQ(sim.eventfd_writes, before.eventfd_writes);
	EXPECT_EQ(sim.selects, before.selects);
}

CASE("an echo costs one select and no wake-up")
{
	int fd;
	int handle = start_hired_with(&fd);

	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	sim_at(10, make_readable, fd);
	aio_wait();
	expect_socket(handle, R);

	struct sim before = sim;

	for (int i = 1; i <= 100; i++) {
		sim_set_ready(fd, 0);
		EXPECT_EQ(aio_reactor_arm(handle, R), 0);
		expect_end();
		sim_at(10 + i * 10, make_readable, fd);
		aio_wait();
		expect_socket(handle, R);
	}
	EXPECT_EQ(sim.selects - before.selects, 100);
	EXPECT_EQ(sim.eventfd_writes - before.eventfd_writes, 0);
	EXPECT_EQ(sim.looks, 0);
	/* To the reactor and back. */
	EXPECT_EQ(sim.switches - before.switches, 200);
}

static int many_fds[16];

static void make_all_readable(int unused)
{
	ARG_UNUSED(unused);
	for (int i = 0; i < 16; i++) {
		sim_set_ready(many_fds[i], R);
	}
}

CASE("sixteen sockets that are ready at once cost one select and wake the user once")
{
	int handle[16];

	start_hired();
	for (int i = 0; i < 16; i++) {
		handle[i] = open_registered(&many_fds[i]);
	}
	for (int round = 0; round < 10; round++) {
		for (int i = 0; i < 16; i++) {
			sim_set_ready(many_fds[i], 0);
			EXPECT_EQ(aio_reactor_arm(handle[i], R), 0);
		}

		struct sim before = sim;

		sim_at(sim_now() + 10, make_all_readable, 0);
		aio_wait();
		for (int i = 0; i < CONFIG_AIO_TURN_EVENTS; i++) {
			expect_socket(handle[i], R);
		}
		expect_end();
		EXPECT_EQ(sim.selects - before.selects, 1);
		/* The plan's own does not count; the timer's neither, there is none. */
		EXPECT_EQ(sim.sem_gives - before.sem_gives, 1);
	}
}

CASE("sockets that are not armed are not looked at")
{
	int fd;
	int handle = 0;

	start_hired();
	for (int i = 0; i < CONFIG_AIO_MAX_SOCKETS; i++) {
		handle = open_registered(&fd);
	}
	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	sim_at(10, wake, 0);
	aio_wait();
	sim_at(20, make_readable, fd);

	unsigned int before = zsock_fd_isset_calls;

	aio_wait();
	expect_socket(handle, R);
	/* The one that is armed, and the eventfd. */
	EXPECT(zsock_fd_isset_calls - before <= 6);
}

CASE("readiness is reported once, and again only when it was armed again")
{
	int fd;
	int handle = start_hired_with(&fd);

	sim_set_ready(fd, R);
	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	aio_wait();
	expect_socket(handle, R);
	expect_end();
	EXPECT_EQ(pending(), 0);
	sim_at(sim_now() + 100, wake, 0);

	unsigned int selects = sim.selects;

	aio_wait();
	expect_end();
	EXPECT(sim.selects - selects <= 1);
	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	aio_wait();
	expect_socket(handle, R);
}

CASE("two waits on one socket, for reading and for writing, are reported apart and do not spin")
{
	int fd;
	int handle = start_hired_with(&fd);

	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	EXPECT_EQ(aio_reactor_arm(handle, W), 0);
	EXPECT_EQ(pending(), 1);
	sim_at(10, make_writable, fd);
	sim_at(1000, make_readable, fd);
	aio_wait();
	expect_socket(handle, W);
	expect_end();
	aio_wait();
	expect_socket(handle, R);
	expect_end();
	EXPECT_EQ(sim_now(), 1000);
	EXPECT(sim.selects <= 4);
}

CASE("a cancelled wait wakes nobody, and select is not begun anew for it more than once")
{
	int fd;
	int handle = start_hired_with(&fd);

	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	sim_at(10, wake, 0);
	aio_wait();

	struct sim before = sim;

	EXPECT_EQ(aio_reactor_disarm(handle, R), 0);
	EXPECT_EQ(pending(), 0);
	sim_at(20, make_readable, fd);
	sim_at(1000, wake, 0);
	aio_wait();
	expect_end();
	EXPECT_EQ(sim_now(), 1000);
	EXPECT_EQ(sim.selects - before.selects, 1);
	EXPECT_EQ(sim.eventfd_writes, before.eventfd_writes);
	EXPECT_EQ(sim.sem_gives - before.sem_gives, 1);
	EXPECT_EQ(aio_stats.stale, 1);
}

static void empty_and_wake_user(void)
{
	sim_set_ready(reused_fd, 0);
	aio_wake();
}

CASE("readiness that was used up between select and its report is dropped")
{
	start_hired();
	reused_handle = open_registered(&reused_fd);
	EXPECT_EQ(aio_reactor_arm(reused_handle, R), 0);
	sim.after_select = empty_and_wake_user;
	sim_set_ready(reused_fd, R);
	/* Select has found it readable, and the user runs before the reactor can say so. */
	aio_wait();
	expect_end();
	EXPECT_EQ(aio_reactor_disarm(reused_handle, R), 0);
	EXPECT_EQ(aio_reactor_arm(reused_handle, R), 0);
	sim_at(1000, wake, 0);
	aio_wait();
	expect_end();
	EXPECT_EQ(sim_now(), 1000);
	sim_at(2000, make_readable, reused_fd);
	aio_wait();
	expect_socket(reused_handle, R);
	EXPECT_EQ(sim_now(), 2000);
}

CASE("readiness that was reported and then used up is dropped by arming anew")
{
	int fd[2];
	int handle[2];

	start_hired();
	for (int i = 0; i < 2; i++) {
		handle[i] = open_registered(&fd[i]);
		sim_set_ready(fd[i], R);
		EXPECT_EQ(aio_reactor_arm(handle[i], R), 0);
	}
	aio_wait();
	expect_socket(handle[0], R);
	/* The first one's handler reads the second one empty, and waits for it. */
	sim_set_ready(fd[1], 0);
	EXPECT_EQ(aio_reactor_arm(handle[1], R), 0);
	expect_end();
	sim_at(500, make_readable, fd[1]);
	aio_wait();
	expect_socket(handle[1], R);
	EXPECT_EQ(sim_now(), 500);
}

static int second_handle;

static void wake_user(void)
{
	aio_wake();
}

CASE("what is armed before a woken select has ended costs no second wake-up")
{
	int fd;

	start_hired();
	reused_handle = open_registered(&reused_fd);
	second_handle = open_registered(&fd);
	EXPECT_EQ(aio_reactor_arm(reused_handle, R), 0);
	/* The wake-up ends select, and the user runs before the reactor can begin it anew. */
	sim.after_select = wake_user;
	aio_wait();
	expect_end();
	EXPECT_EQ(sim.eventfd_writes, 1);
	EXPECT_EQ(aio_reactor_arm(second_handle, R), 0);
	sim_at(100, make_readable, fd);
	aio_wait();
	expect_socket(second_handle, R);
	EXPECT_EQ(sim.eventfd_writes, 1);
	EXPECT_EQ(sim.selects, 2);
}

CASE("a wake-up that came after select had ended does not end the next one for nothing")
{
	int fd;

	start_hired();
	reused_handle = open_registered(&reused_fd);
	second_handle = open_registered(&fd);
	EXPECT_EQ(aio_reactor_arm(reused_handle, R), 0);
	sim_at(10, wake, 0);
	aio_wait();
	sim.after_select = wake_user;
	sim_at(20, make_readable, reused_fd);
	/* Select has found one readable; the user runs before that is reported, and arms another.
	 */
	aio_wait();
	expect_end();

	struct sim before = sim;

	EXPECT_EQ(aio_reactor_arm(second_handle, R), 0);
	aio_wait();
	expect_socket(reused_handle, R);
	expect_end();
	sim_at(100, make_readable, fd);
	aio_wait();
	expect_socket(second_handle, R);
	EXPECT_EQ(sim.eventfd_writes - before.eventfd_writes, 1);
	EXPECT_EQ(sim.selects - before.selects, 1);
}

/* Closing */

CASE("a descriptor that select waits for may be closed right after it was deregistered")
{
	int fd;
	int handle = start_hired_with(&fd);

	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	sim_at(10, wake, 0);
	aio_wait();
	EXPECT_EQ(sim.eventfd_writes, 1);
	EXPECT_EQ(aio_reactor_deregister(handle), 0);
	sim_close(fd);
	EXPECT_EQ(sim.eventfd_writes, 2);
	EXPECT_EQ(pending(), 0);
	sim_at(1000, wake, 0);
	aio_wait();
	expect_end();
}

CASE("closing is safe where the wait was cancelled before")
{
	int fd;
	int handle = start_hired_with(&fd);

	EXPECT_EQ(aio_reactor_arm(handle, BOTH), 0);
	sim_at(10, wake, 0);
	aio_wait();
	EXPECT_EQ(aio_reactor_disarm(handle, BOTH), 0);
	EXPECT_EQ(aio_reactor_deregister(handle), 0);
	sim_close(fd);
	sim_at(1000, wake, 0);
	aio_wait();
	expect_end();
}

CASE("deregistering what select does not wait for neither waits nor wakes")
{
	int fd;
	int other;

	start_hired();

	int handle = open_registered(&fd);
	int armed = open_registered(&other);

	EXPECT_EQ(aio_reactor_arm(armed, R), 0);

	struct sim before = sim;

	EXPECT_EQ(aio_reactor_deregister(handle), 0);
	sim_close(fd);
	EXPECT_EQ(aio_reactor_deregister(armed), 0);
	sim_close(other);
	EXPECT_EQ(sim.switches, before.switches);
	EXPECT_EQ(sim.eventfd_writes, before.eventfd_writes);
}

CASE("closing many that select waits for costs one wake-up")
{
	int fd[8];
	int handle[8];

	start_hired();
	for (int i = 0; i < 8; i++) {
		handle[i] = open_registered(&fd[i]);
		EXPECT_EQ(aio_reactor_arm(handle[i], R), 0);
	}
	sim_at(10, wake, 0);
	aio_wait();

	unsigned int before = sim.eventfd_writes;

	for (int i = 0; i < 8; i++) {
		EXPECT_EQ(aio_reactor_deregister(handle[i]), 0);
		sim_close(fd[i]);
	}
	EXPECT_EQ(sim.eventfd_writes - before, 1);
	sim_at(1000, wake, 0);
	aio_wait();
	EXPECT_EQ(sim_now(), 1000);
}

CASE("a descriptor is deregistered once: a second time is EBADF, also for arming and disarming")
{
	int fd;
	int handle = start_hired_with(&fd);

	EXPECT_EQ(aio_reactor_deregister(handle), 0);
	EXPECT_EQ(aio_reactor_deregister(handle), -EBADF);
	EXPECT_EQ(aio_reactor_arm(handle, R), -EBADF);
	EXPECT_EQ(aio_reactor_disarm(handle, R), -EBADF);
	EXPECT_EQ(aio_reactor_register(fd) > 0, 1);
	EXPECT_EQ(aio_reactor_deregister(handle), -EBADF);
}

CASE("a result for a descriptor that was closed meanwhile does not reach who got its number")
{
	start_hired();
	reused_handle = open_registered(&reused_fd);
	EXPECT_EQ(aio_reactor_arm(reused_handle, R), 0);
	sim.after_select = wake_user;
	sim_set_ready(reused_fd, R);
	/* Select has found it readable, and the user runs before the reactor can say so. */
	aio_wait();
	expect_end();
	EXPECT_EQ(aio_reactor_deregister(reused_handle), 0);
	sim_close(reused_fd);

	int fd;
	int handle = open_registered(&fd);

	EXPECT_EQ(fd, reused_fd);
	EXPECT(handle != reused_handle);
	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	sim_at(1000, make_readable, fd);
	aio_wait();
	expect_socket(handle, R);
	EXPECT_EQ(sim_now(), 1000);
}

CASE("readiness of a closed socket is not handed out")
{
	int fd[2];
	int handle[2];

	start_hired();
	for (int i = 0; i < 2; i++) {
		handle[i] = open_registered(&fd[i]);
		sim_set_ready(fd[i], R);
		EXPECT_EQ(aio_reactor_arm(handle[i], R), 0);
	}
	aio_wait();
	expect_socket(handle[0], R);
	EXPECT_EQ(aio_reactor_deregister(handle[1]), 0);
	sim_close(fd[1]);
	expect_end();
}

CASE("exhausted sockets are refused with EMFILE, and one that is closed makes room")
{
	int fd;
	int handle = 0;

	start_hired();
	for (int i = 0; i < CONFIG_AIO_MAX_SOCKETS; i++) {
		handle = open_registered(&fd);
	}

	int extra = sim_open();

	EXPECT_EQ(aio_reactor_register(extra), -EMFILE);
	EXPECT_EQ(aio_reactor_deregister(handle), 0);

	int again = aio_reactor_register(extra);

	EXPECT(again > 0);
	EXPECT_EQ(aio_reactor_arm(again, R), 0);
	sim_at(10, make_readable, extra);
	aio_wait();
	expect_socket(again, R);
}

/* Errors */

CASE("an interrupted select goes on")
{
	int fd;
	int handle = start_hired_with(&fd);

	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	sim_at(10, sim_interrupt_select, 0);
	sim_at(20, sim_interrupt_select, 0);
	sim_at(30, make_readable, fd);
	aio_wait();
	expect_socket(handle, R);
	EXPECT_EQ(sim_now(), 30);
	EXPECT_EQ(sim.printed, 0);
	EXPECT_EQ(aio_stats.select_errors, 0);
}

CASE("a descriptor that was closed behind the reactor's back is reported, and the others go on")
{
	int bad;
	int good;

	start_hired();

	int bad_handle = open_registered(&bad);
	int good_handle = open_registered(&good);

	EXPECT_EQ(aio_reactor_arm(bad_handle, R), 0);
	EXPECT_EQ(aio_reactor_arm(good_handle, BOTH), 0);
	sim_close(bad);
	sim_at(1000, make_readable, good);
	aio_wait();
	expect_socket(bad_handle, R);
	expect_end();
	aio_wait();
	expect_socket(good_handle, R);
	EXPECT_EQ(sim_now(), 1000);
	EXPECT(sim.selects <= 5);
	EXPECT_EQ(sim.printed, 0);
}

static void repair(int unused)
{
	ARG_UNUSED(unused);
	sim.select_errno = 0;
}

CASE("an unknown error is survived, said once, and not answered by a busy loop")
{
	int fd;
	int handle = start_hired_with(&fd);

	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	sim_set_ready(fd, R);
	sim.select_errno = ENOMEM;
	sim_at(1000 * 1000, repair, 0);
	aio_wait();
	expect_socket(handle, R);
	EXPECT_EQ(sim.printed, 1);
	EXPECT(strstr(sim.print, "errno 12") != NULL);
	EXPECT(sim.selects > 10 && sim.selects < 110);
	EXPECT_EQ(aio_stats.select_errors, sim.selects - 2);
}

CASE("a socket can be closed while select fails")
{
	int fd;
	int handle = start_hired_with(&fd);

	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	sim.select_errno = ENOMEM;
	sim_at(1000, wake, 0);
	aio_wait();
	EXPECT_EQ(aio_reactor_deregister(handle), 0);
	sim_close(fd);
	EXPECT_EQ(sim_now(), 1000);
}

CASE("an error on a socket reaches who waits for reading only")
{
	int fd;
	int handle = start_hired_with(&fd);

	EXPECT_EQ(aio_reactor_arm(handle, R), 0);
	sim_at(10, sim_set_error, fd);
	aio_wait();
	expect_socket(handle, R);
}

/* Starting */

CASE("a start that fails is answered the same by every later call, and nobody hangs")
{
	sim.eventfd = -1;
	EXPECT_EQ(aio_reactor_start(), -ENFILE);
	EXPECT_EQ(aio_reactor_start(), -ENFILE);
	EXPECT_EQ(aio_reactor_register(3), -ENFILE);
	EXPECT_EQ(aio_reactor_arm(256, R), -ENFILE);
	EXPECT_EQ(aio_reactor_disarm(256, R), -ENFILE);
	EXPECT_EQ(aio_reactor_deregister(256), -ENFILE);
	EXPECT_EQ(aio_pending(), 0);

	int timer = timer_in(1000);

	aio_wait();
	expect_timer(timer);
	EXPECT_EQ(sim_now(), 1000);
}

CASE("an eventfd that select could not be asked about is a start that failed")
{
	sim.eventfd = ZSOCK_FD_SETSIZE;
	EXPECT_EQ(aio_reactor_start(), -ENFILE);
	EXPECT_EQ(aio_reactor_register(3), -ENFILE);
}

CASE("before the start every call is refused; a second start is answered as the first was")
{
	EXPECT_EQ(aio_reactor_register(3), -ENODEV);
	EXPECT_EQ(aio_reactor_arm(256, R), -ENODEV);
	EXPECT_EQ(aio_reactor_start(), 0);
	EXPECT_EQ(aio_reactor_start(), 0);
	EXPECT_EQ(aio_reactor_arm(256, R), -EBADF);
}

CASE("the reactor's state is at most 25 bytes a socket")
{
	struct aio_reactor_footprint footprint;

	aio_reactor_footprint(&footprint);
	EXPECT(footprint.state <= 500);
}
