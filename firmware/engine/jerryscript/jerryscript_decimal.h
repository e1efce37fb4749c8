/*
 * Read within jerry-core's one file (see jerryscript_patches/numbers.cmake): numbers to decimal
 * digits and back, exactly. The published engine's digits are neither always the shortest nor the
 * nearest, and it rounds what it has rounded.
 *
 * A number is r / s * 10^exponent with 0 <= r / s < 1, in integers of any size; each step takes the
 * next digit off. D. Steele and J. White, "How to Print Floating-Point Numbers Accurately", 1990.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The largest is 52 bits * 5^323 or 19 digits * 5^308, with what a digit and an alignment add. */
#define AIO_BIG_WORDS	  30
#define AIO_FRACTION_BITS 52
/* Digits that fit an unsigned integer of 64 bits. */
#define AIO_DIGITS_MAX	  19

/** An unsigned integer; the lowest word comes first, and the last is not 0. */
struct aio_big {
	uint32_t count;
	uint32_t words[AIO_BIG_WORDS];
};

/** What is left of a number, see above. */
struct aio_decimal {
	struct aio_big r;
	struct aio_big s;
	int32_t exponent;
};

static void aio_big_set(struct aio_big *big, uint64_t value)
{
	big->words[0] = (uint32_t)value;
	big->words[1] = (uint32_t)(value >> 32);
	big->count = big->words[1] != 0 ? 2 : big->words[0] != 0;
}

static void aio_big_multiply(struct aio_big *big, uint32_t factor)
{
	uint64_t carry = 0;

	for (uint32_t i = 0; i < big->count; i++) {
		carry += (uint64_t)big->words[i] * factor;
		big->words[i] = (uint32_t)carry;
		carry >>= 32;
	}
	if (carry != 0) {
		big->words[big->count++] = (uint32_t)carry;
	}
}

static void aio_big_multiply_5(struct aio_big *big, uint32_t power)
{
	for (; power >= 13; power -= 13) {
		aio_big_multiply(big, 1220703125);
	}
	for (; power > 0; power--) {
		aio_big_multiply(big, 5);
	}
}

static void aio_big_shift(struct aio_big *big, uint32_t bits)
{
	uint32_t words = bits / 32;

	if (big->count == 0) {
		return;
	}
	aio_big_multiply(big, UINT32_C(1) << (bits % 32));
	memmove(big->words + words, big->words, big->count * sizeof(uint32_t));
	memset(big->words, 0, words * sizeof(uint32_t));
	big->count += words;
}

static int aio_big_compare(const struct aio_big *a, const struct aio_big *b)
{
	if (a->count != b->count) {
		return a->count < b->count ? -1 : 1;
	}
	for (uint32_t i = a->count; i-- > 0;) {
		if (a->words[i] != b->words[i]) {
			return a->words[i] < b->words[i] ? -1 : 1;
		}
	}
	return 0;
}

static void aio_big_add(struct aio_big *a, const struct aio_big *b)
{
	uint64_t carry = 0;

	for (uint32_t i = 0; i < b->count || carry != 0; i++) {
		if (i == a->count) {
			a->words[a->count++] = 0;
		}
		carry += (uint64_t)a->words[i] + (i < b->count ? b->words[i] : 0);
		a->words[i] = (uint32_t)carry;
		carry >>= 32;
	}
}

/** a -= b * factor, which is not larger. */
static void aio_big_subtract(struct aio_big *a, const struct aio_big *b, uint32_t factor)
{
	uint64_t borrow = 0;

	for (uint32_t i = 0; i < a->count; i++) {
		borrow += (uint64_t)(i < b->count ? b->words[i] : 0) * factor;

		uint32_t low = (uint32_t)borrow;

		borrow = (borrow >> 32) + (a->words[i] < low);
		a->words[i] -= low;
	}
	while (a->count > 0 && a->words[a->count - 1] == 0) {
		a->count--;
	}
}

/** Bits by which both parts are shifted, for aio_decimal_divide(). */
static uint32_t aio_decimal_align(struct aio_decimal *decimal)
{
	uint32_t bits = ((uint32_t)__builtin_clz(decimal->s.words[decimal->s.count - 1]) + 28) % 32;

	aio_big_shift(&decimal->s, bits);
	aio_big_shift(&decimal->r, bits);
	return bits;
}

