/*
 * Zephyr's <zephyr/device.h> on FreeRTOS.
 */
#ifndef ZEPHYR_DEVICE_H_
#define ZEPHYR_DEVICE_H_

#include <stdbool.h>
#include <stddef.h>

#include <zephyr/devicetree.h>

struct device {
	const char *name;
	/** Constants of the driver's. */
	const void *config;
	/** State of the driver's. */
	void *data;
};

#define DEVICE_NAME_GET(node) _CONCAT(__device_dts_, node)
#define DEVICE_DT_GET(node)   (&DEVICE_NAME_GET(node))

/** Drivers are ready before main(). */
static inline bool device_is_ready(const struct device *dev)
{
	return dev != NULL;
}

extern const struct device DEVICE_NAME_GET(uart0);
extern const struct device DEVICE_NAME_GET(uart1);
extern const struct device DEVICE_NAME_GET(uart2);
extern const struct device DEVICE_NAME_GET(uart3);
extern const struct device DEVICE_NAME_GET(uart4);

#endif /* ZEPHYR_DEVICE_H_ */
