# Read by jerryscript_patches.cmake: ArrayBuffers that are resized, transferred and detached, and what looks at them
# (jerryscript_buffers.h, jerryscript_typedarrays.h). 460 of test262's tests are about them.
#
# The methods of typed arrays are smaller than the published ones, so that all of it costs no flash, and a program that uses none of it
# no memory.

# The table is sorted by length and text.
aio_change(lit/lit-magic-strings.inc.h "names: resize" [==[
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_REPEAT, "repeat")
]==] [==[
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_REPEAT, "repeat")
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_RESIZE, "resize")
]==])
aio_change(lit/lit-magic-strings.inc.h "names: detached" [==[
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_ENDS_WITH, "endsWith")
]==] [==[
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_DETACHED, "detached")
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_ENDS_WITH, "endsWith")
]==])
aio_change(lit/lit-magic-strings.inc.h "names: transfer" [==[
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_TO_STRING_UL, "toString")
]==] [==[
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_TO_STRING_UL, "toString")
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_TRANSFER, "transfer")
]==])
aio_change(lit/lit-magic-strings.inc.h "names: resizable" [==[
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_REVOCABLE, "revocable")
]==] [==[
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_RESIZABLE, "resizable")
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_REVOCABLE, "revocable")
]==])
aio_change(lit/lit-magic-strings.inc.h "names: maxByteLength" [==[
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_LOCALE_COMPARE_UL, "localeCompare")
]==] [==[
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_LOCALE_COMPARE_UL, "localeCompare")
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_MAX_BYTE_LENGTH, "maxByteLength")
]==])
aio_change(lit/lit-magic-strings.inc.h "names: transferToFixedLength" [==[
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_GET_OWN_PROPERTY_SYMBOLS_UL, "getOwnPropertySymbols")
]==] [==[
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_GET_OWN_PROPERTY_SYMBOLS_UL, "getOwnPropertySymbols")
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_TRANSFER_TO_FIXED_LENGTH, "transferToFixedLength")
]==])
aio_copy(lit/lit-magic-strings.h)
aio_copy(lit/lit-magic-strings.c)

aio_change(ecma/builtin-objects/ecma-builtin-arraybuffer-prototype.inc.h "members of ArrayBuffer.prototype" [==[
ROUTINE (LIT_MAGIC_STRING_SLICE, ecma_builtin_arraybuffer_prototype_object_slice, NON_FIXED, 2)
]==] [==[
ROUTINE (LIT_MAGIC_STRING_SLICE, ecma_builtin_arraybuffer_prototype_object_slice, NON_FIXED, 2)
ROUTINE (LIT_MAGIC_STRING_RESIZE, aio_buffer_resize, 1, 1)
ROUTINE (LIT_MAGIC_STRING_TRANSFER, aio_buffer_transfer, 1, 0)
ROUTINE (LIT_MAGIC_STRING_TRANSFER_TO_FIXED_LENGTH, aio_buffer_transfer_fixed, 1, 0)
ACCESSOR_READ_ONLY (LIT_MAGIC_STRING_DETACHED, aio_buffer_get_detached, ECMA_PROPERTY_FLAG_CONFIGURABLE)
ACCESSOR_READ_ONLY (LIT_MAGIC_STRING_RESIZABLE, aio_buffer_get_resizable, ECMA_PROPERTY_FLAG_CONFIGURABLE)
ACCESSOR_READ_ONLY (LIT_MAGIC_STRING_MAX_BYTE_LENGTH, aio_buffer_get_most, ECMA_PROPERTY_FLAG_CONFIGURABLE)
]==])
aio_change(ecma/builtin-objects/ecma-builtin-arraybuffer-prototype.c "where they stand" [==[
#define BUILTIN_INC_HEADER_NAME "ecma-builtin-arraybuffer-prototype.inc.h"
]==]
  "#define BUILTIN_INC_HEADER_NAME \"${JERRY_CHANGED}/ecma/builtin-objects/ecma-builtin-arraybuffer-prototype.inc.h\"\n")
