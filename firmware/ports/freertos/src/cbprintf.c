/*
 * Formatted output one character at a time: what <zephyr/sys/cbprintf.h> lists, and nothing else.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <zephyr/sys/cbprintf.h>
#include <zephyr/sys/util.h>

struct output {
	cbprintf_cb out;
	void *ctx;
	int count;
	/** What out returned, if below 0: nothing more is passed to it. */
	int error;
};

struct conversion {
	bool left;
	bool zero;
	bool plus;
	bool space;
	bool alternate;
	int width;
	/** -1: none given. */
	int precision;
	/** Bytes of the argument. */
	int size;
	char specifier;
};

static void put(struct output *output, char c)
{
	if (output->error < 0) {
		return;
	}
	output->error = output->out((unsigned char)c, output->ctx);
	if (output->error >= 0) {
		output->count++;
	}
}

static void put_many(struct output *output, const char *text, int length)
{
	for (int i = 0; i < length; i++) {
		put(output, text[i]);
	}
}

static void pad(struct output *output, char c, int count)
{
	while (count-- > 0) {
		put(output, c);
	}
}

static bool parse_flag(struct conversion *conversion, char c)
{
	switch (c) {
	case '-':
		conversion->left = true;
		return true;
	case '0':
		conversion->zero = true;
		return true;
	case '+':
		conversion->plus = true;
		return true;
	case ' ':
		conversion->space = true;
		return true;
	case '#':
		conversion->alternate = true;
		return true;
	default:
		return false;
	}
}

static const char *parse_number(const char *format, int *number)
{
	*number = 0;
	while (*format >= '0' && *format <= '9') {
		*number = *number * 10 + (*format++ - '0');
	}
	return format;
}

static const char *parse_length(const char *format, struct conversion *conversion)
{
	conversion->size = sizeof(int);
	switch (*format) {
	case 'h':
		conversion->size = format[1] == 'h' ? 1 : 2;
		return format + (format[1] == 'h' ? 2 : 1);
	case 'l':
		conversion->size = format[1] == 'l' ? sizeof(long long) : sizeof(long);
		return format + (format[1] == 'l' ? 2 : 1);
	case 'j':
		conversion->size = sizeof(intmax_t);
		return format + 1;
	case 'z':
	case 't':
		conversion->size = sizeof(size_t);
		return format + 1;
	default:
		return format;
	}
}

/** Writes digits backwards from end. @return where they begin */
static char *digits(char *end, uint64_t value, unsigned int base, bool upper)
{
	const char *set = upper ? "0123456789ABCDEF" : "0123456789abcdef";

	while (value > UINT32_MAX) {
		*--end = set[value % base];
		value /= base;
	}
	/* The rest without divisions of 64 bits. */
	for (uint32_t rest = (uint32_t)value; rest != 0; rest /= base) {
		*--end = set[rest % base];
	}
	return end;
}

static void put_number(struct output *output, const struct conversion *conversion, uint64_t value,
		       const char *prefix, unsigned int base)
{
	char buffer[24];
	char *end = buffer + sizeof(buffer);
	char *start = digits(end, value, base, conversion->specifier == 'X');
	int length = (int)(end - start);
	int zeroes = (conversion->precision < 0 ? 1 : conversion->precision) - length;
	int spaces;

	zeroes = MAX(zeroes, 0);
	spaces = conversion->width - length - zeroes - (int)strlen(prefix);
	if (conversion->zero && !conversion->left && conversion->precision < 0) {
		zeroes += MAX(spaces, 0);
		spaces = 0;
	}
	if (!conversion->left) {
		pad(output, ' ', spaces);
	}
	put_many(output, prefix, (int)strlen(prefix));
	pad(output, '0', zeroes);
	put_many(output, start, length);
	if (conversion->left) {
		pad(output, ' ', spaces);
	}
}

static void put_signed(struct output *output, const struct conversion *conversion, int64_t value)
{
	const char *prefix = conversion->plus ? "+" : conversion->space ? " " : "";

	if (conversion->size < (int)sizeof(int)) {
		value = conversion->size == 1 ? (signed char)value : (short)value;
	}
	put_number(output, conversion, value < 0 ? 0 - (uint64_t)value : (uint64_t)value,
		   value < 0 ? "-" : prefix, 10);
}

static void put_unsigned(struct output *output, const struct conversion *conversion, uint64_t value)
{
	unsigned int base = 10;
	const char *prefix = "";

	if (conversion->size < (int)sizeof(uint64_t)) {
		value &= (1ULL << (8 * conversion->size)) - 1;
	}
	switch (conversion->specifier) {
	case 'x':
		base = 16;
		prefix = conversion->alternate && value != 0 ? "0x" : "";
		break;
	case 'X':
		base = 16;
		prefix = conversion->alternate && value != 0 ? "0X" : "";
		break;
	case 'o':
		base = 8;
		prefix = conversion->alternate && value != 0 ? "0" : "";
		break;
	default:
		break;
	}
	put_number(output, conversion, value, prefix, base);
}

