/*
 * Clock, timeouts and k_timer. Durations hold in virtual time at 32 ns an instruction.
 */
#include <string.h>

#include <zephyr/random/random.h>

#include "case.h"

/* The project's aims; what is measured is a third of it. */
#define ISR_LATENESS_NS	   20000
#define THREAD_LATENESS_NS 40000

#define TIMERS 64

static struct k_timer timer;
static K_SEM_DEFINE(fired, 0, 1);
static volatile uint64_t fired_ns;

static uint64_t now_ns(void)
{
	return k_cyc_to_ns_floor64(k_cycle_get_64());
}

static void give(struct k_timer *t)
{
	ARG_UNUSED(t);
	fired_ns = now_ns();
	k_sem_give(&fired);
}

CASE("a timer is never early, and late by less than the aims, at any distance")
{
	uint64_t latest_isr = 0;
	uint64_t latest_thread = 0;

	k_timer_init(&timer, give, NULL);
	for (int i = 0; i < 3000; i++) {
		int64_t deadline =
			k_uptime_ticks() + 1 + sys_rand32_get() % (i % 2 == 0 ? 40 : 5000);

		k_timer_start(&timer, K_TIMEOUT_ABS_TICKS(deadline), K_NO_WAIT);
		EXPECT_EQ(k_sem_take(&fired, K_FOREVER), 0);
		EXPECT(fired_ns >= (uint64_t)deadline * 1000);
		latest_isr = MAX(latest_isr, fired_ns - (uint64_t)deadline * 1000);
		latest_thread = MAX(latest_thread, now_ns() - (uint64_t)deadline * 1000);
	}
	test_say("isr %u ns, thread %u ns\n", (unsigned int)latest_isr,
		 (unsigned int)latest_thread);
	EXPECT_BETWEEN(latest_isr, 0, ISR_LATENESS_NS);
	EXPECT_BETWEEN(latest_thread, 0, THREAD_LATENESS_NS);
}

static struct k_timer timers[TIMERS];
static int64_t deadlines[TIMERS];
static int order[TIMERS];
static volatile int fired_count;

static void note_order(struct k_timer *t)
{
	int index = (int)(t - timers);

	EXPECT(k_uptime_ticks() >= deadlines[index]);
	EXPECT(k_is_in_isr());
	order[fired_count++] = index;
	k_sem_give(&fired);
}

CASE("many timers fire by deadline, ties in the order in which they were started")
{
	int64_t start = k_uptime_ticks() + 5000;

	for (int i = 0; i < TIMERS; i++) {
		deadlines[i] = start + (int64_t)(sys_rand32_get() % 16) * 100;
		k_timer_init(&timers[i], note_order, NULL);
		k_timer_start(&timers[i], K_TIMEOUT_ABS_TICKS(deadlines[i]), K_NO_WAIT);
	}
	EXPECT(k_uptime_ticks() < start);
	k_sleep(K_MSEC(50));
	EXPECT_EQ(fired_count, TIMERS);
	for (int i = 1; i < TIMERS; i++) {
		int64_t before = deadlines[order[i - 1]];
		int64_t after = deadlines[order[i]];

		EXPECT(before < after || (before == after && order[i - 1] < order[i]));
	}
}

CASE("a deadline in the past fires at once, one that is forever never")
{
	k_timer_init(&timer, give, NULL);
	k_timer_start(&timer, K_TIMEOUT_ABS_TICKS(0), K_NO_WAIT);
	EXPECT_EQ(k_sem_take(&fired, K_NO_WAIT), 0);
	k_timer_start(&timer, K_FOREVER, K_NO_WAIT);
	EXPECT_EQ(k_sem_take(&fired, K_SECONDS(1000)), -EAGAIN);
}

CASE("a stopped timer does not fire, a started one moves")
{
	int64_t start = k_uptime_ticks();

	k_timer_init(&timer, give, NULL);
	k_timer_start(&timer, K_MSEC(1), K_NO_WAIT);
	k_timer_stop(&timer);
	EXPECT_EQ(k_sem_take(&fired, K_MSEC(5)), -EAGAIN);
	k_timer_start(&timer, K_MSEC(1), K_NO_WAIT);
	k_timer_start(&timer, K_TIMEOUT_ABS_TICKS(start + 20000), K_NO_WAIT);
	EXPECT_EQ(k_timer_expires_ticks(&timer), start + 20000);
	EXPECT_EQ(k_sem_take(&fired, K_FOREVER), 0);
	EXPECT_BETWEEN(k_uptime_ticks(), start + 20000, start + 20040);
	EXPECT_EQ(k_timer_status_get(&timer), 1);
	EXPECT_EQ(k_timer_status_get(&timer), 0);
	EXPECT_EQ(k_timer_remaining_ticks(&timer), 0);
}

static void start_again(struct k_timer *t)
{
	if (++fired_count < 5) {
		k_timer_start(t, K_USEC(100), K_NO_WAIT);
	} else {
		k_sem_give(&fired);
	}
}

CASE("a timer may be started by its own expiry function")
{
	k_timer_init(&timer, start_again, NULL);
	k_timer_start(&timer, K_USEC(100), K_NO_WAIT);
	EXPECT_EQ(k_sem_take(&fired, K_MSEC(10)), 0);
	EXPECT_EQ(fired_count, 5);
}

