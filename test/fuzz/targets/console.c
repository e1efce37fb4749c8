/*
 * firmware/app/console.c: what programs print and what the firmware records, while the UART takes
 * as much as it likes and interrupts wherever it can. The input is a list of calls with their
 * bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The counts of its ring begin anywhere. */
#include <console.c>

#define LONGEST	   65536
#define FIFO	   16
#define PATIENCE   100000
#define RECORD	   "{\"t\":\""
#define RECORD_END "\"}"

/** The wire and what has to be on it. */
static struct output {
	uint8_t bytes[LONGEST];
	size_t length;
} wire, expected;

static struct {
	void (*isr)(const struct device *uart, void *user_data);
	bool transmits;
	bool locked;
	bool received;
	unsigned int enquiries;
	uint32_t dice;
} uart;

static void append(struct output *output, const void *bytes, size_t length)
{
	if (output->length + length > LONGEST) {
		abort();
	}
	memcpy(output->bytes + output->length, bytes, length);
	output->length += length;
}

static uint32_t below(uint32_t limit)
{
	uart.dice = uart.dice * 1664525U + 1013904223U;
	return (uart.dice >> 16) % limit;
}

/* The UART. */

static void interrupt(void)
{
	if (!uart.locked && (uart.transmits || uart.received)) {
		uart.isr(NULL, NULL);
	}
}

void interrupt_point(void)
{
	if (below(2) == 0) {
		interrupt();
	}
}

int uart_irq_callback_user_data_set(const struct device *device,
				    void (*callback)(const struct device *, void *), void *data)
{
	(void)device;
	(void)data;
	uart.isr = callback;
	return 0;
}

void uart_irq_tx_enable(const struct device *device)
{
	(void)device;
	uart.transmits = true;
	interrupt_point();
}

void uart_irq_tx_disable(const struct device *device)
{
	(void)device;
	uart.transmits = false;
}

void uart_irq_rx_enable(const struct device *device)
{
	(void)device;
}

int uart_irq_update(const struct device *device)
{
	(void)device;
	return 1;
}

int uart_irq_tx_ready(const struct device *device)
{
	(void)device;
	return uart.transmits;
}

int uart_irq_tx_complete(const struct device *device)
{
	(void)device;
	return 1;
}

int uart_irq_rx_ready(const struct device *device)
{
	(void)device;
	return uart.received;
}

int uart_fifo_fill(const struct device *device, const uint8_t *bytes, int count)
{
	int taken = (int)below(FIFO + 1);

	(void)device;
	if (count < 0) {
		abort();
	}
	taken = MIN(taken, count);
	append(&wire, bytes, (size_t)taken);
	return taken;
}

int uart_fifo_read(const struct device *device, uint8_t *bytes, int count)
{
	(void)device;
	(void)count;
	*bytes = ENQ;
	uart.received = false;
	return 1;
}

void uart_poll_out(const struct device *device, unsigned char byte)
{
	(void)device;
	append(&wire, &byte, 1);
}

/* The kernel, with one thread. */

int k_mutex_init(struct k_mutex *mutex)
{
	mutex->depth = 0;
	return 0;
}

int k_mutex_lock(struct k_mutex *mutex, k_timeout_t timeout)
{
	(void)timeout;
	if (mutex->depth++ != 0) {
		abort();
	}
	return 0;
}

int k_mutex_unlock(struct k_mutex *mutex)
{
	if (--mutex->depth != 0) {
		abort();
	}
	return 0;
}

int k_sem_init(struct k_sem *sem, unsigned int initial_count, unsigned int limit)
{
	*sem = (struct k_sem){.count = initial_count, .limit = limit};
	return 0;
}

void k_sem_give(struct k_sem *sem)
{
	sem->count = MIN(sem->count + 1, sem->limit);
}

/** Nobody but the ISR can give it: where that never does, a writer waits for ever. */
int k_sem_take(struct k_sem *sem, k_timeout_t timeout)
{
	(void)timeout;
	for (int tries = 0; sem->count == 0; tries++) {
		if (tries == PATIENCE || !uart.transmits) {
			abort();
		}
		interrupt();
	}
	sem->count--;
	return 0;
}

unsigned int irq_lock(void)
{
	unsigned int key = uart.locked;

	interrupt_point();
	uart.locked = true;
	return key;
}

void irq_unlock(unsigned int key)
{
	uart.locked = key != 0;
	interrupt_point();
}

int cbvprintf(int (*out)(int c, void *context), void *context, const char *format,
	      va_list arguments)
{
	char text[512];
	int length = vsnprintf(text, sizeof(text), format, arguments);

	for (int i = 0; i < length; i++) {
		(void)out(text[i], context);
	}
	return length;
}

