# Read by jerryscript_patches.cmake: numbers as text and text as numbers, by jerryscript_decimal.h.
#
# What the published engine prints is not always the shortest text that is read as the same number (2445736068346015700 for
# ...016000), toFixed, toPrecision and toExponential round digits that were rounded, and long or extreme texts are read as a neighbour of
# the nearest number.

aio_change_function(ecma/base/ecma-helpers-conversion.c "the shortest digits"
  ecma_number_to_decimal [==[
ecma_number_to_decimal (ecma_number_t num, /**< number, more than 0 and finite */
                        lit_utf8_byte_t *out_digits_p, /**< [out] digits */
                        int32_t *out_decimal_exp_p) /**< [out] exponent of 0.DIGITS */
{
  return aio_decimal_shortest (num, out_digits_p, out_decimal_exp_p);]==])

aio_change_function(ecma/base/ecma-helpers-conversion.c "the nearest number of digits in radix 2, 8 or 16"
  ecma_utf8_string_to_number_by_radix [==[
ecma_utf8_string_to_number_by_radix (const lit_utf8_byte_t *str_p, /**< text that begins with 0 */
                                     const lit_utf8_size_t string_size, /**< its bytes */
                                     uint32_t radix, /**< 2, 8 or 16 */
                                     uint32_t options) /**< option flags */
{
  const lit_utf8_byte_t *end_p = str_p + string_size;
  uint64_t significand = 0;
  int32_t dropped = 0;
  bool more = false;

  str_p += (radix != 8 || LEXER_TO_ASCII_LOWERCASE (str_p[1]) == LIT_CHAR_LOWERCASE_O) ? 2 : 1;

  for (; str_p < end_p; str_p++)
  {
    if (*str_p == LIT_CHAR_UNDERSCORE && (options & ECMA_CONVERSION_ALLOW_UNDERSCORE))
    {
      continue;
    }

    if (!lit_char_is_hex_digit (*str_p) || lit_char_hex_to_int (*str_p) >= radix)
    {
      return ecma_number_make_nan ();
    }

    uint32_t digit = lit_char_hex_to_int (*str_p);

    if (significand >> 60 == 0)
    {
      significand = significand * radix + digit;
    }
    else
    {
      dropped += 31 - __builtin_clz (radix);
      more = more || digit != 0;
      dropped = JERRY_MIN (dropped, 4096);
    }
  }

  return significand == 0 ? ECMA_NUMBER_ZERO : aio_round_binary (significand, dropped, more);]==])

aio_change_function(ecma/base/ecma-helpers-conversion.c "the nearest number of a text"
  ecma_utf8_string_to_number [==[
ecma_utf8_string_to_number (const lit_utf8_byte_t *str_p, /**< text */
                            lit_utf8_size_t str_size, /**< its bytes */
                            uint32_t options) /**< option flags */
{
  ecma_string_trim_helper (&str_p, &str_size);

  const lit_utf8_byte_t *end_p = str_p + str_size;

  if (str_size == 0)
  {
    return ECMA_NUMBER_ZERO;
  }

  if (str_size > 2 && str_p[0] == LIT_CHAR_0 && lit_char_to_radix (str_p[1]) != 10)
  {
    return ecma_utf8_string_to_number_by_radix (str_p, str_size, lit_char_to_radix (str_p[1]), options);
  }

  bool sign = *str_p == LIT_CHAR_MINUS;

  if (sign || *str_p == LIT_CHAR_PLUS)
  {
    str_p++;
  }

  lit_utf8_size_t infinity_size = lit_get_magic_string_size (LIT_MAGIC_STRING_INFINITY_UL);

  if ((lit_utf8_size_t) (end_p - str_p) == infinity_size
      && memcmp (str_p, lit_get_magic_string_utf8 (LIT_MAGIC_STRING_INFINITY_UL), infinity_size) == 0)
  {
    return ecma_number_make_infinity (sign);
  }

  bool allow_underscore = (options & ECMA_CONVERSION_ALLOW_UNDERSCORE) != 0;
  struct aio_digits digits = { .at = str_p };
  uint64_t first = 0;
  int32_t count = 0;
  int32_t tens = 0;
  bool has_point = false;
  bool has_digit = false;
  bool has_more = false;

  for (; str_p < end_p; str_p++)
  {
    if (*str_p == LIT_CHAR_DOT && !has_point)
    {
      has_point = true;
    }
    else if (lit_char_is_decimal_digit (*str_p))
    {
      has_digit = true;

      if (count == 0 && *str_p == LIT_CHAR_0)
      {
        tens -= has_point;
        digits.at = str_p + 1;
      }
      else if (count < AIO_DIGITS_MAX)
      {
        first = first * 10 + (uint64_t) (*str_p - LIT_CHAR_0);
        count++;
        tens -= has_point;
      }
      else
      {
        has_more = true;
        tens += !has_point;
      }
    }
    else if (*str_p != LIT_CHAR_UNDERSCORE || !allow_underscore)
    {
      break;
    }
  }

  digits.end = str_p;

  if (has_digit && str_p < end_p && LEXER_TO_ASCII_LOWERCASE (*str_p) == LIT_CHAR_LOWERCASE_E)
  {
    bool is_negative = ++str_p < end_p && *str_p == LIT_CHAR_MINUS;
    int32_t exponent = 0;

    if (str_p < end_p && (is_negative || *str_p == LIT_CHAR_PLUS))
    {
      str_p++;
    }

    has_digit = str_p < end_p && lit_char_is_decimal_digit (*str_p);

    for (; str_p < end_p; str_p++)
    {
      if (lit_char_is_decimal_digit (*str_p))
      {
        /* Far beyond every number, and far from an overflow. */
        exponent = JERRY_MIN (exponent * 10 + *str_p - LIT_CHAR_0, 100000000);
      }
      else if (*str_p != LIT_CHAR_UNDERSCORE || !allow_underscore)
      {
        break;
      }
    }

    tens += is_negative ? -exponent : exponent;
  }

  if (!has_digit || str_p < end_p)
  {
    return ecma_number_make_nan ();
  }

  digits.exponent = count + tens;

  ecma_number_t number = has_more ? aio_round_digits (&digits, first, tens) : aio_round_decimal (first, tens);

  return sign ? -number : number;]==])

aio_change_function(ecma/builtin-objects/ecma-builtin-number-prototype.c "toFixed, toExponential, toPrecision"
  ecma_builtin_number_prototype_object_to_number_convert [==[
ecma_builtin_number_prototype_object_to_number_convert (ecma_number_t number, /**< this number */
                                                        ecma_value_t arg, /**< number of digits */
                                                        number_routine_mode_t mode) /**< routine */
{
  if (ecma_is_value_undefined (arg) && mode == NUMBER_ROUTINE_TO_PRECISION)
  {
    return ecma_builtin_number_prototype_object_to_string (number, NULL, 0);
  }

  ecma_number_t arg_number;

  if (ECMA_IS_VALUE_ERROR (ecma_op_to_integer (arg, &arg_number)))
  {
    return ECMA_VALUE_ERROR;
  }

  bool is_finite = !ecma_number_is_nan (number) && !ecma_number_is_infinity (number);
  bool is_precision = mode == NUMBER_ROUTINE_TO_PRECISION;

  if (!is_finite && mode != NUMBER_ROUTINE_TO_FIXED)
  {
    return ecma_builtin_number_prototype_object_to_string (number, NULL, 0);
  }

  if (arg_number < (is_precision ? 1 : 0) || arg_number > 100)
  {
    return ecma_raise_range_error (is_precision ? ECMA_ERR_PRECISION_DIGITS_MUST_BE_BETWEEN_IN_RANGE
                                                : ECMA_ERR_FRACTION_DIGITS_OUT_OF_RANGE);
  }

  ecma_number_t size = ecma_number_is_negative (number) ? -number : number;

  if (mode == NUMBER_ROUTINE_TO_FIXED && (!is_finite || size >= 1e21))
  {
    return ecma_builtin_number_prototype_object_to_string (number, NULL, 0);
  }

  /* Fixed: 21 in front of the point, 100 behind it and one for a carry. */
  lit_utf8_byte_t digits[128];
  int32_t wanted = (int32_t) arg_number + (mode == NUMBER_ROUTINE_TO_EXPONENTIAL ? 1 : 0);
  int32_t exponent = 1;
  int32_t count;

  if (ecma_number_is_zero (number))
  {
    count = (mode == NUMBER_ROUTINE_TO_FIXED) ? wanted + 1 : wanted;
    memset (digits, LIT_CHAR_0, (size_t) count);
  }
  else if (ecma_is_value_undefined (arg) && mode == NUMBER_ROUTINE_TO_EXPONENTIAL)
  {
    count = (int32_t) aio_decimal_shortest (size, digits, &exponent);
  }
  else
  {
    count = (int32_t) aio_decimal_rounded (size, wanted, mode == NUMBER_ROUTINE_TO_FIXED, digits, &exponent);
  }

  return aio_number_text (number < 0, digits, count, exponent, mode, wanted);]==])
aio_change(ecma/builtin-objects/ecma-builtin-number-prototype.c "toFixed, toExponential, toPrecision: text" [==[
/**
 * Helper method to convert a number based on the given routine.
 */
]==] [==[
/**
 * Put a number's digits together.
 */
static ecma_value_t
aio_number_text (bool is_negative, /**< begins with a minus */
                 const lit_utf8_byte_t *digits_p, /**< digits */
                 int32_t count, /**< their number */
                 int32_t exponent, /**< the number is 0.DIGITS * 10^exponent */
                 number_routine_mode_t mode, /**< number routine mode */
                 int32_t wanted) /**< the routine's argument */
{
  bool is_exponential = (mode == NUMBER_ROUTINE_TO_EXPONENTIAL
                         || (mode == NUMBER_ROUTINE_TO_PRECISION && (exponent < -5 || exponent > wanted)));
  int32_t whole = is_exponential ? 1 : exponent;
  int32_t end = (mode == NUMBER_ROUTINE_TO_FIXED) ? whole + wanted : count;
  ecma_stringbuilder_t builder = ecma_stringbuilder_create ();

  if (is_negative)
  {
    ecma_stringbuilder_append_byte (&builder, LIT_CHAR_MINUS);
  }

  for (int32_t i = JERRY_MIN (whole - 1, 0); i < end || i < whole; i++)
  {
    ecma_stringbuilder_append_byte (&builder, i >= 0 && i < count ? digits_p[i] : LIT_CHAR_0);

    if (i == whole - 1 && i + 1 < end)
    {
      ecma_stringbuilder_append_byte (&builder, LIT_CHAR_DOT);
    }
  }

  if (is_exponential)
  {
    lit_utf8_byte_t text[3];
    int32_t shown = exponent - 1;

    ecma_stringbuilder_append_byte (&builder, LIT_CHAR_LOWERCASE_E);
    ecma_stringbuilder_append_byte (&builder, shown < 0 ? LIT_CHAR_MINUS : LIT_CHAR_PLUS);
    ecma_stringbuilder_append_raw (&builder,
                                   text,
                                   ecma_uint32_to_utf8_string ((uint32_t) (shown < 0 ? -shown : shown), text, 3));
  }

  return ecma_make_string_value (ecma_stringbuilder_finalize (&builder));
}

/**
 * Helper method to convert a number based on the given routine.
 */
]==])