/** The quotient of both parts, which is 9 at most; the remainder stays. */
static uint32_t aio_decimal_divide(struct aio_decimal *decimal)
{
	struct aio_big *r = &decimal->r;
	const struct aio_big *s = &decimal->s;
	uint32_t quotient = 0;

	if (r->count >= s->count) {
		/* The divisor's highest word has 28 bits: this is too low by 1 at most. */
		quotient = r->words[s->count - 1] / (s->words[s->count - 1] + 1);
		aio_big_subtract(r, s, quotient);
	}
	if (aio_big_compare(r, s) >= 0) {
		aio_big_subtract(r, s, 1);
		quotient++;
	}
	return quotient;
}

static uint32_t aio_decimal_next(struct aio_decimal *decimal)
{
	aio_big_multiply(&decimal->r, 10);
	return aio_decimal_divide(decimal);
}

/** Sets a number to mantissa * 2^exponent, less than 10^decimal->exponent where the estimate holds.
 */
static void aio_decimal_set(struct aio_decimal *decimal, uint64_t mantissa, int32_t exponent)
{
	int32_t high_bit = exponent + 63 - __builtin_clzll(mantissa);
	/* log10(2) * 2^18; too low by 1 at most. */
	int32_t tens = ((high_bit * 78913) >> 18) + 1;

	aio_big_set(&decimal->r, mantissa);
	aio_big_set(&decimal->s, 1);
	aio_big_multiply_5(tens > 0 ? &decimal->s : &decimal->r,
			   (uint32_t)(tens > 0 ? tens : -tens));
	exponent -= tens;
	aio_big_shift(exponent > 0 ? &decimal->r : &decimal->s,
		      (uint32_t)(exponent > 0 ? exponent : -exponent));
	decimal->exponent = tens;
}

/** Takes care of an estimate that was too low. */
static void aio_decimal_begin(struct aio_decimal *decimal)
{
	if (aio_big_compare(&decimal->r, &decimal->s) >= 0) {
		aio_big_multiply(&decimal->s, 10);
		decimal->exponent++;
	}
	aio_decimal_align(decimal);
}

static uint64_t aio_mantissa(double value, int32_t *exponent)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));

	uint64_t fraction = bits & ((UINT64_C(1) << AIO_FRACTION_BITS) - 1);
	int32_t biased = (int32_t)(bits >> AIO_FRACTION_BITS) & 0x7ff;

	*exponent = (biased == 0 ? 1 : biased) - 1023 - AIO_FRACTION_BITS;
	return biased == 0 ? fraction : fraction | (UINT64_C(1) << AIO_FRACTION_BITS);
}

/** Half of the distance to the numbers beside one, as r and s are. */
struct aio_gap {
	struct aio_big below;
	/** The one above is twice as far. */
	bool is_uneven;
	/** What lies in the middle is read as this number. */
	bool is_even;
};

/** Compares the number and half of the distance to the next one with 1. */
static bool aio_reaches_above(const struct aio_decimal *decimal, const struct aio_gap *gap)
{
	struct aio_big sum = decimal->r;

	aio_big_add(&sum, &gap->below);
	if (gap->is_uneven) {
		aio_big_add(&sum, &gap->below);
	}
	return aio_big_compare(&sum, &decimal->s) > -(int)gap->is_even;
}

/** Sets a number and the gap for aio_decimal_shortest(). */
static void aio_shortest_begin(struct aio_decimal *decimal, struct aio_gap *gap, double value)
{
	int32_t exponent;
	uint64_t mantissa = aio_mantissa(value, &exponent);

	gap->is_even = mantissa % 2 == 0;
	gap->is_uneven = mantissa == UINT64_C(1) << AIO_FRACTION_BITS &&
			 exponent > 1 - 1023 - AIO_FRACTION_BITS;

	/* In units of a quarter, so that the half of the smaller gap is a whole number. */
	uint32_t quarter = gap->is_uneven ? 2 : 1;

	aio_decimal_set(decimal, mantissa << quarter, exponent - (int32_t)quarter);
	aio_big_set(&gap->below, 1);

	int32_t tens = decimal->exponent;
	int32_t twos = exponent - (int32_t)quarter - tens;

	aio_big_multiply_5(&gap->below, tens < 0 ? (uint32_t)-tens : 0);
	aio_big_shift(&gap->below, twos > 0 ? (uint32_t)twos : 0);
	if (aio_reaches_above(decimal, gap)) {
		aio_big_multiply(&decimal->s, 10);
		decimal->exponent++;
	}
	aio_big_shift(&gap->below, aio_decimal_align(decimal));
}

