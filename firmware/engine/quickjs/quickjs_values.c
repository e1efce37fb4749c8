/*
 * Values of QuickJS as engine.h and report.h have them.
 */
#include "quickjs_internal.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include <dtoa.h>
#include <zephyr/sys/util.h>

#include "engine/engine.h"
#include "engine/report.h"

static void forget_exception(void)
{
	JS_FreeValue(aio_quickjs_context, JS_GetException(aio_quickjs_context));
}

/** See quickjs_port.h. */
double aio_quickjs_strtod(const char *text, char **end);
double aio_quickjs_strtod(const char *text, char **end)
{
	JSATODTempMem memory;
	const char *rest;
	double number = js_atod(text, &rest, 10, 0, &memory);

	if (end != NULL) {
		*end = (char *)rest;
	}
	return number;
}

double aio_value_number(aio_value_t value)
{
	if (JS_VALUE_GET_TAG(value) == JS_TAG_INT) {
		return JS_VALUE_GET_INT(value);
	}
	return JS_TAG_IS_FLOAT64(JS_VALUE_GET_TAG(value)) ? JS_VALUE_GET_FLOAT64(value)
							  : (double)NAN;
}

static int32_t clamped(double number, int32_t fallback)
{
	if (isnan(number)) {
		return fallback;
	}
	if (number >= (double)INT32_MAX) {
		return INT32_MAX;
	}
	return number <= (double)INT32_MIN ? INT32_MIN : (int32_t)number;
}

int32_t aio_value_int(aio_value_t value, int32_t fallback)
{
	if (JS_VALUE_GET_TAG(value) == JS_TAG_INT) {
		return JS_VALUE_GET_INT(value);
	}
	return clamped(aio_value_number(value), fallback);
}

bool aio_value_is_int(aio_value_t value)
{
	return JS_VALUE_GET_TAG(value) == JS_TAG_INT;
}

bool aio_value_is_function(aio_value_t value)
{
	return JS_IsFunction(aio_quickjs_context, value);
}

bool aio_value_is_resolver(aio_value_t value)
{
	return JS_GetClassID(value) == aio_quickjs_resolver_class;
}

static int other_array_bytes(aio_value_t value, uint8_t **data, size_t *length)
{
	size_t offset;
	size_t whole;
	JSValue buffer = JS_GetTypedArrayBuffer(aio_quickjs_context, value, &offset, length, NULL);

	if (JS_IsException(buffer)) {
		forget_exception();
		return -EINVAL;
	}
	*data = JS_GetArrayBuffer(aio_quickjs_context, &whole, buffer);
	if (*data != NULL) {
		*data += offset;
	} else if (JS_HasException(aio_quickjs_context)) {
		forget_exception();
		JS_FreeValue(aio_quickjs_context, buffer);
		return -EINVAL;
	}
	JS_FreeValue(aio_quickjs_context, buffer);
	return 0;
}

int aio_value_bytes(aio_value_t value, uint8_t **data, size_t *length)
{
	int type = JS_IsObject(value) ? JS_GetTypedArrayType(value) : -1;

	if (type < 0) {
		return -EINVAL;
	}
	if (type != JS_TYPED_ARRAY_UINT8 && type != JS_TYPED_ARRAY_UINT8C) {
		return other_array_bytes(value, data, length);
	}
	*data = JS_GetUint8Array(aio_quickjs_context, length, value);
	if (*data == NULL && JS_HasException(aio_quickjs_context)) {
		forget_exception();
		return -EINVAL;
	}
	return 0;
}

aio_value_t aio_value_hold(aio_value_t value)
{
	return JS_DupValue(aio_quickjs_context, value);
}

aio_value_t aio_promise(void)
{
	return aio_quickjs_promise(aio_quickjs_context);
}

void aio_promise_settle(aio_value_t promise, aio_value_t result, bool rejected)
{
	aio_quickjs_promise_settle(aio_quickjs_context, promise, result, rejected);
}