CASE("a period does not drift")
{
	int64_t first = k_uptime_ticks() + 1000;

	k_timer_init(&timer, give, NULL);
	k_timer_start(&timer, K_TIMEOUT_ABS_TICKS(first), K_USEC(777));
	for (int i = 0; i < 1000; i++) {
		EXPECT_EQ(k_sem_take(&fired, K_FOREVER), 0);
		EXPECT_BETWEEN(k_uptime_ticks(), first + i * 777, first + i * 777 + 40);
	}
}

static void preempt(void *argument, void *p2, void *p3)
{
	volatile bool *woken = argument;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	EXPECT_EQ(k_sem_take(&fired, K_FOREVER), 0);
	*woken = true;
}

CASE("a give in an interrupt preempts who was interrupted")
{
	volatile bool woken = false;
	uint64_t start = now_ns();

	k_timer_init(&timer, give, NULL);
	test_thread(6, preempt, (void *)&woken);
	k_timer_start(&timer, K_USEC(200), K_NO_WAIT);
	while (now_ns() - start < 2000000 && !woken) {
	}
	EXPECT(woken);
	EXPECT_BETWEEN(now_ns() - fired_ns, 0, THREAD_LATENESS_NS);
}

CASE("the clock counts on through the wraps of a counter of 171 seconds")
{
	int64_t start = k_uptime_ticks();

	for (int i = 1; i <= 20; i++) {
		int64_t at = start + (int64_t)i * 97000000;

		k_sleep(K_TIMEOUT_ABS_TICKS(at));
		EXPECT_BETWEEN(k_uptime_ticks(), at, at + 40);
		EXPECT_BETWEEN(k_cyc_to_us_floor64(k_cycle_get_64()), at, at + 40);
	}
}

CASE("a sleep of a day ends after a day")
{
	int64_t start = k_uptime_get();

	k_sleep(K_HOURS(24));
	EXPECT_BETWEEN(k_uptime_get() - start, 86400000, 86400001);
}

CASE("the clock never goes back, and its two units agree")
{
	uint64_t last = 0;
	int64_t last_ticks = 0;

	k_timer_init(&timer, give, NULL);
	k_timer_start(&timer, K_USEC(50), K_USEC(50));
	for (int i = 0; i < 50000; i++) {
		uint64_t cycles = k_cycle_get_64();
		int64_t ticks = k_uptime_ticks();

		EXPECT(cycles >= last);
		EXPECT(ticks >= last_ticks);
		EXPECT(k_cyc_to_ticks_floor64(cycles) <= (uint64_t)ticks);
		last = cycles;
		last_ticks = ticks;
	}
}

CASE("units are converted without overflow and rounded as they say")
{
	EXPECT_EQ(k_us_to_ticks_ceil64(1), 1);
	EXPECT_EQ(k_ns_to_ticks_ceil64(1), 1);
	EXPECT_EQ(k_ticks_to_ms_floor64(1999), 1);
	EXPECT_EQ(k_ticks_to_ms_ceil64(1001), 2);
	EXPECT_EQ(k_cyc_to_ns_floor64(1), 40);
	EXPECT_EQ(k_cyc_to_us_floor64(24), 0);
	EXPECT_EQ(k_cyc_to_us_near64(13), 1);
	EXPECT_EQ(k_cyc_to_ns_floor64(UINT64_C(1) << 56), (UINT64_C(1) << 56) * 40);
	EXPECT_EQ(K_MSEC(INT32_MAX).ticks, (int64_t)INT32_MAX * 1000);
}

CASE("a timepoint says what is left of a timeout")
{
	k_timepoint_t end = sys_timepoint_calc(K_MSEC(2));

	EXPECT(!sys_timepoint_expired(end));
	EXPECT_BETWEEN(sys_timepoint_timeout(end).ticks, 1900, 2001);
	k_sleep(K_MSEC(3));
	EXPECT(sys_timepoint_expired(end));
	EXPECT(K_TIMEOUT_EQ(sys_timepoint_timeout(sys_timepoint_calc(K_FOREVER)), K_FOREVER));
}

CASE("a wait that ended early leaves no timeout behind")
{
	k_timer_init(&timer, give, NULL);
	for (int i = 0; i < 100; i++) {
		k_timer_start(&timer, K_USEC(100), K_NO_WAIT);
		EXPECT_EQ(k_sem_take(&fired, K_USEC(1000 + i)), 0);
	}
	/* Each would wake this thread now, with the wrong result. */
	EXPECT_EQ(k_sem_take(&fired, K_MSEC(100)), -EAGAIN);
}

CASE("random numbers differ, and fill every length")
{
	uint8_t bytes[64] = {0};
	uint32_t first = sys_rand32_get();

	EXPECT(sys_rand32_get() != first);
	for (size_t length = 0; length < 32; length++) {
		memset(bytes, 0, sizeof(bytes));
		for (int i = 0; i < 20; i++) {
			uint8_t more[32];

			sys_rand_get(more, length);
			for (size_t j = 0; j < length; j++) {
				bytes[j] |= more[j];
			}
		}
		EXPECT(length == 0 || bytes[length - 1] != 0);
		EXPECT_EQ(bytes[length], 0);
	}
}
