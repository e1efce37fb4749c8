/*
 * The console: a ring buffer between writers and the UART's transmit interrupt.
 */
#include "console.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <zephyr/drivers/uart.h>
#include <zephyr/kernel.h>
#include <zephyr/sys/cbprintf.h>

#include <aio/sizes.h>

/* A power of two: where the counts wrap, the place in the ring goes on. */
#define SIZE (1U << (31 - __builtin_clz(CONFIG_AIO_CONSOLE_BUFFER_SIZE)))
#define ENQ  '\x05'
#define STX  '\x02'
#define ETX  '\x03'
#define RS   '\x1e'

#define UART DEVICE_DT_GET(DT_CHOSEN(zephyr_console))

static struct {
	/** Owned by who has begun a piece. */
	struct k_mutex mutex;
	/** Given by the ISR when a writer waits and half of the ring, or all of it, is free. */
	struct k_sem room;
	/** How many bytes were ever written to the ring; the owner of the mutex writes it. */
	uint32_t head;
	/** How many of them the UART has taken; the ISR writes it, in a panic the one thread left.
	 */
	volatile uint32_t tail;
	/** How far tail has to be for room to be given; written by who waits, interrupts locked. */
	uint32_t wanted;
	bool waiting;
	/** What is called for each ENQ; NULL: nothing is received. */
	void (*enquired)(void);
	/** No ring, no locks, no interrupts any more. */
	volatile bool panic;
	uint8_t ring[SIZE];
} console;

/** Passes the UART what it takes of the ring, up to its end. */
static void fill(const struct device *uart)
{
	uint32_t pending = console.head - console.tail;
	uint32_t at = console.tail % SIZE;
	uint32_t run = MIN(pending, SIZE - at);

	console.tail += (uint32_t)uart_fifo_fill(uart, &console.ring[at], (int)run);
}

static void receive(const struct device *uart)
{
	uint8_t byte;

	while (uart_irq_rx_ready(uart) > 0 && uart_fifo_read(uart, &byte, 1) == 1) {
		if (byte == ENQ) {
			console.enquired();
		}
	}
}

static void transmit(const struct device *uart)
{
	fill(uart);
	if (console.head == console.tail) {
		uart_irq_tx_disable(uart);
	}
	if (console.waiting && (int32_t)(console.tail - console.wanted) >= 0) {
		console.waiting = false;
		k_sem_give(&console.room);
	}
}

/** The UART's ISR. */
static void serve(const struct device *uart, void *user_data)
{
	ARG_UNUSED(user_data);
	if (console.panic || uart_irq_update(uart) == 0) {
		return;
	}
	if (console.enquired != NULL) {
		receive(uart);
	}
	if (uart_irq_tx_ready(uart) > 0) {
		transmit(uart);
	}
}

void aio_console_init(void)
{
	(void)k_mutex_init(&console.mutex);
	(void)k_sem_init(&console.room, 0, 1);
	(void)uart_irq_callback_user_data_set(UART, serve, NULL);
}

void aio_console_on_enquiry(void (*enquired)(void))
{
	console.enquired = enquired;
	uart_irq_rx_enable(UART);
}

/** Blocks until the UART has taken all but `left` of the bytes written so far. */
static void wait_until_left(uint32_t left)
{
	unsigned int key = irq_lock();
	bool waits;

	console.wanted = console.head - left;
	waits = (int32_t)(console.tail - console.wanted) < 0;
	console.waiting = waits;
	irq_unlock(key);
	/* Not console.waiting: where the ISR has given room since, that has to be taken too, or the
	 * next wait would end at once. */
	if (waits) {
		uart_irq_tx_enable(UART);
		(void)k_sem_take(&console.room, K_FOREVER);
	}
}

static void put_panic(const char *data, size_t length)
{
	while (length-- > 0) {
		uart_poll_out(UART, (unsigned char)*data++);
	}
}