/** The fewest digits that are read as a number > 0, and of those the nearest; 17 at most. */
static uint32_t aio_decimal_shortest(double value, uint8_t *digits, int32_t *exponent)
{
	struct aio_decimal decimal;
	struct aio_gap gap;
	uint32_t count = 0;

	aio_shortest_begin(&decimal, &gap, value);
	*exponent = decimal.exponent;
	for (;;) {
		aio_big_multiply(&gap.below, 10);

		uint32_t digit = aio_decimal_next(&decimal);
		bool may_end = aio_big_compare(&decimal.r, &gap.below) < (int)gap.is_even;
		bool may_end_above = aio_reaches_above(&decimal, &gap);

		if (may_end && may_end_above) {
			aio_big_multiply(&decimal.r, 2);

			int half = aio_big_compare(&decimal.r, &decimal.s);

			may_end_above = half > 0 || (half == 0 && digit % 2 == 1);
		}
		if (may_end || may_end_above) {
			digits[count++] = (uint8_t)('0' + digit + may_end_above);
			return count;
		}
		digits[count++] = (uint8_t)('0' + digit);
	}
}

/**
 * Digits of a number > 0, rounded half up: `count` of them, or, with `is_fixed`, those in front of
 * the point and `count` behind it. The number of digits is returned, 0 is one that is rounded to 0.
 */
static uint32_t aio_decimal_rounded(double value, int32_t count, bool is_fixed, uint8_t *digits,
				    int32_t *exponent)
{
	struct aio_decimal decimal;
	int32_t mantissa_exponent;
	uint64_t mantissa = aio_mantissa(value, &mantissa_exponent);

	aio_decimal_set(&decimal, mantissa, mantissa_exponent);
	aio_decimal_begin(&decimal);
	*exponent = decimal.exponent;
	if (is_fixed) {
		count += decimal.exponent;
	}
	if (count < 0) {
		return 0;
	}
	for (int32_t i = 0; i < count; i++) {
		digits[i] = (uint8_t)('0' + aio_decimal_next(&decimal));
	}
	aio_big_multiply(&decimal.r, 2);
	if (aio_big_compare(&decimal.r, &decimal.s) < 0) {
		return (uint32_t)count;
	}
	for (int32_t i = count; i-- > 0;) {
		if (digits[i] != '9') {
			digits[i]++;
			return (uint32_t)count;
		}
		digits[i] = '0';
	}
	/* 9.9 became 10. */
	digits[0] = '1';
	*exponent += 1;
	if (is_fixed) {
		if (count > 0) {
			digits[count] = '0';
		}
		count++;
	}
	return (uint32_t)count;
}

