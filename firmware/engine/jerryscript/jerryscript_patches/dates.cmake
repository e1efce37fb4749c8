# Read by jerryscript_patches.cmake: Date.parse.

# The published one knows the standard's format, with three digits behind the second or none, and what toString() and toUTCString() make.
aio_change_function(ecma/builtin-objects/ecma-builtin-date.c "dates as people write them"
  ecma_builtin_date_parse [==[
ecma_builtin_date_parse (ecma_string_t *string_p) /**< string */
{
  ECMA_STRING_TO_UTF8_STRING (string_p, text_p, size);

  const lit_utf8_byte_t *end_p = text_p + size;
  ecma_number_t value = ecma_number_make_nan ();
  int32_t ymd[3];
  int32_t ms;

  /* There is no year -0. */
  if (size < 7 || memcmp (text_p, "-000000", 7) != 0)
  {
    value = ecma_builtin_date_parse_basic (text_p, end_p);
  }

  if (ecma_number_is_nan (value))
  {
    value = ecma_builtin_date_parse_toString_formats (text_p, end_p);
  }

  if (ecma_number_is_nan (value) && aio_date_read (text_p, size, ymd, &ms))
  {
    value = ecma_date_time_clip (ecma_date_make_day (ymd[0], ymd[1] - 1, ymd[2]) + ms);
  }

  ECMA_FINALIZE_UTF8_STRING (text_p, size);

  return value;]==])