/* What has to be on the wire. */

static void expect_text(const char *data, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		switch (data[i]) {
		case '\x02':
			append(&expected, "␂", 3);
			break;
		case '\x03':
			append(&expected, "␃", 3);
			break;
		case '\x1e':
			append(&expected, "␞", 3);
			break;
		default:
			append(&expected, &data[i], 1);
		}
	}
}

static void expect_string(const char *data, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		uint8_t byte = (uint8_t)data[i];

		if (byte == '\n') {
			append(&expected, "\\n", 2);
		} else if (byte < 0x20) {
			append(&expected, " ", 1);
		} else if (byte == '"' || byte == '\\') {
			append(&expected, (char[]){'\\', (char)byte}, 2);
		} else {
			append(&expected, &byte, 1);
		}
	}
}

static void write_text(const char *data, size_t length)
{
	aio_console_write(data, length);
	expect_text(data, length);
}

static void write_error(const char *data, size_t length)
{
	aio_console_error_begin();
	aio_console_text(data, length);
	aio_console_error_end();
	append(&expected, "\x02", 1);
	expect_text(data, length);
	append(&expected, "\x03", 1);
}

static void write_record(const char *data, size_t length)
{
	aio_console_record_begin();
	aio_console_record_text(RECORD, strlen(RECORD));
	aio_console_record_string(data, length);
	aio_console_record_text(RECORD_END, strlen(RECORD_END));
	aio_console_record_end();
	append(&expected, "\x1e" RECORD, 1 + strlen(RECORD));
	expect_string(data, length);
	append(&expected, RECORD_END "\n", strlen(RECORD_END) + 1);
}

static void write_formatted(const char *data, size_t length)
{
	length = strnlen(data, length);
	aio_console_record(RECORD "%.*s" RECORD_END, (int)length, data);
	append(&expected, "\x1e" RECORD, 1 + strlen(RECORD));
	expect_text(data, length);
	append(&expected, RECORD_END "\n", strlen(RECORD_END) + 1);
}

static void flush(const char *data, size_t length)
{
	(void)data;
	(void)length;
	aio_console_flush();
	if (!console.panic && wire.length != expected.length) {
		abort();
	}
}

static void panic(const char *data, size_t length)
{
	(void)data;
	/* Each other call would come after it. */
	if (length % 4 == 0) {
		aio_console_panic();
		if (wire.length != expected.length) {
			abort();
		}
	}
}

static void enquire(const char *data, size_t length)
{
	unsigned int before = uart.enquiries;

	(void)data;
	(void)length;
	uart.received = true;
	interrupt();
	uart.received = false;
	if (!uart.locked && uart.enquiries != before + 1) {
		abort();
	}
}

static void count_enquiry(void)
{
	uart.enquiries++;
}

static void begin(uint32_t seed)
{
	memset(&console, 0, sizeof(console));
	memset(&uart, 0, sizeof(uart));
	wire.length = 0;
	expected.length = 0;
	uart.dice = seed;
	/* So many bytes before the counts wrap. */
	console.head = console.tail = seed % 4 == 0 ? 0U : 0U - (seed / 4) % 1024;
	aio_console_init();
	aio_console_on_enquiry(count_enquiry);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const calls[])(const char *data, size_t length) = {
		write_text, write_error, write_record, write_formatted,
		flush,	    enquire,	 panic,	       write_text};
	const char *at = (const char *)data;
	const char *end = at + size;
	uint32_t seed;

	if (size < sizeof(seed) || size > LONGEST / 16) {
		return 0;
	}
	memcpy(&seed, at, sizeof(seed));
	at += sizeof(seed);
	begin(seed);
	while (at < end) {
		uint8_t call = (uint8_t)*at++;
		/* Up to 7 or up to 248: longer than the ring too. */
		size_t wanted = (call & 0x80) != 0 ? (call >> 3 & 0xf) * 16U : (call >> 3 & 0xf);
		size_t length = MIN(wanted, (size_t)(end - at));
		/* With its own size, so that a read beyond it is found. */
		char *bytes = malloc(length > 0 ? length : 1);

		if (bytes == NULL) {
			return 0;
		}
		memcpy(bytes, at, length);
		at += length;
		calls[call & 7](bytes, length);
		free(bytes);
	}
	aio_console_flush();
	if (wire.length != expected.length ||
	    memcmp(wire.bytes, expected.bytes, wire.length) != 0) {
		abort();
	}
	return 0;
}