aio_change(ecma/builtin-objects/ecma-builtin-arraybuffer-prototype.c "byteLength of a detached buffer is 0" [==[
      if (ecma_arraybuffer_is_detached (object_p))
      {
        return ecma_raise_type_error (ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
      }
      uint32_t len]==] [==[
      uint32_t len]==])
aio_change_function(ecma/operations/ecma-arraybuffer-object.c "new ArrayBuffer(length, { maxByteLength })"
  ecma_op_create_arraybuffer_object [==[
ecma_op_create_arraybuffer_object (const ecma_value_t *arguments_list_p, /**< arguments */
                                   uint32_t arguments_list_len) /**< their number */
{
  return aio_buffer_construct (arguments_list_p, arguments_list_len);]==])
aio_change(ecma/operations/ecma-arraybuffer-object.c "how much is released" [==[
  uint32_t arraybuffer_length = arraybuffer_pointer_p->extended_object.u.cls.u3.length;

  if (free_callback == NULL)]==] [==[
  uint32_t arraybuffer_length = aio_buffer_capacity (arraybuffer_p);

  if (free_callback == NULL)]==])
# The collector released it a second time where the buffer was used in between.
aio_change(ecma/operations/ecma-arraybuffer-object.c "a detached buffer has no memory" [==[
  ecma_arraybuffer_release_buffer (object_p);
  return true;]==] [==[
  ecma_arraybuffer_release_buffer (object_p);
  ((ecma_arraybuffer_pointer_t *) object_p)->buffer_p = NULL;
  return true;]==])
aio_change(ecma/operations/ecma-arraybuffer-object.c "slice of a buffer that the constructor detached or resized" [==[
    ret_value = ECMA_VALUE_ERROR;
    goto free_new_arraybuffer;
  }

  /* 20. */]==] [==[
    ret_value = ecma_raise_type_error (ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
    goto free_new_arraybuffer;
  }

  len = ecma_arraybuffer_get_length (object_p);
  new_len = start < len ? JERRY_MIN (new_len, len - start) : 0;

  /* 20. */]==])
aio_change_function(ecma/operations/ecma-typedarray-object.c "length of typed arrays"
  ecma_typedarray_get_length [==[
ecma_typedarray_get_length (ecma_object_t *typedarray_p) /**< typed array */
{
  uint32_t offset;
  uint32_t length;

  aio_typedarray_extent (typedarray_p, &offset, &length);
  return length;]==])
aio_change_function(ecma/operations/ecma-typedarray-object.c "offset of typed arrays"
  ecma_typedarray_get_offset [==[
ecma_typedarray_get_offset (ecma_object_t *typedarray_p) /**< typed array */
{
  uint32_t offset;
  uint32_t length;

  aio_typedarray_extent (typedarray_p, &offset, &length);
  return offset;]==])
aio_change_function(ecma/operations/ecma-typedarray-object.c "what is known of typed arrays"
  ecma_typedarray_get_info [==[
ecma_typedarray_get_info (ecma_object_t *typedarray_p) /**< typed array */
{
  ecma_typedarray_info_t info;

  info.id = ecma_get_typedarray_id (typedarray_p);
  info.shift = ecma_typedarray_helper_get_shift_size (info.id);
  info.element_size = (uint8_t) (1 << info.shift);
  info.array_buffer_p = ecma_typedarray_get_arraybuffer (typedarray_p);
  aio_typedarray_extent (typedarray_p, &info.offset, &info.length);
  return info;]==])
aio_change(ecma/operations/ecma-typedarray-object.c "typed arrays that follow a buffer: which do" [==[
  if (ecma_is_value_undefined (length_value))
  {
    if ((buf_byte_length % (uint32_t) (1 << element_size_shift) != 0) || (buf_byte_length < byte_offset))]==] [==[
  bool is_resizable = aio_buffer_is_resizable (arraybuffer_p);
  bool follows = is_resizable && ecma_is_value_undefined (length_value);

  if (ecma_is_value_undefined (length_value))
  {
    if ((!follows && buf_byte_length % (uint32_t) (1 << element_size_shift) != 0) || (buf_byte_length < byte_offset))]==])
aio_change(ecma/operations/ecma-typedarray-object.c "typed arrays that follow a buffer: their form" [==[
  bool needs_ext_typedarray_obj = (byte_offset != 0 || new_byte_length != buf_byte_length);
]==] [==[
  bool needs_ext_typedarray_obj = (byte_offset != 0 || new_byte_length != buf_byte_length || is_resizable);
]==])
aio_change(ecma/operations/ecma-typedarray-object.c "typed arrays that follow a buffer: their flag" [==[
    ext_object_p->u.cls.u2.typedarray_flags |= ECMA_TYPEDARRAY_IS_EXTENDED;

]==] [==[
    ext_object_p->u.cls.u2.typedarray_flags |= ECMA_TYPEDARRAY_IS_EXTENDED;
    ext_object_p->u.cls.u2.typedarray_flags |= follows ? AIO_VIEW_FOLLOWS : 0;

]==])
aio_change(ecma/operations/ecma-typedarray-object.c "new typed array of one that is outside of its buffer" [==[
  if (ecma_arraybuffer_is_detached (src_arraybuffer_p))
  {]==] [==[
  if (aio_typedarray_is_outside (typedarray_p))
  {]==])
aio_change(ecma/operations/ecma-typedarray-object.c "a constructor gave a typed array that is outside of its buffer" [==[
  if (ecma_arraybuffer_is_detached (info.array_buffer_p))
  {
    ecma_deref_object (typedarray_p);]==] [==[
  if (aio_typedarray_is_outside (typedarray_p))
  {
    ecma_deref_object (typedarray_p);]==])
aio_change(ecma/operations/ecma-typedarray-object.c "iterating a typed array that is outside of its buffer" [==[
  if (ecma_arraybuffer_is_detached (info.array_buffer_p))
  {
    return ecma_raise_type_error (ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
  }

  ecma_object_t *prototype_obj_p]==] [==[
  if (aio_typedarray_is_outside (typedarray_p))
  {
    return ecma_raise_type_error (ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
  }

  ecma_object_t *prototype_obj_p]==])
# The mapper may resize or detach what is written to.
aio_change_function(ecma/operations/ecma-typedarray-object.c "TypedArray.from: an element"
  ecma_op_typedarray_from_helper [==[
ecma_op_typedarray_from_helper (ecma_value_t this_val, /**< `this` of the mapper */
                                ecma_value_t current_value, /**< value, which is freed */
                                uint32_t index, /**< its index */
                                ecma_object_t *func_object_p, /**< mapper, or NULL */
                                ecma_object_t *target_p) /**< typed array */
{
  ecma_value_t mapped_value = current_value;

  if (func_object_p != NULL)
  {
    ecma_value_t call_args[] = { current_value, ecma_make_uint32_value (index) };

    mapped_value = ecma_op_function_call (func_object_p, this_val, call_args, 2);
    ecma_free_value (call_args[0]);
    ecma_free_value (call_args[1]);

    if (ECMA_IS_VALUE_ERROR (mapped_value))
    {
      return mapped_value;
    }
  }

  ecma_value_t set_element = aio_typedarray_set (target_p, index, mapped_value);

  ecma_free_value (mapped_value);
  return set_element;]==])
aio_change(ecma/operations/ecma-typedarray-object.c "TypedArray.from: of iterators" [==[
        ecma_op_typedarray_from_helper (this_arg, *next_value_p++, index, func_object_p, buffer_p, setter_cb);
]==] [==[
        ecma_op_typedarray_from_helper (this_arg, *next_value_p++, index, func_object_p, new_typedarray_p);
]==])
aio_change(ecma/operations/ecma-typedarray-object.c "TypedArray.from: of array-likes" [==[
      ecma_op_typedarray_from_helper (this_arg, value, index, func_object_p, buffer_p, setter_cb);
]==] [==[
      ecma_op_typedarray_from_helper (this_arg, value, index, func_object_p, new_typedarray_p);
]==])
aio_change(ecma/builtin-objects/typedarray/ecma-builtin-typedarray.c "TypedArray.of: an element" [==[
    ecma_value_t set_element = setter_cb (buffer_p, arguments_list_p[k]);
]==] [==[
    ecma_value_t set_element = aio_typedarray_set (ret_obj_p, k, arguments_list_p[k]);
]==])
# Elements are configurable since ES2021, and names such as "" and "0.0" are no elements.
aio_change_function(ecma/operations/ecma-typedarray-object.c "names that are numbers"
  ecma_typedarray_is_element_index [==[
ecma_typedarray_is_element_index (ecma_string_t *property_name_p) /**< name */
{
  return aio_typedarray_is_number_name (property_name_p);]==])
aio_change(ecma/operations/ecma-typedarray-object.c "elements are configurable: defining one" [==[
      || ((property_desc_p->flags & (JERRY_PROP_IS_CONFIGURABLE_DEFINED | JERRY_PROP_IS_CONFIGURABLE))
          == (JERRY_PROP_IS_CONFIGURABLE_DEFINED | JERRY_PROP_IS_CONFIGURABLE))
]==] [==[
      || ((property_desc_p->flags & JERRY_PROP_IS_CONFIGURABLE_DEFINED)
          && !(property_desc_p->flags & JERRY_PROP_IS_CONFIGURABLE))
]==])
aio_change(ecma/operations/ecma-typedarray-object.c "defining an element that there is not" [==[
  if (index >= info.length || ecma_arraybuffer_is_detached (info.array_buffer_p))
  {
    return ECMA_VALUE_FALSE;
  }
]==] [==[
  if (index >= info.length)
  {
    return ecma_raise_property_redefinition (property_name_p, property_desc_p->flags);
  }
]==])
aio_change(ecma/operations/ecma-typedarray-object.c "defining an element" [==[
    ecma_value_t set_element = ecma_set_typedarray_element (&info, property_desc_p->value, index);
]==] [==[
    ecma_value_t set_element = aio_typedarray_set (obj_p, index, property_desc_p->value);
]==])
aio_change(ecma/operations/ecma-objects.c "elements are configurable" [==[
          return ECMA_PROPERTY_ENUMERABLE_WRITABLE | ECMA_PROPERTY_VIRTUAL;
        }
#endif /* JERRY_BUILTIN_TYPEDARRAY */]==] [==[
          return ECMA_PROPERTY_CONFIGURABLE_ENUMERABLE_WRITABLE | ECMA_PROPERTY_VIRTUAL;
        }
#endif /* JERRY_BUILTIN_TYPEDARRAY */]==])
aio_change(ecma/operations/ecma-objects-general.c "elements are configurable: deleting one" [==[
  if (!ecma_is_property_configurable (property))
  {
    /* 4. */
    if (is_throw)]==] [==[
  if (!ecma_is_property_configurable (property)
      || ((property & ECMA_PROPERTY_VIRTUAL) == ECMA_PROPERTY_VIRTUAL && ecma_object_is_typedarray (obj_p)))
  {
    /* 4. */
    if (is_throw)]==])
aio_change(ecma/operations/ecma-objects.c "writing an element" [==[
          ecma_typedarray_info_t info = ecma_typedarray_get_info (object_p);
          return ecma_set_typedarray_element (&info, value, index);
]==] [==[
          if (ecma_make_object_value (object_p) == receiver)
          {
            return aio_typedarray_set (object_p, index, value);
          }

          if (index >= ecma_typedarray_get_length (object_p))
          {
            return ECMA_VALUE_TRUE;
          }

          return ecma_op_object_put_apply_receiver (receiver, property_name_p, value, is_throw);
]==])
aio_change(ecma/operations/ecma-objects.c "writing an element that an object inherits" [==[
#if JERRY_BUILTIN_PROXY
      if (ECMA_OBJECT_IS_PROXY (proto_p))
      {
        return ecma_op_object_put_with_receiver (]==] [==[
      if (ecma_object_class_is (proto_p, ECMA_OBJECT_CLASS_TYPEDARRAY) && !ecma_prop_name_is_symbol (property_name_p)
          && (ecma_string_get_array_index (property_name_p) != ECMA_STRING_NOT_ARRAY_INDEX
              || ecma_typedarray_is_element_index (property_name_p)))
      {
        return ecma_op_object_put_with_receiver (proto_p, property_name_p, value, receiver, is_throw);
      }

#if JERRY_BUILTIN_PROXY
      if (ECMA_OBJECT_IS_PROXY (proto_p))
      {
        return ecma_op_object_put_with_receiver (]==])
aio_change(ecma/builtin-objects/ecma-builtin-array-iterator-prototype.c "the next of a typed array that is outside of its buffer" [==[
    ecma_object_t *arraybuffer_p = ecma_typedarray_get_arraybuffer (array_object_p);
    if (ecma_arraybuffer_is_detached (arraybuffer_p))
]==] [==[
    if (aio_typedarray_is_outside (array_object_p))
]==])
aio_change(ecma/operations/ecma-dataview-object.c "views that follow a buffer: which do" [==[
    view_byte_length = (uint32_t) (buffer_byte_length - offset);
  }
]==] [==[
    view_byte_length = (uint32_t) (buffer_byte_length - offset);
    follows = aio_buffer_is_resizable (buffer_p);
  }
]==])
aio_change(ecma/operations/ecma-dataview-object.c "views that follow a buffer: at first none" [==[
  uint32_t view_byte_length;
  if (arguments_list_len > 2]==] [==[
  bool follows = false;
  uint32_t view_byte_length;
  if (arguments_list_len > 2]==])
aio_change(ecma/operations/ecma-dataview-object.c "a constructor whose prototype resizes the buffer" [==[
    return ecma_raise_type_error (ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
  }

  /* 9. */
  /* It must happen after 10.]==] [==[
    return ecma_raise_type_error (ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
  }

  uint32_t current_bytes = view_byte_length;

  if (!aio_view_fits (buffer_p, (uint32_t) offset, follows, &current_bytes))
  {
    ecma_deref_object (prototype_obj_p);
    return ecma_raise_range_error (ECMA_ERR_START_OFFSET_IS_OUTSIDE_THE_BOUNDS_OF_THE_BUFFER);
  }

  /* 9. */
  /* It must happen after 10.]==])
aio_change(ecma/operations/ecma-dataview-object.c "views that follow a buffer: their flag" [==[
  dataview_obj_p->header.u.cls.u3.length = view_byte_length;
]==] [==[
  dataview_obj_p->header.u.cls.u2.typedarray_flags = follows ? AIO_VIEW_FOLLOWS : 0;
  dataview_obj_p->header.u.cls.u3.length = view_byte_length;
]==])
aio_change(ecma/operations/ecma-dataview-object.c "access outside of a buffer" [==[
  uint32_t view_size = view_p->header.u.cls.u3.length;
]==] [==[
  uint32_t view_size;

  if (!aio_dataview_extent (view_p, &view_size))
  {
    ecma_free_value (value_to_set);
    return ecma_raise_type_error (ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
  }
]==])
aio_change(ecma/builtin-objects/ecma-builtin-dataview-prototype.c "byteLength of a DataView" [==[
      if (ecma_arraybuffer_is_detached (obj_p->buffer_p))
      {
        return ecma_raise_type_error (ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
      }
      return ecma_make_uint32_value (obj_p->header.u.cls.u3.length);
]==] [==[
      uint32_t size;

      if (!aio_dataview_extent (obj_p, &size))
      {
        return ecma_raise_type_error (ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
      }
      return ecma_make_uint32_value (size);
]==])
aio_change(ecma/builtin-objects/ecma-builtin-dataview-prototype.c "byteOffset of a DataView" [==[
      if (ecma_arraybuffer_is_detached (obj_p->buffer_p))
      {
        return ecma_raise_type_error (ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
      }
      return ecma_make_uint32_value (obj_p->byte_offset);
]==] [==[
      uint32_t size;

      if (!aio_dataview_extent (obj_p, &size))
      {
        return ecma_raise_type_error (ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
      }
      return ecma_make_uint32_value (obj_p->byte_offset);
]==])
# Methods of typed arrays: jerryscript_typedarrays.h.
aio_change(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "methods refuse a typed array that is outside of its buffer" [==[
  if (builtin_routine_id < ECMA_TYPEDARRAY_PROTOTYPE_ROUTINE_BUFFER_GETTER)
  {
    info = ecma_typedarray_get_info (typedarray_p);
]==] [==[
  if (builtin_routine_id < ECMA_TYPEDARRAY_PROTOTYPE_ROUTINE_BUFFER_GETTER)
  {
    if (builtin_routine_id != ECMA_TYPEDARRAY_PROTOTYPE_ROUTINE_SUBARRAY && aio_typedarray_is_outside (typedarray_p))
    {
      return ecma_raise_type_error (ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
    }

    info = ecma_typedarray_get_info (typedarray_p);
]==])
aio_change_function(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "every, some, forEach"
  ecma_builtin_typedarray_prototype_exec_routine [==[
ecma_builtin_typedarray_prototype_exec_routine (ecma_value_t this_arg, /**< this argument */
                                                ecma_typedarray_info_t *info_p, /**< object info */
                                                ecma_value_t cb_func_val, /**< callback function */
                                                ecma_value_t cb_this_arg, /**< its `this` */
                                                typedarray_routine_mode mode) /**< mode: which routine */
{
  ecma_value_t arguments[] = { cb_func_val, cb_this_arg };

  return mode == TYPEDARRAY_ROUTINE_FOREACH
           ? aio_typedarray_for_each (this_arg, info_p->length, arguments)
           : aio_typedarray_test (this_arg, info_p->length, mode == TYPEDARRAY_ROUTINE_SOME, arguments);]==])
aio_change_function(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "map"
  ecma_builtin_typedarray_prototype_map [==[
ecma_builtin_typedarray_prototype_map (ecma_value_t this_arg, /**< this object */
                                       ecma_typedarray_info_t *info_p, /**< object info */
                                       ecma_value_t cb_func_val, /**< callback function */
                                       ecma_value_t cb_this_arg) /**< its `this` */
{
  ecma_value_t arguments[] = { cb_func_val, cb_this_arg };

  return aio_typedarray_map (this_arg, info_p->length, arguments);]==])
aio_change_function(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "filter"
  ecma_builtin_typedarray_prototype_filter [==[
ecma_builtin_typedarray_prototype_filter (ecma_value_t this_arg, /**< this object */
                                       ecma_typedarray_info_t *info_p, /**< object info */
                                       ecma_value_t cb_func_val, /**< callback function */
                                       ecma_value_t cb_this_arg) /**< its `this` */
{
  ecma_value_t arguments[] = { cb_func_val, cb_this_arg };

  return aio_typedarray_filter (this_arg, info_p->length, arguments);]==])
aio_change_function(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "reduce, reduceRight"
  ecma_builtin_typedarray_prototype_reduce_with_direction [==[
ecma_builtin_typedarray_prototype_reduce_with_direction (ecma_value_t this_arg, /**< this object */
                                                         ecma_typedarray_info_t *info_p, /**< object info */
                                                         const ecma_value_t arguments_list_p[], /**< arguments */
                                                         uint32_t arguments_number, /**< their number */
                                                         bool is_right) /**< reduceRight */
{
  return aio_typedarray_reduce (this_arg, info_p->length, is_right, arguments_list_p, arguments_number);]==])
aio_change_function(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "set"
  ecma_builtin_typedarray_prototype_set [==[
ecma_builtin_typedarray_prototype_set (ecma_value_t this_arg, /**< this argument */
                                       ecma_value_t arr_val, /**< array object */
                                       ecma_value_t offset_val) /**< offset value */
{
  return aio_typedarray_set_from (this_arg, arr_val, offset_val);]==])
aio_change_function(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "subarray"
  ecma_builtin_typedarray_prototype_subarray [==[
ecma_builtin_typedarray_prototype_subarray (ecma_value_t this_arg, /**< this object */
                                            ecma_typedarray_info_t *info_p, /**< object info */
                                            ecma_value_t begin, /**< begin */
                                            ecma_value_t end) /**< end */
{
  ecma_value_t arguments[] = { begin, end };

  return aio_typedarray_subarray (this_arg, info_p, arguments);]==])
aio_change_function(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "fill"
  ecma_builtin_typedarray_prototype_fill [==[
ecma_builtin_typedarray_prototype_fill (ecma_value_t this_arg, /**< this object */
                                        ecma_typedarray_info_t *info_p, /**< object info */
                                        ecma_value_t value, /**< value */
                                        ecma_value_t begin, /**< begin */
                                        ecma_value_t end) /**< end */
{
  ecma_value_t arguments[] = { value, begin, end };

  return aio_typedarray_fill (this_arg, info_p, arguments);]==])
aio_change(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "sort: a comparison may detach the buffer" [==[
  if (ecma_arraybuffer_is_detached (array_buffer_p))
  {
    ecma_free_value (number_result);
    return ecma_raise_type_error (ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
  }

]==] [==[
  JERRY_UNUSED (array_buffer_p);

]==])
aio_change_function(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "sort"
  ecma_builtin_typedarray_prototype_sort [==[
ecma_builtin_typedarray_prototype_sort (ecma_value_t this_arg, /**< this argument */
                                        ecma_typedarray_info_t *info_p, /**< object info */
                                        ecma_value_t compare_func) /**< comparator fn */
{
  return aio_typedarray_sort (this_arg,
                              info_p->length,
                              compare_func,
                              ecma_builtin_typedarray_prototype_sort_compare_helper);]==])
aio_change_function(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "find, findIndex"
  ecma_builtin_typedarray_prototype_find_helper [==[
ecma_builtin_typedarray_prototype_find_helper (ecma_value_t this_arg, /**< this argument */
                                               ecma_typedarray_info_t *info_p, /**< object info */
                                               ecma_value_t predicate, /**< callback function */
                                               ecma_value_t predicate_this_arg, /**< its `this` */
                                               bool is_find) /**< find, not findIndex */
{
  ecma_value_t arguments[] = { predicate, predicate_this_arg };

  return aio_typedarray_find (this_arg, info_p->length, is_find, arguments);]==])
aio_change_function(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "copyWithin"
  ecma_builtin_typedarray_prototype_copy_within [==[
ecma_builtin_typedarray_prototype_copy_within (ecma_value_t this_arg, /**< this argument */
                                               ecma_typedarray_info_t *info_p, /**< object info */
                                               const ecma_value_t args[], /**< arguments list */
                                               uint32_t args_number) /**< number of arguments */
{
  return aio_typedarray_copy_within (this_arg, info_p, args, args_number);]==])
aio_change_function(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "slice"
  ecma_builtin_typedarray_prototype_slice [==[
ecma_builtin_typedarray_prototype_slice (ecma_value_t this_arg, /**< this argument */
                                         ecma_typedarray_info_t *info_p, /**< object info */
                                         const ecma_value_t args[], /**< arguments list */
                                         uint32_t args_number) /**< number of arguments */
{
  return aio_typedarray_slice (this_arg, info_p, args, args_number);]==])
# These are not told which typed array it is, or read the element with what was known of it before.
aio_change(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "at" [==[
      return ecma_builtin_typedarray_prototype_at (&info, arguments_list_p[0]);
]==] [==[
      return aio_typedarray_at (typedarray_p, info.length, arguments_list_p[0]);
]==])
aio_change(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "index_of" [==[
      return ecma_builtin_typedarray_prototype_index_of (&info, arguments_list_p, arguments_number);
]==] [==[
      return aio_typedarray_index_of (typedarray_p, info.length, false, arguments_list_p, arguments_number);
]==])
aio_change(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "last_index_of" [==[
      return ecma_builtin_typedarray_prototype_last_index_of (&info, arguments_list_p, arguments_number);
]==] [==[
      return aio_typedarray_last_index_of (typedarray_p, info.length, arguments_list_p, arguments_number);
]==])
aio_change(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "includes" [==[
      return ecma_builtin_typedarray_prototype_includes (&info, arguments_list_p, arguments_number);
]==] [==[
      return aio_typedarray_index_of (typedarray_p, info.length, true, arguments_list_p, arguments_number);
]==])
aio_change(ecma/builtin-objects/typedarray/ecma-builtin-typedarray-prototype.c "to_locale_string" [==[
      return ecma_builtin_typedarray_prototype_to_locale_string (&info);
]==] [==[
      return aio_typedarray_to_locale (typedarray_p, info.length);
]==])
