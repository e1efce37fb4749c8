/*
 * The console on the UART's interrupt.
 */
#include <string.h>

#include <zephyr/drivers/uart.h>

#include <aio/sizes.h>

#include "case.h"

#define LINES 200

static void write_lines(void *argument, void *p2, void *p3)
{
	char line[80];

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	memset(line, (char)(intptr_t)argument, sizeof(line));
	line[sizeof(line) - 1] = '\n';
	for (int i = 0; i < LINES; i++) {
		aio_console_begin();
		aio_console_text(line, 40);
		k_sleep(K_USEC(i % 7));
		aio_console_text(line + 40, sizeof(line) - 40);
		aio_console_end();
	}
}

CASE("lines of three threads come out whole, each once")
{
	k_tid_t first = test_thread(6, write_lines, (void *)'a');
	k_tid_t second = test_thread(8, write_lines, (void *)'b');

	write_lines((void *)'c', NULL, NULL);
	EXPECT_EQ(k_thread_join(first, K_FOREVER), 0);
	EXPECT_EQ(k_thread_join(second, K_FOREVER), 0);
}

CASE("a write of many times the ring comes out whole")
{
	static char text[10 * CONFIG_AIO_CONSOLE_BUFFER_SIZE];

	for (size_t i = 0; i < sizeof(text); i++) {
		text[i] = (char)('a' + i % 26);
	}
	text[sizeof(text) - 1] = '\n';
	aio_console_write(text, sizeof(text));
}

CASE("RS in text is written as its picture, a record begins with one")
{
	static const char text[] = "one\x1etwo\x1e\n\x1e";

	aio_console_write(text, sizeof(text) - 1);
	aio_console_record("{\"t\":\"stats\",\"big\":%lld,\"text\":\"%s\"}", 1234567890123LL,
			   "a\x1e"
			   "b");
	aio_console_record_begin();
	for (int i = 0; i < 200; i++) {
		aio_console_record_text("0123456789", 10);
	}
	aio_console_record_end();
}

CASE("a flush waits until the last byte has left")
{
	const struct device *uart = DEVICE_DT_GET(DT_CHOSEN(zephyr_console));

	for (int i = 0; i < 50; i++) {
		test_say("%d\n", i);
		aio_console_flush();
		EXPECT(uart_irq_tx_complete(uart) != 0);
	}
	aio_console_flush();
}

static void take_bytes(const struct device *uart, void *user_data)
{
	struct k_sem *line = user_data;
	uint8_t bytes[8];
	int count;

	while (uart_irq_update(uart) != 0 && uart_irq_rx_ready(uart) != 0) {
		count = uart_fifo_read(uart, bytes, sizeof(bytes));
		for (int i = 0; i < count; i++) {
			uart_poll_out(uart, bytes[i]);
			if (bytes[i] == '\n') {
				k_sem_give(line);
			}
		}
	}
}

CASE("received bytes come by interrupt, in order")
{
	const struct device *uart = DEVICE_DT_GET(DT_NODELABEL(uart1));
	static K_SEM_DEFINE(line, 0, 1);

	EXPECT_EQ(uart_irq_callback_user_data_set(uart, take_bytes, &line), 0);
	uart_irq_rx_enable(uart);
	test_say("READY\n");
	EXPECT_EQ(k_sem_take(&line, K_FOREVER), 0);
}