int aio_value_string(aio_value_t value, char *buffer, size_t size)
{
	const char *text;
	size_t length;

	if (!JS_IsString(value)) {
		return -EINVAL;
	}
	text = JS_ToCStringLen(aio_quickjs_context, &length, value);
	if (text == NULL) {
		forget_exception();
		return -EINVAL;
	}
	memcpy(buffer, text, MIN(length, size - 1));
	buffer[MIN(length, size - 1)] = '\0';
	JS_FreeCString(aio_quickjs_context, text);
	return (int)length;
}

/* Half of a surrogate pair comes out of QuickJS as three bytes that are no UTF-8. */
static bool is_lone_surrogate(const char *at)
{
	return (uint8_t)at[0] == 0xED && (uint8_t)at[1] >= 0xA0;
}

static void pass_chunks(const char *text, size_t length,
			void (*chunk)(const char *data, size_t length, void *context),
			void *context)
{
	const char *end = text + length;
	const char *at = text;

	while ((at = memchr(at, 0xED, (size_t)(end - at))) != NULL) {
		if (is_lone_surrogate(at)) {
			chunk(text, (size_t)(at - text), context);
			chunk("\xEF\xBF\xBD", 3, context);
			text = at + 3;
		}
		at += 3;
	}
	chunk(text, (size_t)(end - text), context);
}

int aio_value_each_chunk(aio_value_t value,
			 void (*chunk)(const char *data, size_t length, void *context),
			 void *context)
{
	const char *text;
	size_t length;

	if (!JS_IsString(value)) {
		return -EINVAL;
	}
	text = JS_ToCStringLen(aio_quickjs_context, &length, value);
	if (text == NULL) {
		forget_exception();
		return -EINVAL;
	}
	pass_chunks(text, length, chunk, context);
	JS_FreeCString(aio_quickjs_context, text);
	return 0;
}

aio_value_t aio_value_undefined(void)
{
	return JS_UNDEFINED;
}

aio_value_t aio_value_from_number(double number)
{
	return JS_NewFloat64(aio_quickjs_context, number);
}

aio_value_t aio_value_from_int(int32_t number)
{
	return JS_NewInt32(aio_quickjs_context, number);
}

aio_value_t aio_value_from_string(const char *text, size_t length)
{
	return JS_NewStringLen(aio_quickjs_context, text, length);
}

bool aio_value_is_undefined(aio_value_t value)
{
	return JS_IsUndefined(value);
}

bool aio_value_is_string(aio_value_t value)
{
	return JS_IsString(value);
}

aio_value_t aio_value_property(aio_value_t value, const char *name)
{
	JSValue property;

	if (!JS_IsObject(value)) {
		return JS_UNDEFINED;
	}
	property = JS_GetPropertyStr(aio_quickjs_context, value, name);
	if (JS_IsException(property)) {
		forget_exception();
		return JS_UNDEFINED;
	}
	return property;
}

/* JSON.stringify, where that gives a string. */
static JSValue json_of(aio_value_t value)
{
	JSValue text = JS_JSONStringify(aio_quickjs_context, value, JS_UNDEFINED, JS_UNDEFINED);

	if (JS_IsException(text)) {
		forget_exception();
		return JS_UNDEFINED;
	}
	return text;
}

aio_value_t aio_value_describe(aio_value_t value)
{
	bool plain = JS_IsObject(value) && !JS_IsError(value) &&
		     !JS_IsFunction(aio_quickjs_context, value);
	JSValue text = plain ? json_of(value) : JS_UNDEFINED;

	if (JS_IsString(text)) {
		return text;
	}
	JS_FreeValue(aio_quickjs_context, text);
	text = JS_IsSymbol(value) ? JS_NewString(aio_quickjs_context, "a symbol")
				  : JS_ToString(aio_quickjs_context, value);
	if (JS_IsException(text)) {
		forget_exception();
		return JS_NewString(aio_quickjs_context, "an object that cannot be printed");
	}
	return text;
}

void aio_value_release(aio_value_t value)
{
	JS_FreeValue(aio_quickjs_context, value);
}
