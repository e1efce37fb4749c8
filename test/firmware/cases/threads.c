/* The whole loop on real threads and real sockets: with a thread sanitizer it shows races. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#include <zephyr/kernel.h>
#include <zephyr/net/socket.h>

#include <aio/loop.h>
#include <aio/reactor.h>
#include <aio/stats.h>
#include <aio/timers.h>

#include "case.h"

#define R     AIO_READABLE
#define W     AIO_WRITABLE
#define PAIRS 12

/** Both ends of a connection: the user has one, the peer's thread the other. */
static struct pair {
	/** The user's. */
	int fd;
	int handle;
	uint8_t armed;
	/** It was read empty since it was armed: an event may find nothing. */
	bool drained;
	/** Under the lock. */
	int far;
} pairs[PAIRS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool stop;

static void open_pair(struct pair *pair)
{
	int ends[2];

	EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	EXPECT_EQ(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
	EXPECT_EQ(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
	pair->fd = ends[0];
	pair->armed = 0;
	pair->handle = aio_reactor_register(pair->fd);
	EXPECT(pair->handle > 0);
	pthread_mutex_lock(&lock);
	pair->far = ends[1];
	pthread_mutex_unlock(&lock);
}

static void close_pair(struct pair *pair)
{
	pthread_mutex_lock(&lock);
	close(pair->far);
	pair->far = -1;
	pthread_mutex_unlock(&lock);
	EXPECT_EQ(aio_reactor_deregister(pair->handle), 0);
	EXPECT_EQ(close(pair->fd), 0);
}

/** The peer: sends a byte here and there. */
static void *send_bytes(void *seed)
{
	unsigned int random = *(unsigned int *)seed;

	for (bool go_on = true; go_on;) {
		struct pair *pair = &pairs[rand_r(&random) % PAIRS];

		pthread_mutex_lock(&lock);
		if (pair->far >= 0) {
			(void)!write(pair->far, "x", 1);
		}
		go_on = !stop;
		pthread_mutex_unlock(&lock);
		sched_yield();
	}
	return NULL;
}

static void *wake_often(void *unused)
{
	ARG_UNUSED(unused);
	for (bool go_on = true; go_on;) {
		aio_wake();
		usleep(300);
		pthread_mutex_lock(&lock);
		go_on = !stop;
		pthread_mutex_unlock(&lock);
	}
	return NULL;
}

static void end_threads(pthread_t *threads, int count)
{
	pthread_mutex_lock(&lock);
	stop = true;
	pthread_mutex_unlock(&lock);
	for (int i = 0; i < count; i++) {
		pthread_join(threads[i], NULL);
	}
}

static struct pair *pair_of(int handle)
{
	for (int i = 0; i < PAIRS; i++) {
		if (pairs[i].handle == handle) {
			return &pairs[i];
		}
	}
	fail(__FILE__, __LINE__, "an event for a handle that is not open");
}

/** While it is set the reactor's thread waits in select, else the user. */
static int timer;
static int64_t deadline;

static void check_event(const struct aio_event *event)
{
	struct pair *pair;
	char byte;

	if (event->kind == AIO_EVENT_TIMER) {
		EXPECT_EQ(event->handle, timer);
		EXPECT(deadline != AIO_NEVER && aio_clock_us() >= deadline);
		deadline = AIO_NEVER;
		return;
	}
	EXPECT_EQ(event->kind, AIO_EVENT_SOCKET);
	pair = pair_of(event->handle);

	/* Nothing that was not asked for, and what is said to be ready is. */
	EXPECT(event->bits != 0 && (event->bits & ~pair->armed) == 0);
	pair->armed &= (uint8_t)~event->bits;
	if ((event->bits & R) && !pair->drained) {
		EXPECT(read(pair->fd, &byte, 1) >= 0);
	}
}

static void do_something(unsigned int *random)
{
	struct pair *pair = &pairs[rand_r(random) % PAIRS];
	uint8_t bits = (uint8_t)(1 + rand_r(random) % 3);
	char bytes[64];

	switch (rand_r(random) % 20) {
	case 0:
		close_pair(pair);
		open_pair(pair);
		break;
	case 16:
		deadline = rand_r(random) % 2 == 0 ? AIO_NEVER
						   : aio_clock_us() + rand_r(random) % 2000;
		EXPECT_EQ(aio_timer_set(timer, deadline), 0);
		break;
	case 1:
	case 2:
		EXPECT_EQ(aio_reactor_disarm(pair->handle, bits), 0);
		pair->armed &= (uint8_t)~bits;
		break;
	case 3:
	case 4:
		while (read(pair->fd, bytes, sizeof(bytes)) > 0) {
		}
		pair->drained = true;
		break;
	default:
		/* Where it was armed already it may be in select with a result from before. */
		if ((bits & R) && !(pair->armed & R)) {
			pair->drained = false;
		}
		EXPECT_EQ(aio_reactor_arm(pair->handle, bits), 0);
		pair->armed |= bits;
		break;
	}
}

CASE("random operations race with a busy peer, and every event is true and wanted")
{
	unsigned int random = 1;
	unsigned int seed = 2;
	pthread_t threads[2];
	int events = 0;

	EXPECT_EQ(aio_reactor_start(), 0);
	timer = aio_timer_create();
	deadline = AIO_NEVER;
	for (int i = 0; i < PAIRS; i++) {
		open_pair(&pairs[i]);
	}
	pthread_create(&threads[0], NULL, send_bytes, &seed);
	pthread_create(&threads[1], NULL, wake_often, NULL);
	for (int turn = 0; turn < 3000; turn++) {
		struct aio_event event;

		aio_wait();
		while (aio_next(&event)) {
			check_event(&event);
			do_something(&random);
			events++;
		}
		for (int i = rand_r(&random) % 4; i > 0; i--) {
			do_something(&random);
		}
	}
	end_threads(threads, 2);
	EXPECT(events > 1000);
}

static void *echo_back(void *fd)
{
	char byte;
	int far = *(int *)fd;

	while (read(far, &byte, 1) == 1 && write(far, &byte, 1) == 1) {
	}
	return NULL;
}

CASE("2,000 round trips, and a timer in every one, come through in order")
{
	struct aio_event event;
	pthread_t thread;
	int ends[2];
	int echoes = 0;
	int expiries = 0;

	EXPECT_EQ(aio_reactor_start(), 0);
	EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	pthread_create(&thread, NULL, echo_back, &ends[1]);

	int socket = aio_reactor_register(ends[0]);
	timer = aio_timer_create();
	for (int i = 0; i < 2000; i++) {
		char byte = (char)i;
		bool due = false;

		deadline = aio_clock_us() + i % 50;
		EXPECT_EQ(aio_timer_set(timer, deadline), 0);
		EXPECT_EQ(write(ends[0], &byte, 1), 1);
		EXPECT_EQ(aio_reactor_arm(socket, R), 0);
		for (bool echoed = false; !echoed || !due;) {
			aio_wait();
			while (aio_next(&event)) {
				if (event.kind == AIO_EVENT_TIMER) {
					EXPECT(!due && aio_clock_us() >= deadline);
					due = true;
					expiries++;
				} else {
					EXPECT(!echoed);
					EXPECT_EQ(read(ends[0], &byte, 1), 1);
					EXPECT_EQ(byte, (char)i);
					echoed = true;
					echoes++;
				}
			}
		}
	}
	EXPECT_EQ(echoes, 2000);
	EXPECT_EQ(expiries, 2000);
	shutdown(ends[0], SHUT_RDWR);
	pthread_join(thread, NULL);
}

CASE("a descriptor is let go of before deregistering returns, a thousand times")
{
	EXPECT_EQ(aio_reactor_start(), 0);
	for (int i = 0; i < 1000; i++) {
		struct pair *pair = &pairs[0];
		struct aio_event event;

		open_pair(pair);
		EXPECT_EQ(aio_reactor_arm(pair->handle, R), 0);
		aio_wake();
		aio_wait();
		EXPECT(!aio_next(&event));
		if (i % 2 == 0) {
			sched_yield();
		}
		close_pair(pair);
	}
	EXPECT_EQ(aio_pending(), 0);
	/* A select that was begun with a closed descriptor would have failed. */
	EXPECT_EQ(aio_stats.select_errors, 0);
}
