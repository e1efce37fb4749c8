# Read by jerryscript_patches.cmake: BigInt.

# The published one has wrong values for most arguments, and reads and writes beyond its blocks.
aio_change_function(ecma/builtin-objects/ecma-builtin-bigint.c "BigInt.asIntN and asUintN"
  ecma_builtin_bigint_object_as_int_n [==[
ecma_builtin_bigint_object_as_int_n (ecma_value_t bits, /**< number of bits */
                                     ecma_value_t bigint, /**< bigint number */
                                     bool is_signed) /**< asIntN */
{
  const uint32_t digit_bits = sizeof (ecma_bigint_digit_t) * JERRY_BITSINBYTE;
  ecma_number_t width;

  if (ECMA_IS_VALUE_ERROR (ecma_op_to_index (bits, &width)))
  {
    return ECMA_VALUE_ERROR;
  }

  ecma_value_t value = ecma_bigint_to_bigint (bigint, false);

  if (ECMA_IS_VALUE_ERROR (value) || value == ECMA_BIGINT_ZERO)
  {
    return value;
  }

  if (width == 0)
  {
    ecma_free_value (value);
    return ECMA_BIGINT_ZERO;
  }

  ecma_extended_primitive_t *value_p = ecma_get_extended_primitive_from_value (value);
  bool is_negative = (value_p->u.bigint_sign_and_size & ECMA_BIGINT_SIGN) != 0;
  uint32_t value_size = ECMA_BIGINT_GET_SIZE (value_p);

  if (width > (ecma_number_t) value_size * JERRY_BITSINBYTE && (is_signed || !is_negative))
  {
    return value;
  }

  ecma_extended_primitive_t *result_p = NULL;

  if (width <= (ecma_number_t) ECMA_BIGINT_MAX_SIZE * JERRY_BITSINBYTE)
  {
    result_p = ecma_bigint_create ((((uint32_t) width + digit_bits - 1) / digit_bits) * sizeof (ecma_bigint_digit_t));
  }

  if (JERRY_UNLIKELY (result_p == NULL))
  {
    ecma_free_value (value);
    return ecma_raise_range_error (ECMA_ERR_ALLOCATE_BIGINT_VALUE);
  }

  /* Two's complement of the lowest bits. */
  uint32_t size = ECMA_BIGINT_GET_SIZE (result_p);
  ecma_bigint_digit_t *digits_p = ECMA_BIGINT_GET_DIGITS (result_p, 0);
  uint32_t count = size / sizeof (ecma_bigint_digit_t);
  ecma_bigint_digit_t mask = UINT32_MAX >> (digit_bits * count - (uint32_t) width);

  memset (digits_p, 0, size);
  memcpy (digits_p, value_p + 1, JERRY_MIN (size, value_size));
  ecma_free_value (value);

  if (is_negative)
  {
    aio_digits_negate (digits_p, count);
  }

  digits_p[count - 1] &= mask;

  if (is_signed && (digits_p[count - 1] & (mask ^ (mask >> 1))) != 0)
  {
    aio_digits_negate (digits_p, count);
    digits_p[count - 1] &= mask;
    result_p->u.bigint_sign_and_size |= ECMA_BIGINT_SIGN;
  }

  while (count > 0 && digits_p[count - 1] == 0)
  {
    count--;
  }

  if (count * sizeof (ecma_bigint_digit_t) == size)
  {
    return ecma_make_extended_primitive_value (result_p, ECMA_TYPE_BIGINT);
  }

  if (count == 0)
  {
    ecma_deref_bigint (result_p);
    return ECMA_BIGINT_ZERO;
  }

  ecma_extended_primitive_t *short_p = ecma_bigint_create (count * sizeof (ecma_bigint_digit_t));

  if (JERRY_UNLIKELY (short_p == NULL))
  {
    ecma_deref_bigint (result_p);
    return ecma_raise_range_error (ECMA_ERR_ALLOCATE_BIGINT_VALUE);
  }

  memcpy (short_p + 1, digits_p, count * sizeof (ecma_bigint_digit_t));
  short_p->u.bigint_sign_and_size |= result_p->u.bigint_sign_and_size & ECMA_BIGINT_SIGN;
  ecma_deref_bigint (result_p);
  return ecma_make_extended_primitive_value (short_p, ECMA_TYPE_BIGINT);]==])
aio_change(ecma/builtin-objects/ecma-builtin-bigint.c "BigInt.asIntN and asUintN: two's complement" [==[
/**
 * The BigInt object's 'asIntN' and 'asUintN' routines
 *
]==] [==[
/**
 * Negates a number in two's complement.
 */
static void
aio_digits_negate (ecma_bigint_digit_t *digits_p, /**< the lowest digit */
                   uint32_t count) /**< number of digits */
{
  bool carries = true;

  for (uint32_t i = 0; i < count; i++)
  {
    digits_p[i] = ~digits_p[i] + (carries ? 1 : 0);
    carries = carries && digits_p[i] == 0;
  }
}

/**
 * The BigInt object's 'asIntN' and 'asUintN' routines
 *
]==])
