/*
 * The slice of Zephyr that the console uses, for its target (targets/console.c): one thread, and a
 * UART whose interrupt comes wherever an interrupt can.
 */
#ifndef ZEPHYR_DRIVERS_UART_H_
#define ZEPHYR_DRIVERS_UART_H_

#include <zephyr/kernel.h>
#include <zephyr/sys/util.h>

struct device;

#define DEVICE_DT_GET(node) NULL
#define DT_CHOSEN(name)	    0
#define compiler_barrier()  interrupt_point()

/** The UART's ISR runs here if it may. */
void interrupt_point(void);

struct k_mutex {
	int depth;
};

int k_mutex_init(struct k_mutex *mutex);
int k_mutex_lock(struct k_mutex *mutex, k_timeout_t timeout);
int k_mutex_unlock(struct k_mutex *mutex);

unsigned int irq_lock(void);
void irq_unlock(unsigned int key);

int uart_irq_callback_user_data_set(const struct device *uart,
				    void (*callback)(const struct device *uart, void *user_data),
				    void *user_data);
void uart_irq_tx_enable(const struct device *uart);
void uart_irq_tx_disable(const struct device *uart);
void uart_irq_rx_enable(const struct device *uart);
int uart_irq_update(const struct device *uart);
int uart_irq_tx_ready(const struct device *uart);
int uart_irq_tx_complete(const struct device *uart);
int uart_irq_rx_ready(const struct device *uart);
int uart_fifo_fill(const struct device *uart, const uint8_t *bytes, int count);
int uart_fifo_read(const struct device *uart, uint8_t *bytes, int count);
void uart_poll_out(const struct device *uart, unsigned char byte);

#endif /* ZEPHYR_DRIVERS_UART_H_ */
