/*
 * Makes a snapshot of a program, on the machine that builds the firmware. The program is read from
 * stdin; 8 bytes are written to stdout, AIO_SNAPSHOT_ID and 0, and behind them the snapshot.
 * All numbers are little-endian, as the firmware has them.
 *
 * Ends with 1 where the program cannot be made one; why is one line on stderr.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/mman.h>

#include <jerryscript-port.h>
#include <jerryscript.h>

/** More than any board's region for an app image has. */
#define MAX_BYTES (4u << 20)

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "A snapshot has this machine's byte order, and devices are little-endian"
#endif

static void die(const char *what)
{
	fprintf(stderr, "%s\n", what);
	exit(1);
}

/** Memory that is zero, at a page's begin. */
static void *pages(void)
{
	void *memory = mmap(NULL, MAX_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);

	if (memory == MAP_FAILED) {
		die("no memory");
	}
	return memory;
}

static void die_of(jerry_value_t exception)
{
	jerry_value_t text = jerry_value_to_string(jerry_exception_value(exception, false));
	jerry_char_t line[512];
	jerry_size_t length =
		jerry_string_to_buffer(text, JERRY_ENCODING_UTF8, line, sizeof(line) - 1);

	line[length] = '\0';
	die((const char *)line);
}

static jerry_value_t checked(jerry_value_t value)
{
	if (jerry_value_is_exception(value)) {
		die_of(value);
	}
	return value;
}

static jerry_value_t parse(const char *name, const char *source, size_t length)
{
	const jerry_parse_options_t options = {
		.options = JERRY_PARSE_STRICT_MODE | JERRY_PARSE_HAS_SOURCE_NAME,
		.source_name = jerry_string_sz(name),
	};

	return checked(jerry_parse((const jerry_char_t *)source, length, &options));
}

/** Loads it as the firmware will, and from memory that cannot be written, as a flash. */
static void try_out(uint32_t *snapshot, size_t length)
{
	jerry_value_t program;

	if (mprotect(snapshot, MAX_BYTES, PROT_READ) != 0) {
		die("the snapshot cannot be protected");
	}
	program = checked(jerry_exec_snapshot(snapshot, length, 0, 0, NULL));
	if (!jerry_value_is_function(program)) {
		die("the program is not one function");
	}
}

int main(int argc, char **argv)
{
	const uint32_t header[2] = {AIO_SNAPSHOT_ID, 0};
	char *source = pages();
	uint32_t *snapshot = pages();
	size_t length = fread(source, 1, MAX_BYTES, stdin);
	jerry_value_t result;

	if (length == MAX_BYTES) {
		die("the program is larger than any device's memory");
	}
	jerry_init(JERRY_INIT_EMPTY);
	result = checked(jerry_generate_snapshot(
		parse(argc > 1 ? argv[1] : "app.js", source, length), 0, snapshot, MAX_BYTES));
	length = (size_t)jerry_value_as_number(result);
	try_out(snapshot, length);
	if (fwrite(header, sizeof(header), 1, stdout) != 1 ||
	    fwrite(snapshot, length, 1, stdout) != 1 || fflush(stdout) != 0) {
		die("the snapshot cannot be written");
	}
	return 0;
}
