/*
 * Zephyr's <zephyr/drivers/uart.h> on FreeRTOS: polling and the interrupt-driven interface.
 */
#ifndef ZEPHYR_DRIVERS_UART_H_
#define ZEPHYR_DRIVERS_UART_H_

#include <stdint.h>

#include <zephyr/device.h>

/** Runs in ISR context. */
typedef void (*uart_irq_callback_user_data_t)(const struct device *dev, void *user_data);

/** @retval 0 a byte was read @retval -1 there is none */
int uart_poll_in(const struct device *dev, unsigned char *p_char);
/** Waits while the transmitter is full. Any context. */
void uart_poll_out(const struct device *dev, unsigned char out_char);

/** How many bytes the transmitter took. Called in the callback. */
int uart_fifo_fill(const struct device *dev, const uint8_t *tx_data, int size);
/** How many bytes were read. Called in the callback. */
int uart_fifo_read(const struct device *dev, uint8_t *rx_data, const int size);

/** Before an interrupt is enabled. @retval 0 always */
int uart_irq_callback_user_data_set(const struct device *dev, uart_irq_callback_user_data_t cb,
				    void *user_data);
static inline int uart_irq_callback_set(const struct device *dev, uart_irq_callback_user_data_t cb)
{
	return uart_irq_callback_user_data_set(dev, cb, NULL);
}

/** The callback comes once the transmitter has room, at once where it has. Any context. */
void uart_irq_tx_enable(const struct device *dev);
void uart_irq_tx_disable(const struct device *dev);
/** 1: it has room, and its interrupt is enabled. */
int uart_irq_tx_ready(const struct device *dev);
/** 1: the last byte has left. */
int uart_irq_tx_complete(const struct device *dev);

void uart_irq_rx_enable(const struct device *dev);
void uart_irq_rx_disable(const struct device *dev);
int uart_irq_rx_ready(const struct device *dev);
int uart_irq_is_pending(const struct device *dev);
/** Begins the callback: takes the state of the interrupts. @retval 1 always */
int uart_irq_update(const struct device *dev);

#endif /* ZEPHYR_DRIVERS_UART_H_ */
