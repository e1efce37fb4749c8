/*
 * QuickJS's `stack` has the positions only. Here it begins with "NAME: MESSAGE", as programs and
 * people expect it. The line is made when `stack` is read: most errors are caught, and their stack
 * is never looked at. (Error.prepareStackTrace would make an object for each frame of each error.)
 */
#include "quickjs_internal.h"

#include <string.h>

#include <zephyr/sys/util.h>

static JSValue join(JSContext *context, const char *header, const char *frames, size_t length)
{
	size_t header_length = strlen(header);
	size_t total = header_length + 1 + length;
	char *text = js_malloc(context, total);
	JSValue result;

	if (text == NULL) {
		return JS_EXCEPTION;
	}
	memcpy(text, header, header_length);
	text[header_length] = '\n';
	memcpy(&text[header_length + 1], frames, length);
	while (total > 0 && text[total - 1] == '\n') {
		total--;
	}
	result = JS_NewStringLen(context, text, total);
	js_free(context, text);
	return result;
}

/* Error.prototype.toString, whatever the program did to toString. */
static JSValue header_of(JSContext *context, JSValueConst error, JSValueConst to_string)
{
	JSValue header = JS_Call(context, to_string, error, 0, NULL);

	if (JS_IsException(header)) {
		JS_FreeValue(context, JS_GetException(context));
		return JS_NewString(context, "Error");
	}
	return header;
}

static bool has_frames_only(const char *stack)
{
	return stack[0] == '\0' || strncmp(stack, "    at ", 7) == 0;
}

/* data: the original getter, Error.prototype.toString. */
static JSValue get_stack(JSContext *context, JSValueConst self, int argc, JSValueConst *argv,
			 int magic, JSValueConst *data)
{
	JSValue stack = JS_Call(context, data[0], self, 0, NULL);
	JSValue header;
	const char *frames;
	size_t length;

	(void)argc;
	(void)argv;
	(void)magic;
	if (!JS_IsString(stack)) {
		return stack;
	}
	frames = JS_ToCStringLen(context, &length, stack);
	if (frames == NULL || !has_frames_only(frames)) {
		JS_FreeCString(context, frames);
		return stack;
	}
	header = header_of(context, self, data[1]);
	JS_FreeValue(context, stack);
	if (JS_IsString(header)) {
		const char *text = JS_ToCString(context, header);

		stack = text != NULL ? join(context, text, frames, length) : JS_EXCEPTION;
		JS_FreeCString(context, text);
	} else {
		stack = JS_UNDEFINED;
	}
	JS_FreeCString(context, frames);
	JS_FreeValue(context, header);
	return stack;
}

void aio_quickjs_stack_install(JSContext *context)
{
	JSValue global = JS_GetGlobalObject(context);
	JSValue constructor = JS_GetPropertyStr(context, global, "Error");
	JSValue prototype = JS_GetPropertyStr(context, constructor, "prototype");
	JSAtom name = JS_NewAtom(context, "stack");
	JSPropertyDescriptor original;

	if (JS_GetOwnProperty(context, &original, prototype, name) > 0) {
		JSValue data[] = {
			original.getter,
			JS_GetPropertyStr(context, prototype, "toString"),
		};

		JS_DefinePropertyGetSet(
			context, prototype, name,
			JS_NewCFunctionData(context, get_stack, 0, 0, ARRAY_SIZE(data), data),
			original.setter, JS_PROP_CONFIGURABLE);
		JS_FreeValue(context, data[0]);
		JS_FreeValue(context, data[1]);
		JS_FreeValue(context, original.value);
	}
	JS_FreeAtom(context, name);
	JS_FreeValue(context, prototype);
	JS_FreeValue(context, constructor);
	JS_FreeValue(context, global);
}
