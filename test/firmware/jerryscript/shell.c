/*
 * Runs a program on our copy of JerryScript: `print(text)` writes a line, and `gc()` collects.
 */
#include <stdio.h>
#include <stdlib.h>

#include <jerryscript-port.h>
#include <jerryscript.h>

static char text[1 << 20];

static void put(jerry_value_t value, FILE *file)
{
	jerry_value_t string = jerry_value_to_string(value);
	jerry_size_t length = jerry_string_to_buffer(string, JERRY_ENCODING_UTF8,
						     (jerry_char_t *)text, sizeof(text));

	fwrite(text, 1, length, file);
	fputc('\n', file);
	jerry_value_free(string);
}

static jerry_value_t print(const jerry_call_info_t *info, const jerry_value_t given[],
			   const jerry_length_t count)
{
	(void)info;
	for (jerry_length_t i = 0; i < count; i++) {
		put(given[i], stdout);
	}
	return jerry_undefined();
}

static jerry_value_t collect(const jerry_call_info_t *info, const jerry_value_t given[],
			     const jerry_length_t count)
{
	(void)info;
	(void)given;
	(void)count;
	jerry_heap_gc(JERRY_GC_PRESSURE_HIGH);
	return jerry_undefined();
}

static void define(const char *name, jerry_external_handler_t handler)
{
	jerry_value_t realm = jerry_current_realm();
	jerry_value_t function = jerry_function_external(handler);

	jerry_value_free(jerry_object_set_sz(realm, name, function));
	jerry_value_free(function);
	jerry_value_free(realm);
}

static void check(jerry_value_t result)
{
	if (jerry_value_is_exception(result)) {
		put(jerry_exception_value(result, false), stderr);
		exit(1);
	}
	jerry_value_free(result);
}

int main(void)
{
	static char source[1 << 20];
	size_t length = fread(source, 1, sizeof(source), stdin);
	jerry_value_t script;

	jerry_init(JERRY_INIT_EMPTY);
	define("print", print);
	define("gc", collect);
	script = jerry_parse((const jerry_char_t *)source, length, NULL);
	if (jerry_value_is_exception(script)) {
		check(script);
	}
	check(jerry_run(script));
	check(jerry_run_jobs());
	return 0;
}
