/*
 * CMSDK APB UARTs: one byte of buffer each way, interrupts when the transmitter's has become empty
 * and the receiver's full.
 */
#include <zephyr/drivers/uart.h>
#include <zephyr/kernel.h>

#include BOARD_HEADER
#include "kernel_internal.h"

#define UART_DATA      0x00
#define UART_STATE     0x04
#define UART_CTRL      0x08
#define UART_INTCLEAR  0x0c
#define UART_BAUDDIV   0x10
#define STATE_TX_FULL  0x1
#define STATE_RX_FULL  0x2
#define CTRL_TX_ENABLE 0x1
#define CTRL_RX_ENABLE 0x2
#define CTRL_TX_INT    0x4
#define CTRL_RX_INT    0x8
#define INT_TX	       0x1
#define INT_RX	       0x2

#define BAUD_RATE     115200
#define UART_PRIORITY 3
#define UARTS	      5

struct uart_config {
	uintptr_t base;
	/** The receiver's; the transmitter's is the next. */
	unsigned int irq;
};

/** Written before the interrupts are enabled. */
struct uart_data {
	uart_irq_callback_user_data_t callback;
	void *user_data;
};

static const struct uart_config configs[UARTS] = {
	{BOARD_UART0_BASE, BOARD_UART0_IRQ}, {BOARD_UART1_BASE, BOARD_UART1_IRQ},
	{BOARD_UART2_BASE, BOARD_UART2_IRQ}, {BOARD_UART3_BASE, BOARD_UART3_IRQ},
	{BOARD_UART4_BASE, BOARD_UART4_IRQ},
};
static struct uart_data datas[UARTS];

#define UART_DEVICE(n)                                                                             \
	const struct device DEVICE_NAME_GET(uart##n) = {                                           \
		.name = "uart" #n, .config = &configs[n], .data = &datas[n]}

UART_DEVICE(0);
UART_DEVICE(1);
UART_DEVICE(2);
UART_DEVICE(3);
UART_DEVICE(4);

static const struct uart_config *config_of(const struct device *dev)
{
	return dev->config;
}

static volatile uint32_t *reg(const struct device *dev, uintptr_t offset)
{
	return (volatile uint32_t *)(config_of(dev)->base + offset);
}

static void change_ctrl(const struct device *dev, uint32_t clear, uint32_t set)
{
	unsigned int key = irq_lock();

	*reg(dev, UART_CTRL) = (*reg(dev, UART_CTRL) & ~clear) | set;
	irq_unlock(key);
}

static void uart_isr(const void *parameter)
{
	const struct device *dev = parameter;
	const struct uart_data *data = dev->data;

	/* Before the callback: what it writes may raise the next. */
	*reg(dev, UART_INTCLEAR) = INT_TX | INT_RX;
	if (data->callback != NULL) {
		data->callback(dev, data->user_data);
	}
}

static void init(const struct device *dev)
{
	*reg(dev, UART_BAUDDIV) = CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC / BAUD_RATE;
	*reg(dev, UART_CTRL) = CTRL_TX_ENABLE | CTRL_RX_ENABLE;
	/* A byte from before is nobody's. QEMU looks at its input again only when this is read:
	 * what had come in before would else wait until something woke its main loop. */
	(void)*reg(dev, UART_DATA);
	IRQ_CONNECT(config_of(dev)->irq, UART_PRIORITY, uart_isr, dev, 0);
	IRQ_CONNECT(config_of(dev)->irq + 1, UART_PRIORITY, uart_isr, dev, 0);
}

void z_uart_init(void)
{
	init(&DEVICE_NAME_GET(uart0));
	init(&DEVICE_NAME_GET(uart1));
	init(&DEVICE_NAME_GET(uart2));
	init(&DEVICE_NAME_GET(uart3));
	init(&DEVICE_NAME_GET(uart4));
}

int uart_poll_in(const struct device *dev, unsigned char *p_char)
{
	if ((*reg(dev, UART_STATE) & STATE_RX_FULL) == 0) {
		return -1;
	}
	*p_char = (unsigned char)*reg(dev, UART_DATA);
	return 0;
}

void uart_poll_out(const struct device *dev, unsigned char out_char)
{
	while ((*reg(dev, UART_STATE) & STATE_TX_FULL) != 0) {
	}
	*reg(dev, UART_DATA) = out_char;
}

int uart_fifo_fill(const struct device *dev, const uint8_t *tx_data, int size)
{
	int sent = 0;

	while (sent < size && (*reg(dev, UART_STATE) & STATE_TX_FULL) == 0) {
		*reg(dev, UART_DATA) = tx_data[sent++];
	}
	return sent;
}

int uart_fifo_read(const struct device *dev, uint8_t *rx_data, const int size)
{
	int got = 0;

	while (got < size && uart_poll_in(dev, &rx_data[got]) == 0) {
		got++;
	}
	return got;
}

int uart_irq_callback_user_data_set(const struct device *dev, uart_irq_callback_user_data_t cb,
				    void *user_data)
{
	struct uart_data *data = dev->data;

	data->callback = cb;
	data->user_data = user_data;
	return 0;
}

void uart_irq_tx_enable(const struct device *dev)
{
	unsigned int irq = config_of(dev)->irq + 1;

	change_ctrl(dev, 0, CTRL_TX_INT);
	irq_enable(irq);
	/* The UART tells of a buffer that became empty, not of one that is. */
	z_irq_set_pending(irq);
}

void uart_irq_tx_disable(const struct device *dev)
{
	change_ctrl(dev, CTRL_TX_INT, 0);
}

int uart_irq_tx_ready(const struct device *dev)
{
	return (*reg(dev, UART_CTRL) & CTRL_TX_INT) != 0 &&
	       (*reg(dev, UART_STATE) & STATE_TX_FULL) == 0;
}

int uart_irq_tx_complete(const struct device *dev)
{
	return (*reg(dev, UART_STATE) & STATE_TX_FULL) == 0;
}

void uart_irq_rx_enable(const struct device *dev)
{
	unsigned int irq = config_of(dev)->irq;

	change_ctrl(dev, 0, CTRL_RX_INT);
	irq_enable(irq);
	/* A byte may be there already. */
	z_irq_set_pending(irq);
}

void uart_irq_rx_disable(const struct device *dev)
{
	change_ctrl(dev, CTRL_RX_INT, 0);
}

int uart_irq_rx_ready(const struct device *dev)
{
	return (*reg(dev, UART_CTRL) & CTRL_RX_INT) != 0 &&
	       (*reg(dev, UART_STATE) & STATE_RX_FULL) != 0;
}

int uart_irq_is_pending(const struct device *dev)
{
	return uart_irq_tx_ready(dev) || uart_irq_rx_ready(dev);
}

int uart_irq_update(const struct device *dev)
{
	ARG_UNUSED(dev);
	return 1;
}
