/* firmware/core/alarm_counter.c, on a counter with channels and on one without. */
#include "alarm.h"

#include <errno.h>
#include <zephyr/drivers/counter.h>

#include <aio/timers.h>

#include "case.h"

#define MEGAHERTZ 1000000u

const struct device counter_device;

static struct {
	uint8_t channels;
	uint32_t frequency;
	uint32_t range;
	int answer;
	/* What it was told. */
	bool runs;
	uint32_t ticks;
	counter_top_callback_t top;
	counter_alarm_callback_t alarm;
	/* What came of it. */
	int64_t now_us;
	int expiries;
} counter;

static void begin(uint8_t channels, uint32_t frequency)
{
	counter.channels = channels;
	counter.frequency = frequency;
	counter.range = UINT32_MAX;
	aio_alarm_init();
}

void aio_alarm_expired(void)
{
	counter.expiries++;
}

int64_t aio_clock_us(void)
{
	return counter.now_us;
}

uint8_t counter_get_num_of_channels(const struct device *device)
{
	(void)device;
	return counter.channels;
}

uint32_t counter_get_max_top_value(const struct device *device)
{
	(void)device;
	return counter.range;
}

uint32_t counter_get_frequency(const struct device *device)
{
	(void)device;
	return counter.frequency;
}

int counter_start(const struct device *device)
{
	(void)device;
	counter.runs = true;
	return 0;
}

int counter_stop(const struct device *device)
{
	(void)device;
	counter.runs = false;
	return 0;
}

int counter_set_top_value(const struct device *device, const struct counter_top_cfg *top)
{
	(void)device;
	EXPECT(counter.channels == 0);
	counter.ticks = top->ticks;
	counter.top = top->callback;
	return counter.answer;
}

int counter_set_channel_alarm(const struct device *device, uint8_t channel,
			      const struct counter_alarm_cfg *alarm)
{
	(void)device;
	EXPECT_EQ(channel, 0);
	EXPECT(counter.alarm == NULL);
	EXPECT_EQ(alarm->flags, 0);
	counter.ticks = alarm->ticks;
	counter.alarm = alarm->callback;
	return counter.answer;
}

int counter_cancel_channel_alarm(const struct device *device, uint8_t channel)
{
	(void)device;
	(void)channel;
	counter.alarm = NULL;
	return 0;
}

CASE("a counter with channels has an alarm on its first, and runs on")
{
	begin(4, MEGAHERTZ);
	aio_alarm_set(1500);
	EXPECT_EQ(counter.ticks, 1500);
	EXPECT(counter.runs);
	counter.alarm(&counter_device, 0, 1500, NULL);
	EXPECT_EQ(counter.expiries, 1);
	EXPECT(counter.runs);
}

CASE("an alarm that is set anew takes the place of the one before")
{
	begin(1, MEGAHERTZ);
	aio_alarm_set(1500);
	aio_alarm_set(700);
	EXPECT_EQ(counter.ticks, 700);
	aio_alarm_stop();
	EXPECT(counter.alarm == NULL);
}

CASE("a counter without channels counts to its top value once")
{
	begin(0, 24 * MEGAHERTZ);
	EXPECT(!counter.runs);
	aio_alarm_set(1000);
	EXPECT_EQ(counter.ticks, 24000);
	EXPECT(counter.runs);
	counter.top(&counter_device, NULL);
	EXPECT_EQ(counter.expiries, 1);
	EXPECT(!counter.runs);
}

CASE("a deadline is never before its time: counts are rounded up")
{
	begin(1, 32768);
	counter.now_us = 5000;
	aio_alarm_set(5001);
	EXPECT_EQ(counter.ticks, 1);
	aio_alarm_set(5031);
	EXPECT_EQ(counter.ticks, 2);
}

CASE("a deadline that is past is as near as the counter can")
{
	begin(1, MEGAHERTZ);
	counter.now_us = 5000;
	aio_alarm_set(0);
	EXPECT_EQ(counter.ticks, 1);
}

CASE("a deadline beyond the counter's range is met in several steps")
{
	begin(1, MEGAHERTZ);
	counter.range = 65535;
	aio_alarm_set(INT64_MAX);
	EXPECT_EQ(counter.ticks, 32767);
	aio_alarm_set(32766);
	EXPECT_EQ(counter.ticks, 32766);
}

CASE("an alarm that the driver finds past expires at once")
{
	begin(1, MEGAHERTZ);
	counter.answer = -ETIME;
	aio_alarm_set(3);
	EXPECT_EQ(counter.expiries, 1);
}
