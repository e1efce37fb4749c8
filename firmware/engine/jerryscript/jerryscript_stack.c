/*
 * JerryScript's own `stack` is an array of positions. Here an error keeps its frames as text where
 * programs do not see it, and `stack` is a getter of Error.prototype that puts "NAME: MESSAGE"
 * before it; setting it makes it an ordinary property.
 */
#include "jerryscript_internal.h"

#include <stdio.h>
#include <string.h>

#include <zephyr/sys/util.h>

#include "engine/report.h"

#define MAX_FRAMES 10
/* Bytes of a frame's line; a longer name is cut. */
#define MAX_LINE   96

static struct {
	/** The key of the frames' text. */
	jerry_value_t frames_key;
	jerry_value_t stack_key;
	/** The file that positions are in. */
	const char *name;
} state;

struct trace {
	char text[MAX_FRAMES * MAX_LINE];
	size_t length;
	int frames;
};

static void name_of(jerry_frame_t *frame, char *name, size_t size)
{
	const jerry_value_t *function = jerry_frame_callee(frame);
	jerry_value_t value =
		function != NULL ? jerry_object_get_sz(*function, "name") : jerry_undefined();
	jerry_size_t length = 0;

	if (jerry_value_is_string(value) && jerry_string_size(value, JERRY_ENCODING_UTF8) < size) {
		length = jerry_string_to_buffer(value, JERRY_ENCODING_UTF8, (jerry_char_t *)name,
						(jerry_size_t)size - 1);
	}
	name[length] = '\0';
	jerry_value_free(value);
}

static bool add_frame(jerry_frame_t *frame, void *data)
{
	struct trace *trace = data;
	const jerry_frame_location_t *location = jerry_frame_location(frame);
	char *line = &trace->text[trace->length];
	char function[48];
	const char *name;

	name_of(frame, function, sizeof(function));
	name = function[0] != '\0' ? function : "<anonymous>";
	if (location != NULL) {
		trace->length += (size_t)snprintf(line, MAX_LINE, "\n    at %s (%s:%u:%u)", name,
						  state.name, (unsigned int)location->line,
						  (unsigned int)location->column);
	} else if (IS_ENABLED(CONFIG_AIO_JS_SNAPSHOT)) {
		trace->length += (size_t)snprintf(line, MAX_LINE, "\n    at %s", name);
	}
	return ++trace->frames < MAX_FRAMES;
}

void aio_engine_where(void (*chunk)(const char *data, size_t length, void *context), void *context)
{
	static struct trace trace;

	trace.length = 0;
	trace.frames = 0;
	jerry_backtrace_capture(add_frame, &trace);
	if (trace.frames == 0 && aio_engine_awaits()) {
		aio_core_capture_awaits(aio_jerryscript_main(), MAX_FRAMES, add_frame, &trace);
	}
	if (trace.length > 0) {
		/* Each line ends with what the next one begins with. */
		chunk(&trace.text[1], trace.length - 1, context);
		chunk("\n", 1, context);
	}
}

/* JerryScript calls this for every new error. */
static void on_created(const jerry_value_t error, void *user)
{
	static struct trace trace;
	jerry_value_t text;

	(void)user;
	trace.length = 0;
	trace.frames = 0;
	jerry_backtrace_capture(add_frame, &trace);
	text = jerry_string((const jerry_char_t *)trace.text, (jerry_size_t)trace.length,
			    JERRY_ENCODING_UTF8);
	jerry_object_set_internal(error, state.frames_key, text);
	jerry_value_free(text);
}

/* NAME: MESSAGE, as Error.prototype.toString has it. */
static jerry_value_t header_of(jerry_value_t error)
{
	jerry_value_t name = jerry_value_to_string(aio_jerry(aio_value_property(error, "name")));
	jerry_value_t message = aio_jerry(aio_value_property(error, "message"));
	jerry_value_t separator = jerry_string_sz(": ");
	jerry_value_t with_separator;
	jerry_value_t header;

	if (!jerry_value_is_string(message) || jerry_string_length(message) == 0) {
		jerry_value_free(message);
		jerry_value_free(separator);
		return name;
	}
	with_separator = jerry_binary_op(JERRY_BIN_OP_ADD, name, separator);
	header = jerry_binary_op(JERRY_BIN_OP_ADD, with_separator, message);
	jerry_value_free(name);
	jerry_value_free(message);
	jerry_value_free(separator);
	jerry_value_free(with_separator);
	return header;
}

static jerry_value_t get_stack(const jerry_call_info_t *info, const jerry_value_t arguments[],
			       const jerry_length_t count)
{
	jerry_value_t frames;
	jerry_value_t header;
	jerry_value_t stack;

	(void)arguments;
	(void)count;
	if (!jerry_value_is_object(info->this_value) ||
	    !jerry_object_has_internal(info->this_value, state.frames_key)) {
		return jerry_undefined();
	}
	frames = jerry_object_get_internal(info->this_value, state.frames_key);
	header = header_of(info->this_value);
	stack = jerry_binary_op(JERRY_BIN_OP_ADD, header, frames);
	jerry_value_free(frames);
	jerry_value_free(header);
	return stack;
}

static jerry_value_t set_stack(const jerry_call_info_t *info, const jerry_value_t arguments[],
			       const jerry_length_t count)
{
	const jerry_property_descriptor_t property = {
		.flags = JERRY_PROP_IS_VALUE_DEFINED | JERRY_PROP_IS_WRITABLE_DEFINED |
			 JERRY_PROP_IS_WRITABLE | JERRY_PROP_IS_CONFIGURABLE_DEFINED |
			 JERRY_PROP_IS_CONFIGURABLE,
		.value = count > 0 ? arguments[0] : jerry_undefined(),
	};

	return jerry_object_define_own_prop(info->this_value, state.stack_key, &property);
}

static jerry_value_t error_prototype(void)
{
	jerry_value_t global = jerry_current_realm();
	jerry_value_t constructor = jerry_object_get_sz(global, "Error");
	jerry_value_t prototype = jerry_object_get_sz(constructor, "prototype");

	jerry_value_free(constructor);
	jerry_value_free(global);
	return prototype;
}

void aio_jerryscript_stack_name(const char *name)
{
	state.name = name;
}

void aio_jerryscript_stack_install(void)
{
	jerry_value_t prototype = error_prototype();
	const jerry_property_descriptor_t property = {
		.flags = JERRY_PROP_IS_GET_DEFINED | JERRY_PROP_IS_SET_DEFINED |
			 JERRY_PROP_IS_CONFIGURABLE_DEFINED | JERRY_PROP_IS_CONFIGURABLE,
		.getter = jerry_function_external(get_stack),
		.setter = jerry_function_external(set_stack),
	};

	state.frames_key = jerry_string_sz("frames");
	state.stack_key = jerry_string_sz("stack");
	jerry_value_free(jerry_object_define_own_prop(prototype, state.stack_key, &property));
	jerry_value_free(property.getter);
	jerry_value_free(property.setter);
	jerry_value_free(prototype);
	jerry_error_on_created(on_created, NULL);
}
