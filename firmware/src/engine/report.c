#include "engine/report.h"

#include <string.h>

#include "console.h"

/* A chain of causes may be endless: an error can be its own cause. */
#define MAX_CAUSES 4

static void print_chunk(const char *data, size_t length, void *context)
{
	(void)context;
	aio_console_text(data, length);
}

static void print(const char *text)
{
	aio_console_text(text, strlen(text));
}

/* The text for one error of the chain. Takes it over. */
static aio_value_t text_of(aio_value_t error)
{
	aio_value_t text = aio_value_property(error, "stack");

	if (!aio_value_is_string(text)) {
		aio_value_release(text);
		text = aio_value_describe(error);
	}
	aio_value_release(error);
	return text;
}

void aio_report(const char *prefix, aio_value_t error)
{
	aio_value_t texts[1 + MAX_CAUSES];
	size_t count = 0;

	/* All texts are made before the console is held: making one can run a getter of the
	 * program that prints. */
	while (count < 1 + MAX_CAUSES) {
		aio_value_t cause = aio_value_property(error, "cause");

		texts[count++] = text_of(error);
		error = cause;
		if (aio_value_is_undefined(cause)) {
			break;
		}
	}
	aio_value_release(error);
	aio_console_begin();
	print(prefix);
	for (size_t i = 0; i < count; i++) {
		if (i > 0) {
			print("Caused by: ");
		}
		aio_value_each_chunk(texts[i], print_chunk, NULL);
		print("\n");
	}
	aio_console_end();
	for (size_t i = 0; i < count; i++) {
		aio_value_release(texts[i]);
	}
}
