/*
 * The counter that the devicetree chooses as async-io,alarm-counter. One with channels has an alarm
 * on its first; one without counts to a top value and is stopped there. The deadline is the
 * kernel's clock's, which alone says whether it has come: a counter that runs a little faster or
 * slower costs a further expiry, and no lateness.
 */
#include "alarm.h"

#include <zephyr/drivers/counter.h>
#include <zephyr/kernel.h>

#include <aio/timers.h>

#if !DT_HAS_CHOSEN(async_io_alarm_counter)
#error CONFIG_AIO_ALARM_COUNTER needs a counter: chosen { async-io,alarm-counter = &NODE; };
#endif

#define MICROSECONDS UINT64_C(1000000)

static const struct device *const counter = DEVICE_DT_GET(DT_CHOSEN(async_io_alarm_counter));

static void on_alarm(const struct device *device, uint8_t channel, uint32_t ticks, void *unused)
{
	ARG_UNUSED(device);
	ARG_UNUSED(channel);
	ARG_UNUSED(ticks);
	ARG_UNUSED(unused);
	aio_alarm_expired();
}

static void on_top(const struct device *device, void *unused)
{
	ARG_UNUSED(unused);
	(void)counter_stop(device);
	aio_alarm_expired();
}

static bool has_channels(void)
{
	return counter_get_num_of_channels(counter) > 0;
}

void aio_alarm_init(void)
{
	if (has_channels()) {
		(void)counter_start(counter);
	}
}

/** Counts of the counter until a deadline, at most half of its range: an alarm that is further away
 * might be taken for one that is past. Rounded up. */
static uint32_t ticks_until(int64_t deadline_us)
{
	uint64_t left = (uint64_t)MAX(deadline_us - aio_clock_us(), 0);
	uint64_t longest = counter_get_max_top_value(counter) / 2;
	uint64_t frequency = counter_get_frequency(counter);

	if (left >= longest * MICROSECONDS / frequency) {
		return (uint32_t)longest;
	}
	return (uint32_t)MAX((left * frequency + MICROSECONDS - 1) / MICROSECONDS, 1);
}

static int set_channel(uint32_t ticks)
{
	const struct counter_alarm_cfg alarm = {.callback = on_alarm, .ticks = ticks};

	(void)counter_cancel_channel_alarm(counter, 0);
	return counter_set_channel_alarm(counter, 0, &alarm);
}

static int set_top(uint32_t ticks)
{
	const struct counter_top_cfg top = {.callback = on_top, .ticks = ticks};

	/* In this order: there are drivers whose start forgets the interrupt. */
	(void)counter_start(counter);
	return counter_set_top_value(counter, &top);
}

void aio_alarm_set(int64_t deadline_us)
{
	uint32_t ticks = ticks_until(deadline_us);

	if ((has_channels() ? set_channel(ticks) : set_top(ticks)) != 0) {
		/* It is past already (-ETIME), or the driver refuses it: the user looks again. */
		aio_alarm_expired();
	}
}

void aio_alarm_stop(void)
{
	(void)(has_channels() ? counter_cancel_channel_alarm(counter, 0) : counter_stop(counter));
}
