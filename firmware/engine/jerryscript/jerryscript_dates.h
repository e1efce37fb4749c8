/*
 * Read within jerry-core's one file (see jerryscript_patches/dates.cmake): dates as people write
 * them, which neither the standard's format nor toString() have: any number of digits behind the
 * second, offsets without a colon, "Mon, 25 Dec 1995 13:30:00 +0430", "Jan 1, 1970", "12/25/1995".
 * Local time is UTC.
 */
#include <stdbool.h>
#include <stdint.h>

struct aio_date {
	const uint8_t *at;
	const uint8_t *end;
	/** Numbers of the date in their order, and how many digits each has. */
	int32_t numbers[3];
	uint8_t digits[3];
	uint8_t count;
	/** 1 to 12, or 0: by number. */
	uint8_t month;
	bool has_time;
	bool has_zone;
	int32_t ms_of_day;
	int32_t offset_minutes;
};

static bool aio_date_is_digit(const struct aio_date *date)
{
	return date->at < date->end && *date->at >= '0' && *date->at <= '9';
}

static bool aio_date_takes(struct aio_date *date, uint8_t character)
{
	if (date->at < date->end && *date->at == character) {
		date->at++;
		return true;
	}
	return false;
}

/** Takes a number of `most` digits at most; 0 digits are -1. */
static int32_t aio_date_number(struct aio_date *date, uint8_t most, uint8_t *digits)
{
	int32_t number = 0;

	for (*digits = 0; *digits < most && aio_date_is_digit(date); *digits += 1) {
		number = number * 10 + *date->at++ - '0';
	}
	return *digits == 0 || aio_date_is_digit(date) ? -1 : number;
}

/** Takes what follows an hour: ":30", ":30:05", ":30:05.123456". */
static bool aio_date_time(struct aio_date *date, int32_t hour)
{
	uint8_t digits;
	int32_t minute = aio_date_number(date, 2, &digits);
	int32_t second = 0;
	int32_t ms = 0;

	if (aio_date_takes(date, ':')) {
		second = aio_date_number(date, 2, &digits);
		if (aio_date_takes(date, '.')) {
			int32_t unit = aio_date_is_digit(date) ? 100 : -1;

			second = unit < 0 ? -1 : second;
			for (; aio_date_is_digit(date); unit /= 10) {
				ms += (*date->at++ - '0') * unit;
			}
		}
	}
	if (date->has_time || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
	    (hour == 24 && minute + second + ms > 0)) {
		return false;
	}
	date->has_time = true;
	date->ms_of_day = ((hour * 60 + minute) * 60 + second) * 1000 + ms;
	return true;
}

/** Takes "1", "12/", "1970-", or an hour with its time. */
static bool aio_date_figure(struct aio_date *date)
{
	uint8_t digits;
	int32_t number = aio_date_number(date, 6, &digits);

	if (number >= 0 && aio_date_takes(date, ':')) {
		return aio_date_time(date, number);
	}
	if (number < 0 || date->count == 3) {
		return false;
	}
	date->numbers[date->count] = number;
	date->digits[date->count++] = digits;
	if (date->count < 3 && !date->has_time) {
		(void)(aio_date_takes(date, '-') || aio_date_takes(date, '/'));
	}
	return true;
}

/** Takes "+0430", "+04:30", "-5" behind a time or a zone. */
static bool aio_date_offset(struct aio_date *date)
{
	int32_t sign = *date->at++ == '-' ? -1 : 1;
	uint8_t digits;
	int32_t hours = aio_date_number(date, 4, &digits);
	int32_t minutes = 0;

	if (!date->has_time && !date->has_zone) {
		return false;
	}
	if (digits > 2) {
		minutes = hours % 100;
		hours /= 100;
	} else if (aio_date_takes(date, ':')) {
		minutes = aio_date_number(date, 2, &digits);
	}
	date->has_zone = true;
	date->offset_minutes = sign * (hours * 60 + minutes);
	return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60;
}

/** The index of a word's first three letters in a list of such, or -1. */
static int aio_date_index(const uint8_t *word, const char *names)
{
	for (int i = 0; names[i] != '\0'; i += 3) {
		if ((word[0] | 0x20) == names[i] && (word[1] | 0x20) == names[i + 1] &&
		    (word[2] | 0x20) == names[i + 2]) {
			return i / 3;
		}
	}
	return -1;
}

