/*
 * Values of JerryScript as engine.h and report.h have them.
 */
#include "jerryscript_internal.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include <zephyr/sys/util.h>

#include "engine/report.h"

double aio_value_number(aio_value_t value)
{
	return jerry_value_is_number(aio_jerry(value)) ? jerry_value_as_number(aio_jerry(value))
						       : (double)NAN;
}

int32_t aio_value_int(aio_value_t value, int32_t fallback)
{
	int32_t integer;
	double number;

	if (aio_core_get_int(aio_jerry(value), &integer)) {
		return integer;
	}
	number = aio_value_number(value);
	if (isnan(number)) {
		return fallback;
	}
	if (number >= (double)INT32_MAX) {
		return INT32_MAX;
	}
	return number <= (double)INT32_MIN ? INT32_MIN : (int32_t)number;
}

bool aio_value_is_int(aio_value_t value)
{
	int32_t integer;

	return aio_core_get_int(aio_jerry(value), &integer);
}

bool aio_value_is_function(aio_value_t value)
{
	return jerry_value_is_function(aio_jerry(value));
}

bool aio_value_is_resolver(aio_value_t value)
{
	return aio_core_is_resolver(aio_jerry(value));
}

int aio_value_bytes(aio_value_t value, uint8_t **data, size_t *length)
{
	jerry_size_t offset;
	jerry_size_t bytes;
	jerry_value_t buffer;

	*data = aio_core_typedarray_bytes(aio_jerry(value), length);
	if (*data != NULL && *length > 0) {
		return 0;
	}
	if (!jerry_value_is_typedarray(aio_jerry(value)) ||
	    aio_core_typedarray_is_gone(aio_jerry(value))) {
		return -EINVAL;
	}
	if (*data != NULL) {
		return 0;
	}
	buffer = jerry_typedarray_buffer(aio_jerry(value), &offset, &bytes);
	if (jerry_value_is_exception(buffer)) {
		jerry_value_free(buffer);
		return -EINVAL;
	}
	*data = jerry_arraybuffer_data(buffer);
	*length = bytes;
	/* The array holds the buffer; this was one more reference to it. */
	jerry_value_free(buffer);
	if (*data == NULL) {
		return bytes == 0 ? 0 : -EINVAL;
	}
	*data += offset;
	return 0;
}

aio_value_t aio_value_hold(aio_value_t value)
{
	return jerry_value_copy(aio_jerry(value));
}

aio_value_t aio_promise(void)
{
	return jerry_promise();
}

void aio_promise_settle(aio_value_t promise, aio_value_t result, bool rejected)
{
	jerry_value_free(rejected ? jerry_promise_reject(aio_jerry(promise), aio_jerry(result))
				  : jerry_promise_resolve(aio_jerry(promise), aio_jerry(result)));
}

int aio_value_string(aio_value_t value, char *buffer, size_t size)
{
	jerry_size_t written;

	if (!jerry_value_is_string(aio_jerry(value))) {
		return -EINVAL;
	}
	written = jerry_string_to_buffer(aio_jerry(value), JERRY_ENCODING_UTF8,
					 (jerry_char_t *)buffer, (jerry_size_t)size - 1);
	buffer[written] = '\0';
	return (int)jerry_string_size(aio_jerry(value), JERRY_ENCODING_UTF8);
}

/* Gathers the bytes that JerryScript hands out one by one. */
struct gatherer {
	char bytes[128];
	size_t count;
	/** The byte that follows ends half of a surrogate pair. */
	bool in_surrogate;
	void (*chunk)(const char *data, size_t length, void *context);
	void *context;
};

static void flush(struct gatherer *gatherer)
{
	gatherer->chunk(gatherer->bytes, gatherer->count, gatherer->context);
	gatherer->count = 0;
}

/* Half of a surrogate pair comes as ED A0..BF xx, which is no UTF-8: U+FFFD instead. */
static void gather(uint32_t byte, void *data)
{
	struct gatherer *gatherer = data;
	size_t count = gatherer->count;

	if (gatherer->in_surrogate) {
		gatherer->in_surrogate = false;
		byte = 0xBD;
	} else if (count > 0 && gatherer->bytes[count - 1] == '\xED' && byte >= 0xA0) {
		gatherer->in_surrogate = true;
		gatherer->bytes[count - 1] = '\xEF';
		byte = 0xBF;
	}
	gatherer->bytes[gatherer->count++] = (char)byte;
	/* The byte before is looked at only within a sequence: those are not cut. */
	if (byte < 0x80 && gatherer->count > sizeof(gatherer->bytes) - 4) {
		flush(gatherer);
	} else if (gatherer->count == sizeof(gatherer->bytes)) {
		flush(gatherer);
	}
}

int aio_value_each_chunk(aio_value_t value,
			 void (*chunk)(const char *data, size_t length, void *context),
			 void *context)
{
	struct gatherer gatherer = {.chunk = chunk, .context = context};

	if (!jerry_value_is_string(aio_jerry(value))) {
		return -EINVAL;
	}
	jerry_string_iterate(aio_jerry(value), JERRY_ENCODING_UTF8, gather, &gatherer);
	flush(&gatherer);
	return 0;
}

aio_value_t aio_value_undefined(void)
{
	return jerry_undefined();
}

aio_value_t aio_value_from_number(double number)
{
	return jerry_number(number);
}

aio_value_t aio_value_from_int(int32_t number)
{
	return aio_core_make_int(number);
}

aio_value_t aio_value_from_string(const char *text, size_t length)
{
	return jerry_string((const jerry_char_t *)text, (jerry_size_t)length, JERRY_ENCODING_UTF8);
}

bool aio_value_is_undefined(aio_value_t value)
{
	return jerry_value_is_undefined(aio_jerry(value));
}

bool aio_value_is_string(aio_value_t value)
{
	return jerry_value_is_string(aio_jerry(value));
}

/* undefined instead of an exception. Takes result over. */
static jerry_value_t without_exception(jerry_value_t result)
{
	if (jerry_value_is_exception(result)) {
		jerry_value_free(result);
		return jerry_undefined();
	}
	return result;
}

aio_value_t aio_value_property(aio_value_t value, const char *name)
{
	if (!jerry_value_is_object(aio_jerry(value))) {
		return jerry_undefined();
	}
	return without_exception(jerry_object_get_sz(aio_jerry(value), name));
}

aio_value_t aio_value_describe(aio_value_t value)
{
	bool plain = jerry_value_is_object(aio_jerry(value)) &&
		     !jerry_value_is_error(aio_jerry(value)) &&
		     !jerry_value_is_function(aio_jerry(value));
	jerry_value_t text = jerry_undefined();

	if (plain) {
		text = without_exception(jerry_json_stringify(aio_jerry(value)));
	}
	if (jerry_value_is_symbol(aio_jerry(value))) {
		text = jerry_string_sz("a symbol");
	}
	if (jerry_value_is_undefined(text)) {
		text = without_exception(jerry_value_to_string(aio_jerry(value)));
	}
	return jerry_value_is_string(text) ? text
					   : jerry_string_sz("an object that cannot be printed");
}

void aio_value_release(aio_value_t value)
{
	jerry_value_free(aio_jerry(value));
}
