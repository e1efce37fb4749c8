/* Of Zephyr's <zephyr/drivers/counter.h> as much as firmware/core/alarm_counter.c takes. The cases
 * define the counter. */
#ifndef ZEPHYR_DRIVERS_COUNTER_H_
#define ZEPHYR_DRIVERS_COUNTER_H_

#include <stdbool.h>
#include <stdint.h>

#define DT_HAS_CHOSEN(name) 1
#define DT_CHOSEN(name)	    name
#define DEVICE_DT_GET(node) (&counter_device)

struct device {
	int unused;
};
extern const struct device counter_device;

typedef void (*counter_alarm_callback_t)(const struct device *device, uint8_t channel,
					 uint32_t ticks, void *user_data);
typedef void (*counter_top_callback_t)(const struct device *device, void *user_data);

struct counter_alarm_cfg {
	counter_alarm_callback_t callback;
	uint32_t ticks;
	void *user_data;
	uint32_t flags;
};
struct counter_top_cfg {
	uint32_t ticks;
	counter_top_callback_t callback;
	void *user_data;
	uint32_t flags;
};

uint8_t counter_get_num_of_channels(const struct device *device);
uint32_t counter_get_max_top_value(const struct device *device);
uint32_t counter_get_frequency(const struct device *device);
int counter_start(const struct device *device);
int counter_stop(const struct device *device);
int counter_set_top_value(const struct device *device, const struct counter_top_cfg *top);
int counter_set_channel_alarm(const struct device *device, uint8_t channel,
			      const struct counter_alarm_cfg *alarm);
int counter_cancel_channel_alarm(const struct device *device, uint8_t channel);

#endif /* ZEPHYR_DRIVERS_COUNTER_H_ */