/** "am" and "pm". */
static bool aio_date_half(struct aio_date *date, bool is_afternoon)
{
	const int32_t half = 12 * 3600 * 1000;

	if (!date->has_time || date->ms_of_day >= half + 3600 * 1000) {
		return false;
	}
	date->ms_of_day = date->ms_of_day % half + (is_afternoon ? half : 0);
	return true;
}

/** Takes the name of a month, a day or a zone. */
static bool aio_date_word(struct aio_date *date)
{
	const uint8_t *word = date->at;

	while (date->at < date->end && (*date->at | 0x20) >= 'a' && (*date->at | 0x20) <= 'z') {
		date->at++;
	}

	uint32_t length = (uint32_t)(date->at - word);
	uint8_t first = word[0] | 0x20;
	int month = length < 3 ? -1 : aio_date_index(word, "janfebmaraprmayjunjulaugsepoctnovdec");

	(void)aio_date_takes(date, '.');
	if (month >= 0) {
		date->month = (uint8_t)(month + 1);
		(void)(aio_date_takes(date, '-') || aio_date_takes(date, '/'));
		return true;
	}
	if ((length == 1 && first == 'z') || (length == 2 && first == 'u') ||
	    (length == 3 && aio_date_index(word, "utcgmt") >= 0)) {
		date->has_zone = true;
		return true;
	}
	if (length == 2 && (word[1] | 0x20) == 'm') {
		return (first == 'a' || first == 'p') && aio_date_half(date, first == 'p');
	}
	return (length == 1 && first == 't' && date->count == 3 && date->at + 2 < date->end &&
		date->at[2] == ':') ||
	       (length >= 3 && aio_date_index(word, "sunmontuewedthufrisat") >= 0);
}

/** Takes a space, a comma, or a remark in parentheses. */
static bool aio_date_gap(struct aio_date *date)
{
	if (*date->at == '(') {
		while (date->at < date->end && *date->at != ')') {
			date->at++;
		}
		return aio_date_takes(date, ')');
	}
	return aio_date_takes(date, ' ') || aio_date_takes(date, ',') || aio_date_takes(date, '\t');
}

static bool aio_date_token(struct aio_date *date)
{
	if (aio_date_is_digit(date)) {
		return aio_date_figure(date);
	}
	if ((*date->at | 0x20) >= 'a' && (*date->at | 0x20) <= 'z') {
		return aio_date_word(date);
	}
	if (*date->at == '+' || *date->at == '-') {
		return aio_date_offset(date);
	}
	return aio_date_gap(date);
}

/** Year, month and day, from numbers whose order tells what they are. */
static bool aio_date_order(const struct aio_date *date, int32_t ymd[3])
{
	const int32_t *n = date->numbers;
	bool is_year_first = date->count > 0 && (date->digits[0] > 2 || n[0] > 31);
	uint8_t wanted = date->month != 0 ? 2 : 3;
	uint8_t year_at = is_year_first ? 0 : wanted - 1;

	/* Without a year V8 takes 2001. */
	if (date->count == 0 || date->count > wanted ||
	    (date->count < wanted && date->count == 1 && date->month == 0)) {
		return false;
	}
	ymd[0] = year_at < date->count ? n[year_at] : 2001;
	if (year_at < date->count && date->digits[year_at] <= 2) {
		ymd[0] += ymd[0] < 50 ? 2000 : 1900;
	}
	n += is_year_first;
	ymd[1] = date->month != 0 ? date->month : *n++;
	ymd[2] = n < date->numbers + date->count && n != date->numbers + year_at ? *n : 1;
	return ymd[1] >= 1 && ymd[1] <= 12 && ymd[2] >= 1 && ymd[2] <= 31;
}

/** Reads a date; `ymd` has year, month and day, `ms` what has passed of that day in UTC. */
static bool aio_date_read(const uint8_t *text, uint32_t length, int32_t ymd[3], int32_t *ms)
{
	struct aio_date date = {.at = text, .end = text + length};

	while (date.at < date.end) {
		if (!aio_date_token(&date)) {
			return false;
		}
	}
	*ms = date.ms_of_day - date.offset_minutes * 60000;
	return aio_date_order(&date, ymd);
}
