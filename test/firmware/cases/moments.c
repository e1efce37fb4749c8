/* Interrupts at every moment of a wait that an interrupt can come at: between any two locks. On the
 * simulated CPU, with the user in select itself and with the reactor's thread in it. */
#include <zephyr/kernel.h>

#include "user.h"

static int fd;
static int handle;

/** When the interrupt came. */
static int64_t came_at;

static void wake_user(void)
{
	came_at = sim_now();
	aio_wake();
}

static void make_ready(void)
{
	came_at = sim_now();
	sim_set_ready(fd, R);
}

/** Waits while an interrupt comes at a moment. False: it did not come any more. */
static bool wait_interrupted(int moment, void (*interrupt)(void))
{
	sim.unlocks = moment;
	sim.after_unlocks = interrupt;
	aio_wait();

	bool came = sim.after_unlocks == NULL;

	sim.after_unlocks = NULL;
	return came;
}

/** Runs an interrupt at each moment of a wait in turn: that wait ends at once, or the next one
 * does. */
static void try_moments(void (*interrupt)(void), uint8_t bits)
{
	int moment = 0;

	handle = open_registered(&fd);
	for (bool came = true; came; moment++) {
		int64_t before = sim_now();

		sim_set_ready(fd, 0);
		EXPECT_EQ(aio_reactor_arm(handle, R), 0);
		sim_at(before + 1000, wake, 0);
		came = wait_interrupted(moment + 1, interrupt);
		EXPECT(!came || sim_now() == came_at);
		if (came && sim_now() == before + 1000) {
			/* At the wait's end, to which the later wake-up had come first. The next
			 * one ends at once, but for a wake-up that this one could still take.
			 */
			expect_end();
			if (bits == 0) {
				sim_at(before + 1000, wake, 0);
			}
			aio_wait();
		}
		if (came && bits != 0) {
			expect_socket(handle, bits);
		}
		expect_end();
		if (sim_now() == before) {
			sim_set_ready(fd, 0);
			aio_wait();
			expect_end();
		}
		EXPECT_EQ(sim_now(), before + 1000);
	}
	EXPECT(moment > 5);
}

CASE("a wake-up at any moment ends a wait in select itself")
{
	start();
	try_moments(wake_user, 0);
}

CASE("a socket that becomes ready at any moment ends a wait in select itself")
{
	start();
	try_moments(make_ready, R);
}

CASE("a wake-up at any moment ends a wait for the reactor's thread")
{
	start_hired();
	try_moments(wake_user, 0);
}

CASE("a socket that becomes ready at any moment ends a wait for the reactor's thread")
{
	start_hired();
	try_moments(make_ready, R);
}
