# Read by jerryscript_patches.cmake: built-in functions that return something wrong and say nothing.

aio_change(ecma/builtin-objects/ecma-builtin-array-prototype.c "flat(undefined) is flat(1)" [==[
  if (args_number > 0 && ECMA_IS_VALUE_ERROR (ecma_op_to_integer (args[0], &depth_num)))
]==] [==[
  if (args_number > 0 && !ecma_is_value_undefined (args[0])
      && ECMA_IS_VALUE_ERROR (ecma_op_to_integer (args[0], &depth_num)))
]==])
aio_change(ecma/builtin-objects/ecma-builtin-helpers.c "endsWith(text, 0) looks at the first 0 characters, and not at all" [==[
      if (start == 0)
      {
        start = original_len;
      }
]==] [==[
      if (ecma_is_value_undefined (arg2))
      {
        start = original_len;
      }
]==])
# A conversion of Infinity to an integer is undefined in C.
aio_change(ecma/builtin-objects/ecma-builtin-string-prototype.c "substr(Infinity)" [==[
  uint32_t from = (uint32_t) ((start_num < 0) ? JERRY_MAX (this_len + start_num, 0) : start_num);

  if (from > this_len)
  {
    from = this_len;
  }
]==] [==[
  uint32_t from = (uint32_t) ((start_num < 0) ? JERRY_MAX (this_len + start_num, 0) : JERRY_MIN (start_num, this_len));
]==])
aio_change(ecma/builtin-objects/ecma-builtin-generator-prototype.c "return(value) of a generator that has ended" [==[
      return ecma_create_iter_result_object (ECMA_VALUE_UNDEFINED, ECMA_VALUE_TRUE);
]==] [==[
      return ecma_create_iter_result_object (builtin_routine_id == ECMA_GENERATOR_PROTOTYPE_ROUTINE_RETURN
                                               ? arguments_list_p[0]
                                               : ECMA_VALUE_UNDEFINED,
                                             ECMA_VALUE_TRUE);
]==])
# An argument's valueOf() may set the date.
aio_change(ecma/builtin-objects/ecma-builtin-date-prototype.c "setters take the date before they convert: taking it" [==[
  for (uint32_t i = 0; i < conversions; i++)
  {
    ecma_value_t value = ecma_op_to_number (arguments_list[i], &converted_number[i]);
]==] [==[
  ecma_number_t first_date_value = ((ecma_date_object_t *) object_p)->date_value;

  for (uint32_t i = 0; i < conversions; i++)
  {
    ecma_value_t value = ecma_op_to_number (arguments_list[i], &converted_number[i]);
]==])
aio_change(ecma/builtin-objects/ecma-builtin-date-prototype.c "setters take the date before they convert: using it" [==[
  ecma_number_t *date_value_p = &date_object_p->date_value;
  ecma_number_t date_value = *date_value_p;

  if (!BUILTIN_DATE_FUNCTION_IS_UTC (builtin_routine_id))
]==] [==[
  ecma_number_t *date_value_p = &date_object_p->date_value;
  ecma_number_t date_value = first_date_value;

  if (!BUILTIN_DATE_FUNCTION_IS_UTC (builtin_routine_id))
]==])
# The negation of the least integer is undefined in C.
aio_change(ecma/operations/ecma-typedarray-object.c "the least BigInt of 64 bits" [==[
    num = (uint64_t) (-(int64_t) num);
  }

  return ecma_bigint_create_from_digits (&num, 1, sign);
]==] [==[
    num = 0 - num;
  }

  return ecma_bigint_create_from_digits (&num, 1, sign);
]==])
aio_change(ecma/operations/ecma-typedarray-object.c "the least integer of 32 bits" [==[
      uint32_value = (uint32_t) (-(int32_t) uint32_value);
]==] [==[
      uint32_value = 0 - uint32_value;
]==])
aio_change(ecma/operations/ecma-typedarray-object.c "the least BigInt of 64 bits, written" [==[
    num = (uint64_t) (-(int64_t) num);
  }

  ECMA_TYPEDARRAY_SET_ELEMENT (dst_p, num, uint64_t);
]==] [==[
    num = 0 - num;
  }

  ECMA_TYPEDARRAY_SET_ELEMENT (dst_p, num, uint64_t);
]==])
# The number was cut to 8 bits where a character takes more than one byte: nothing in the firmware copies more than 255.
aio_change(lit/lit-strings.c "how many bytes of UTF-8 were copied" [==[
  return (lit_utf8_byte_t) (utf8_cursor_p - utf8_string_p);
]==] [==[
  return (lit_utf8_size_t) (utf8_cursor_p - utf8_string_p);
]==])
