#include "engine/application.h"
#include "engine/report.h"

#include <string.h>

/* A chain of causes may be endless: an error can be its own cause. */
#define MAX_CAUSES 4
/* What Promise.any() has met may be many. */
#define MAX_ERRORS 4
#define MAX_TEXTS  (1 + MAX_CAUSES + MAX_ERRORS)

struct piece {
	const char *label;
	aio_value_t text;
};

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

/* The errors that an AggregateError stands for. Takes the array over; undefined is none. */
static size_t add_errors(struct piece *pieces, aio_value_t errors)
{
	size_t count = 0;

	while (count < MAX_ERRORS) {
		const char index[] = {(char)('0' + count), '\0'};
		aio_value_t error = aio_value_property(errors, index);

		if (aio_value_is_undefined(error)) {
			aio_value_release(error);
			break;
		}
		pieces[count++] = (struct piece){"One of its errors: ", text_of(error)};
	}
	aio_value_release(errors);
	return count;
}

/* The error, what it stands for, and its causes. Takes the error over. */
static size_t collect(struct piece *pieces, const char *prefix, aio_value_t error)
{
	size_t count = 0;

	for (size_t links = 0; links < 1 + MAX_CAUSES; links++) {
		aio_value_t cause = aio_value_property(error, "cause");
		aio_value_t errors =
			links == 0 ? aio_value_property(error, "errors") : aio_value_undefined();

		pieces[count++] =
			(struct piece){links == 0 ? prefix : "Caused by: ", text_of(error)};
		count += add_errors(&pieces[count], errors);
		error = cause;
		if (aio_value_is_undefined(cause)) {
			break;
		}
	}
	aio_value_release(error);
	return count;
}

void aio_report(const char *prefix, aio_value_t error)
{
	struct piece pieces[MAX_TEXTS];
	/* All texts are made before the console is held: making one can run a getter of the
	 * program that prints. */
	size_t count = collect(pieces, prefix, error);

	aio_console_error_begin();
	for (size_t i = 0; i < count; i++) {
		print(pieces[i].label);
		aio_value_each_chunk(pieces[i].text, print_chunk, NULL);
		print("\n");
	}
	aio_console_error_end();
	for (size_t i = 0; i < count; i++) {
		aio_value_release(pieces[i].text);
	}
}
