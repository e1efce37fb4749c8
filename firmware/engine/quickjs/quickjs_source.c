/*
 * QuickJS keeps a copy of every function's text for Function.prototype.toString, and a copy of each
 * inner function's within it: for a bundle that is one function some hundred kilobytes. The text is
 * in the app image anyway, nothing here asks for it, and the standard lets toString answer as for
 * native functions.
 */
#include "quickjs_internal.h"

#include <stdio.h>
#include <string.h>

static struct {
	const char *start;
	const char *end;
} program;

void aio_quickjs_source_set(const char *source, size_t length)
{
	program.start = source;
	program.end = source + length;
}

/* Replaces QuickJS's own function of this name, which quickjs_port.h made weak. A function's text
 * is taken by nothing but toString, below, which does not use it. */
char *js_strndup(JSContext *context, const char *text, size_t length)
{
	bool whole = text < program.start || text >= program.end;
	size_t kept = whole ? length : 0;
	char *copy = js_malloc(context, kept + 1);

	if (copy != NULL) {
		memcpy(copy, text, kept);
		copy[kept] = '\0';
	}
	return copy;
}

static JSValue function_to_string(JSContext *context, JSValueConst self, int argc,
				  JSValueConst *argv)
{
	char text[96];
	JSValue name;
	const char *name_text;

	(void)argc;
	(void)argv;
	if (!JS_IsFunction(context, self)) {
		return JS_ThrowTypeError(context, "not a function");
	}
	name = JS_GetPropertyStr(context, self, "name");
	if (JS_IsException(name)) {
		return name;
	}
	name_text = JS_IsString(name) ? JS_ToCString(context, name) : NULL;
	snprintf(text, sizeof(text), "function %.48s() { [native code] }",
		 name_text != NULL ? name_text : "");
	JS_FreeCString(context, name_text);
	JS_FreeValue(context, name);
	return JS_NewString(context, text);
}

void aio_quickjs_source_hide(JSContext *context)
{
	JSValue prototype = JS_GetFunctionProto(context);

	JS_DefinePropertyValueStr(context, prototype, "toString",
				  JS_NewCFunction(context, function_to_string, "toString", 0),
				  JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE);
	JS_FreeValue(context, prototype);
}
