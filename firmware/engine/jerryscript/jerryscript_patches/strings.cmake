# Read by jerryscript_patches.cmake: the place of a character in a string that is not ASCII.
#
# Strings are CESU-8. The published engine counts the characters from the string's beginning for every charCodeAt(i), s[i], slice(i),
# indexOf(text, i) and lastIndex: a loop over 20,000 characters took 0.9 s on a PC, and takes 2 ms. The place that was found last is kept,
# for one string. It lies in the heap's first bytes, as boards in the small memory profile have no static memory to spare.
aio_change(jmem/jmem-heap.c "the last place in a string: its memory" [==[
  jmem_heap_free_t *const region_p = (jmem_heap_free_t *) JERRY_HEAP_CONTEXT (area);

  region_p->size = JMEM_HEAP_AREA_SIZE;
]==] [==[
  memset (JERRY_HEAP_CONTEXT (area), 0, AIO_STRING_PLACE_SIZE);

  jmem_heap_free_t *const region_p = (jmem_heap_free_t *) (JERRY_HEAP_CONTEXT (area) + AIO_STRING_PLACE_SIZE);

  region_p->size = JMEM_HEAP_AREA_SIZE - AIO_STRING_PLACE_SIZE;
]==])
aio_change(jmem/jmem-heap.c "the last place in a string: its size" [==[
/**
 * Startup initialization of heap
 */
]==] [==[
/** Bytes at the heap's beginning that hold an aio_string_place_t. */
#define AIO_STRING_PLACE_SIZE 16u

/**
 * Startup initialization of heap
 */
]==])
aio_change(ecma/base/ecma-helpers-string.c "the last place in a string" [==[
/**
 * Increase reference counter of non-direct ecma-string.
]==] [==[
/** Where a character was found. */
typedef struct
{
  const ecma_string_t *string_p; /**< a string that is not ASCII; NULL: none was looked at, or it was freed */
  lit_utf8_size_t index; /**< the character */
  lit_utf8_size_t offset; /**< its first byte */
} aio_string_place_t;

JERRY_STATIC_ASSERT (sizeof (aio_string_place_t) <= AIO_STRING_PLACE_SIZE, aio_string_place_does_not_fit);

/** Strings of fewer bytes are walked through. */
#define AIO_STRING_PLACE_MIN 64u

#define AIO_STRING_PLACE ((aio_string_place_t *) JERRY_HEAP_CONTEXT (area))

/**
 * Find a character of a string
 *
 * @return its first byte, or the end where there are no more
 */
const lit_utf8_byte_t *
aio_string_at (const ecma_string_t *string_p, /**< string */
               const lit_utf8_byte_t *chars_p, /**< its characters */
               lit_utf8_size_t size, /**< their bytes */
               lit_utf8_size_t index) /**< at most the string's length */
{
  if (size == ecma_string_get_length (string_p))
  {
    return chars_p + index;
  }

  aio_string_place_t *place_p = AIO_STRING_PLACE;
  const lit_utf8_byte_t *found_p = chars_p;
  lit_utf8_size_t at = 0;

  /* Characters that a loop takes out of a long string must not take its place. */
  if (size < AIO_STRING_PLACE_MIN)
  {
    for (; at < index; at++)
    {
      found_p += lit_get_unicode_char_size_by_utf8_first_byte (*found_p);
    }

    return found_p;
  }

  if (place_p->string_p == string_p && index >= place_p->index / 2)
  {
    found_p += place_p->offset;
    at = place_p->index;
  }

  for (; at < index; at++)
  {
    found_p += lit_get_unicode_char_size_by_utf8_first_byte (*found_p);
  }

  for (; at > index; at--)
  {
    lit_utf8_decr (&found_p);
  }

  place_p->string_p = string_p;
  place_p->index = index;
  place_p->offset = (lit_utf8_size_t) (found_p - chars_p);
  return found_p;
}

/** Another string may have the place of one that is freed. */
static inline void
aio_string_forget (const ecma_string_t *string_p) /**< a string */
{
  if (AIO_STRING_PLACE->string_p == string_p)
  {
    AIO_STRING_PLACE->string_p = NULL;
  }
}

/**
 * Increase reference counter of non-direct ecma-string.
]==])
aio_change(ecma/base/ecma-helpers-string.c "the last place in a string: a short one is freed" [==[
    case ECMA_STRING_CONTAINER_HEAP_UTF8_STRING:
    {
      ecma_dealloc_string_buffer (]==] [==[
    case ECMA_STRING_CONTAINER_HEAP_UTF8_STRING:
    {
      aio_string_forget (string_p);
      ecma_dealloc_string_buffer (]==])
aio_change(ecma/base/ecma-helpers-string.c "the last place in a string: a long one is freed" [==[
    case ECMA_STRING_CONTAINER_LONG_OR_EXTERNAL_STRING:
    {
      ecma_long_string_t *long_string_p = (ecma_long_string_t *) string_p;

      if (long_string_p->string_p == ECMA_LONG_STRING_BUFFER_START (long_string_p))
      {
        ecma_dealloc_string_buffer (]==] [==[
    case ECMA_STRING_CONTAINER_LONG_OR_EXTERNAL_STRING:
    {
      ecma_long_string_t *long_string_p = (ecma_long_string_t *) string_p;

      aio_string_forget (string_p);
      if (long_string_p->string_p == ECMA_LONG_STRING_BUFFER_START (long_string_p))
      {
        ecma_dealloc_string_buffer (]==])

# Its users.
aio_change(ecma/base/ecma-helpers-string.c "a character of a short string" [==[
      lit_utf8_size_t size = short_string_p->size;
      const lit_utf8_byte_t *data_p = ECMA_SHORT_STRING_GET_BUFFER (string_p);

      if (JERRY_LIKELY (size == short_string_p->length))
      {
        return (ecma_char_t) data_p[index];
      }

      return lit_utf8_string_code_unit_at (data_p, size, index);
]==] [==[
      ecma_char_t unit;

      lit_read_code_unit_from_cesu8 (
        aio_string_at (string_p, ECMA_SHORT_STRING_GET_BUFFER (string_p), short_string_p->size, index), &unit);
      return unit;
]==])
aio_change(ecma/base/ecma-helpers-string.c "a character of a long string" [==[
      lit_utf8_size_t size = long_string_p->size;
      const lit_utf8_byte_t *data_p = long_string_p->string_p;

      if (JERRY_LIKELY (size == long_string_p->length))
      {
        return (ecma_char_t) data_p[index];
      }

      return lit_utf8_string_code_unit_at (data_p, size, index);
]==] [==[
      ecma_char_t unit;

      lit_read_code_unit_from_cesu8 (aio_string_at (string_p, long_string_p->string_p, long_string_p->size, index), &unit);
      return unit;
]==])
aio_change(ecma/base/ecma-helpers-string.c "a part of a string" [==[
    while (start_pos--)
    {
      start_p += lit_get_unicode_char_size_by_utf8_first_byte (*start_p);
    }

    const lit_utf8_byte_t *end_p = start_p;
    while (end_pos--)
    {
      end_p += lit_get_unicode_char_size_by_utf8_first_byte (*end_p);
    }

    ecma_string_p = ecma_new_ecma_string_from_utf8 (start_p, (lit_utf8_size_t) (end_p - start_p));
]==] [==[
    const lit_utf8_byte_t *from_p = aio_string_at (string_p, start_p, buffer_size, start_pos);
    const lit_utf8_byte_t *to_p = aio_string_at (string_p, start_p, buffer_size, start_pos + end_pos);

    ecma_string_p = ecma_new_ecma_string_from_utf8 (from_p, (lit_utf8_size_t) (to_p - from_p));
]==])
aio_change(ecma/builtin-objects/ecma-builtin-helpers.c "where indexOf begins" [==[
  const lit_utf8_byte_t *str_current_p = original_str_utf8_p;

  for (ecma_number_t i = 0; i < start_pos; i++)
  {
    lit_utf8_incr (&str_current_p);
  }
]==] [==[
  const lit_utf8_byte_t *str_current_p =
    aio_string_at (original_str_p, original_str_utf8_p, original_str_size, start_pos);
]==])
aio_change(ecma/builtin-objects/ecma-builtin-helpers.c "where lastIndexOf begins" [==[
    const lit_utf8_byte_t *current_p = end_p;

    for (ecma_number_t i = original_length; i > position; i--)
    {
      lit_utf8_decr (&current_p);
    }
]==] [==[
    const lit_utf8_byte_t *current_p =
      aio_string_at (original_str_p, original_str_utf8_p, original_str_size, JERRY_MIN (position, original_length));
]==])
aio_change(ecma/operations/ecma-regexp-object.c "where a regular expression begins" [==[
      if (input_flags & ECMA_STRING_FLAG_IS_ASCII)
      {
        input_curr_p += index;
      }
      else
      {
        for (uint32_t i = 0; i < index; i++)
        {
          lit_utf8_incr (&input_curr_p);
        }
      }
]==] [==[
      input_curr_p = aio_string_at (input_string_p, input_curr_p, input_size, (lit_utf8_size_t) index);
]==])