static void put_string(struct output *output, const struct conversion *conversion, const char *text)
{
	int length = 0;

	if (text == NULL) {
		text = "(null)";
	}
	while ((conversion->precision < 0 || length < conversion->precision) &&
	       text[length] != '\0') {
		length++;
	}
	if (!conversion->left) {
		pad(output, ' ', conversion->width - length);
	}
	put_many(output, text, length);
	if (conversion->left) {
		pad(output, ' ', conversion->width - length);
	}
}

/* A va_list that functions share has to be in a structure: it may be an array type. */
struct arguments {
	va_list list;
};

static const char *parse(const char *format, struct conversion *conversion,
			 struct arguments *arguments)
{
	*conversion = (struct conversion){.precision = -1};
	while (parse_flag(conversion, *format)) {
		format++;
	}
	if (*format == '*') {
		conversion->width = va_arg(arguments->list, int);
		format++;
		if (conversion->width < 0) {
			conversion->left = true;
			conversion->width = -conversion->width;
		}
	} else {
		format = parse_number(format, &conversion->width);
	}
	if (*format == '.') {
		format++;
		if (*format == '*') {
			conversion->precision = va_arg(arguments->list, int);
			format++;
		} else {
			format = parse_number(format, &conversion->precision);
		}
	}
	format = parse_length(format, conversion);
	conversion->specifier = *format;
	return *format == '\0' ? format : format + 1;
}

static int64_t next_signed(struct arguments *arguments, int size)
{
	return size > (int)sizeof(int) ? va_arg(arguments->list, int64_t)
				       : va_arg(arguments->list, int);
}

static uint64_t next_unsigned(struct arguments *arguments, int size)
{
	return size > (int)sizeof(int) ? va_arg(arguments->list, uint64_t)
				       : va_arg(arguments->list, unsigned int);
}

static void convert(struct output *output, struct conversion *conversion,
		    struct arguments *arguments)
{
	char c;

	switch (conversion->specifier) {
	case 'd':
	case 'i':
		put_signed(output, conversion, next_signed(arguments, conversion->size));
		break;
	case 'u':
	case 'x':
	case 'X':
	case 'o':
		put_unsigned(output, conversion, next_unsigned(arguments, conversion->size));
		break;
	case 'p':
		conversion->specifier = 'x';
		conversion->alternate = true;
		conversion->size = sizeof(uintptr_t);
		put_unsigned(output, conversion, (uintptr_t)va_arg(arguments->list, void *));
		break;
	case 's':
		put_string(output, conversion, va_arg(arguments->list, const char *));
		break;
	case 'c':
		c = (char)va_arg(arguments->list, int);
		conversion->precision = 1;
		pad(output, ' ', conversion->left ? 0 : conversion->width - 1);
		put(output, c);
		pad(output, ' ', conversion->left ? conversion->width - 1 : 0);
		break;
	case 'f':
	case 'F':
	case 'e':
	case 'E':
	case 'g':
	case 'G':
	case 'a':
	case 'A':
		(void)va_arg(arguments->list, double);
		__fallthrough;
	default:
		put(output, '%');
		if (conversion->specifier != '%' && conversion->specifier != '\0') {
			put(output, conversion->specifier);
		}
		break;
	}
}

int cbvprintf(cbprintf_cb out, void *ctx, const char *format, va_list ap)
{
	struct output output = {.out = out, .ctx = ctx};
	struct arguments arguments;

	va_copy(arguments.list, ap);
	while (*format != '\0' && output.error >= 0) {
		struct conversion conversion;

		if (*format != '%') {
			put(&output, *format++);
			continue;
		}
		format = parse(format + 1, &conversion, &arguments);
		convert(&output, &conversion, &arguments);
	}
	va_end(arguments.list);
	return output.error < 0 ? output.error : output.count;
}

int cbprintf(cbprintf_cb out, void *ctx, const char *format, ...)
{
	va_list ap;
	int count;

	va_start(ap, format);
	count = cbvprintf(out, ctx, format, ap);
	va_end(ap);
	return count;
}

struct string {
	char *next;
	/** Where the NUL has to be at the latest. */
	char *last;
};

static int put_in_string(int c, void *ctx)
{
	struct string *string = ctx;

	if (string->next < string->last) {
		*string->next++ = (char)c;
	}
	return c;
}

int vsnprintfcb(char *str, size_t size, const char *format, va_list ap)
{
	struct string string = {.next = str, .last = size > 0 ? str + size - 1 : str};
	int count = cbvprintf(put_in_string, &string, format, ap);

	if (size > 0) {
		*string.next = '\0';
	}
	return count;
}

int snprintfcb(char *str, size_t size, const char *format, ...)
{
	va_list ap;
	int count;

	va_start(ap, format);
	count = vsnprintfcb(str, size, format, ap);
	va_end(ap);
	return count;
}