/** mantissa * 2^exponent, rounded half to even; `more` says that there is more than that. */
static double aio_round_binary(uint64_t mantissa, int32_t exponent, bool more)
{
	int32_t high_bit = 63 - __builtin_clzll(mantissa);
	int32_t lowest = 1 - 1023 - AIO_FRACTION_BITS;
	int32_t drop = high_bit - AIO_FRACTION_BITS;

	if (exponent + drop < lowest) {
		drop = lowest - exponent;
	}
	if (drop > high_bit + 1) {
		return 0;
	}
	if (drop > 0) {
		uint64_t half = UINT64_C(1) << (drop - 1);
		uint64_t dropped = mantissa & (2 * half - 1);

		mantissa = drop == 64 ? 0 : mantissa >> drop;
		if (dropped > half || (dropped == half && (more || mantissa % 2 == 1))) {
			mantissa++;
		}
	} else {
		mantissa <<= -drop;
	}
	exponent += drop;
	if (mantissa == UINT64_C(2) << AIO_FRACTION_BITS) {
		mantissa >>= 1;
		exponent++;
	}
	if (exponent > 1023 - AIO_FRACTION_BITS) {
		return __builtin_inf();
	}

	bool is_normal = mantissa >> AIO_FRACTION_BITS != 0;
	uint64_t biased = is_normal ? (uint64_t)(exponent + 1023 + AIO_FRACTION_BITS) : 0;
	uint64_t bits = (biased << AIO_FRACTION_BITS) |
			(mantissa & ((UINT64_C(1) << AIO_FRACTION_BITS) - 1));
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

/** digits * 10^tens, rounded half to even. */
static double aio_round_decimal(uint64_t digits, int32_t tens)
{
	struct aio_decimal quotient;

	if (digits == 0 || tens < -324 - AIO_DIGITS_MAX) {
		return 0;
	}
	if (tens > 308) {
		return __builtin_inf();
	}
	if (digits >> (AIO_FRACTION_BITS + 1) == 0 && tens >= -22 && tens <= 22) {
		double power = 1;

		for (int32_t i = tens < 0 ? -tens : tens; i > 0; i--) {
			power *= 10;
		}
		return tens < 0 ? (double)digits / power : (double)digits * power;
	}
	aio_big_set(&quotient.r, digits);
	aio_big_set(&quotient.s, 1);
	aio_big_multiply_5(tens > 0 ? &quotient.r : &quotient.s,
			   (uint32_t)(tens > 0 ? tens : -tens));

	/* Shifts the smaller one until the quotient is less than 1, and not much less. */
	int32_t bits = (int32_t)(quotient.r.count * 32) -
		       __builtin_clz(quotient.r.words[quotient.r.count - 1]) -
		       (int32_t)(quotient.s.count * 32) +
		       __builtin_clz(quotient.s.words[quotient.s.count - 1]) + 1;

	aio_big_shift(bits > 0 ? &quotient.s : &quotient.r, (uint32_t)(bits > 0 ? bits : -bits));
	aio_decimal_align(&quotient);

	uint64_t mantissa = 0;

	for (int step = 0; step < 19; step++) {
		aio_big_multiply(&quotient.r, 8);
		mantissa = mantissa * 8 + aio_decimal_divide(&quotient);
	}
	return aio_round_binary(mantissa, tens + bits - 19 * 3, quotient.r.count > 0);
}

/** Digits of a decimal number, in text that may have a point and underscores between them. */
struct aio_digits {
	const uint8_t *at;
	const uint8_t *end;
	/** The number is 0.DIGITS * 10^exponent. */
	int32_t exponent;
};

/** Compares digits with mantissa * 2^exponent. */
static int aio_digits_compare(const struct aio_digits *digits, uint64_t mantissa, int32_t exponent)
{
	struct aio_decimal decimal;

	aio_decimal_set(&decimal, mantissa, exponent);
	aio_decimal_begin(&decimal);
	if (digits->exponent != decimal.exponent) {
		return digits->exponent < decimal.exponent ? -1 : 1;
	}
	for (const uint8_t *at = digits->at; at < digits->end; at++) {
		if (*at < '0' || *at > '9') {
			continue;
		}

		uint32_t digit = aio_decimal_next(&decimal);

		if ((uint32_t)(*at - '0') != digit) {
			return (uint32_t)(*at - '0') < digit ? -1 : 1;
		}
	}
	return decimal.r.count > 0 ? -1 : 0;
}

/** The number nearest to digits that begin with `first * 10^tens`, and go on. */
static double aio_round_digits(const struct aio_digits *digits, uint64_t first, int32_t tens)
{
	double low = aio_round_decimal(first, tens);
	double high = aio_round_decimal(first + 1, tens);
	int32_t exponent;
	uint64_t mantissa = aio_mantissa(low, &exponent);

	if (low == high) {
		return low;
	}

	int half = aio_digits_compare(digits, mantissa * 2 + 1, exponent - 1);

	return half > 0 || (half == 0 && mantissa % 2 == 1) ? high : low;
}