/** Bytes as they are. The mutex is the caller's. */
static void put(const char *data, size_t length)
{
	if (console.panic) {
		put_panic(data, length);
		return;
	}
	while (length > 0) {
		uint32_t at = console.head % SIZE;
		uint32_t room = SIZE - (console.head - console.tail);
		size_t run = MIN(length, MIN(room, SIZE - at));

		if (run == 0) {
			wait_until_left(SIZE / 2);
			continue;
		}
		memcpy(&console.ring[at], data, run);
		/* The bytes before the count: the ISR may look at any time. */
		compiler_barrier();
		console.head += run;
		data += run;
		length -= run;
	}
}

/** Has the interrupt send what was put. One interrupt for a whole piece, not one for each part. */
static void kick(void)
{
	if (!console.panic && console.head != console.tail) {
		uart_irq_tx_enable(UART);
	}
}

void aio_console_begin(void)
{
	if (!console.panic) {
		(void)k_mutex_lock(&console.mutex, K_FOREVER);
	}
}

void aio_console_end(void)
{
	kick();
	if (!console.panic) {
		(void)k_mutex_unlock(&console.mutex);
	}
}

/** Whether the harness would take it for more than text. */
static bool is_mark(char c)
{
	return c == RS || c == STX || c == ETX;
}

/** The Unicode picture of a control character, U+2400 and on. */
static void put_picture(char c)
{
	const char picture[] = {'\xe2', '\x90', (char)(0x80 | c)};

	put(picture, sizeof(picture));
}

void aio_console_text(const char *data, size_t length)
{
	const char *end = data + length;

	for (const char *at = data; at < end; at++) {
		if (is_mark(*at)) {
			put(data, (size_t)(at - data));
			put_picture(*at);
			data = at + 1;
		}
	}
	put(data, (size_t)(end - data));
}

void aio_console_error_begin(void)
{
	static const char stx = STX;

	aio_console_begin();
	put(&stx, 1);
}

void aio_console_error_end(void)
{
	static const char etx = ETX;

	put(&etx, 1);
	aio_console_end();
}

void aio_console_write(const char *data, size_t length)
{
	aio_console_begin();
	aio_console_text(data, length);
	aio_console_end();
}

void aio_console_record_begin(void)
{
	static const char rs = RS;

	aio_console_begin();
	put(&rs, 1);
}

void aio_console_record_text(const char *data, size_t length)
{
	aio_console_text(data, length);
}

void aio_console_record_string(const char *data, size_t length)
{
	for (const char *end = data + length; data < end; data++) {
		if (*data == '\n') {
			put("\\n", 2);
		} else if ((unsigned char)*data < ' ') {
			put(" ", 1);
		} else {
			if (*data == '"' || *data == '\\') {
				put("\\", 1);
			}
			put(data, 1);
		}
	}
}

void aio_console_record_end(void)
{
	put("\n", 1);
	aio_console_end();
}

/** Straight into the ring: no buffer on a stack limits a record. */
static int put_formatted(int c, void *context)
{
	char byte = (char)c;

	ARG_UNUSED(context);
	aio_console_text(&byte, 1);
	return c;
}

void aio_console_record(const char *format, ...)
{
	va_list arguments;

	aio_console_record_begin();
	va_start(arguments, format);
	(void)cbvprintf(put_formatted, NULL, format, arguments);
	va_end(arguments);
	aio_console_record_end();
}

void aio_console_flush(void)
{
	if (console.panic) {
		return;
	}
	aio_console_begin();
	wait_until_left(0);
	aio_console_end();
	while (uart_irq_tx_complete(UART) == 0) {
	}
}

void aio_console_panic(void)
{
	(void)irq_lock();
	console.panic = true;
	if (console.head - console.tail > SIZE) {
		/* A stack that overflowed has run over these too. */
		console.tail = console.head;
	}
	while (console.head != console.tail) {
		uart_poll_out(UART, console.ring[console.tail % SIZE]);
		console.tail++;
	}
}
