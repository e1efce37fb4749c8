#include "alarm.h"

#include <zephyr/kernel.h>

#include <aio/timers.h>

/** The farthest that the k_timer is set ahead: kernels convert and add what they are given, in 64
 * bits at best. A later deadline is met in several steps. */
#define HORIZON_US (INT64_C(24) * 3600 * 1000 * 1000)

static struct k_timer timer;

/** Runs in the timer interrupt. */
static void on_expiry(struct k_timer *expired)
{
	ARG_UNUSED(expired);
	aio_alarm_expired();
}

void aio_alarm_init(void)
{
	k_timer_init(&timer, on_expiry, NULL);
}

void aio_alarm_set(int64_t deadline_us)
{
	int64_t at = MIN(deadline_us, aio_clock_us() + HORIZON_US);

	k_timer_start(&timer, K_TIMEOUT_ABS_US(MAX(at, 0)), K_NO_WAIT);
}

void aio_alarm_stop(void)
{
	k_timer_stop(&timer);
}
