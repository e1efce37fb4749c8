# Read by jerryscript_patches.cmake: what the editions of the standard behind JerryScript's have changed.

# ES2025: only an object is asked how it matches, replaces, searches and splits; a text or a number is not.
aio_change(ecma/builtin-objects/ecma-builtin-string-prototype.c "objects that match" [==[
  if (!(ecma_is_value_undefined (regexp_arg) || ecma_is_value_null (regexp_arg)))
]==] [==[
  if (ecma_is_value_object (regexp_arg))
]==])
aio_change(ecma/builtin-objects/ecma-builtin-string-prototype.c "objects that matchAll" [==[
  if (!ecma_is_value_null (regexp_arg) && !ecma_is_value_undefined (regexp_arg))
]==] [==[
  if (ecma_is_value_object (regexp_arg))
]==])
aio_change(ecma/builtin-objects/ecma-builtin-string-prototype.c "objects that replace" [==[
  if (!(ecma_is_value_undefined (search_value) || ecma_is_value_null (search_value)))
]==] [==[
  if (ecma_is_value_object (search_value))
]==])
aio_change(ecma/builtin-objects/ecma-builtin-string-prototype.c "objects that search" [==[
  if (!(ecma_is_value_undefined (regexp_value) || ecma_is_value_null (regexp_value)))
]==] [==[
  if (ecma_is_value_object (regexp_value))
]==])
aio_change(ecma/builtin-objects/ecma-builtin-string-prototype.c "objects that split" [==[
  if (!(ecma_is_value_undefined (separator_value) || ecma_is_value_null (separator_value)))
]==] [==[
  if (ecma_is_value_object (separator_value))
]==])

# A function without source text is written as the standard has it for native ones.
aio_change(ecma/builtin-objects/ecma-builtin-function-prototype.c "functions as text" [==[
#else /* !JERRY_FUNCTION_TO_STRING */
  return ecma_make_magic_string_value (LIT_MAGIC_STRING_FUNCTION_TO_STRING_ECMA);
]==] [==[
#else /* !JERRY_FUNCTION_TO_STRING */
  return ecma_make_magic_string_value (LIT_MAGIC_STRING_FUNCTION_TO_STRING_NATIVE);
]==])

# ES2025: Error.isError.
aio_change(lit/lit-magic-strings.inc.h "names: isError" [==[
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_IS_ARRAY_UL, "isArray")
]==] [==[
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_IS_ARRAY_UL, "isArray")
LIT_MAGIC_STRING_DEF (LIT_MAGIC_STRING_IS_ERROR, "isError")
]==])
aio_change(ecma/builtin-objects/ecma-builtin-error.inc.h "members of Error" [==[
STRING_VALUE (LIT_MAGIC_STRING_NAME, LIT_MAGIC_STRING_ERROR_UL, ECMA_PROPERTY_FLAG_CONFIGURABLE)
]==] [==[
STRING_VALUE (LIT_MAGIC_STRING_NAME, LIT_MAGIC_STRING_ERROR_UL, ECMA_PROPERTY_FLAG_CONFIGURABLE)

ROUTINE (LIT_MAGIC_STRING_IS_ERROR, ecma_builtin_error_is_error, 1, 1)
]==])
aio_change(ecma/builtin-objects/ecma-builtin-error.c "where they stand" [==[
#define BUILTIN_INC_HEADER_NAME "ecma-builtin-error.inc.h"
]==]
  "#define BUILTIN_INC_HEADER_NAME \"${JERRY_CHANGED}/ecma/builtin-objects/ecma-builtin-error.inc.h\"\n")
aio_change(ecma/builtin-objects/ecma-builtin-error.c "Error.isError" [==[
/**
 * Handle calling [[Call]] of built-in Error object
]==] [==[
static ecma_value_t
ecma_builtin_error_is_error (ecma_value_t this_arg, /**< this argument */
                             ecma_value_t value) /**< any value */
{
  JERRY_UNUSED (this_arg);

  return ecma_make_boolean_value (
    ecma_is_value_object (value)
    && ecma_object_class_is (ecma_get_object_from_value (value), ECMA_OBJECT_CLASS_ERROR));
} /* ecma_builtin_error_is_error */

/**
 * Handle calling [[Call]] of built-in Error object
]==])

# ES2021: all, allSettled, any and race look `resolve` up once, before they ask for an iterator.
aio_change(ecma/builtin-objects/ecma-builtin-promise.c "race: is given it" [==[
  ecma_value_t resolve = ecma_op_object_get_by_magic_id (ecma_get_object_from_value (ctor), LIT_MAGIC_STRING_RESOLVE);

  if (ECMA_IS_VALUE_ERROR (resolve))
  {
    return resolve;
  }

  if (!ecma_op_is_callable (resolve))
  {
    ecma_free_value (resolve);
    return ecma_raise_type_error (ECMA_ERR_RESOLVE_METHOD_MUST_BE_CALLABLE);
  }

  ecma_object_t *resolve_func_p = ecma_get_object_from_value (resolve);
  ecma_value_t ret_value = ECMA_VALUE_ERROR;
]==] [==[
  ecma_object_t *resolve_func_p = ecma_get_object_from_value (resolve);
  ecma_value_t ret_value = ECMA_VALUE_ERROR;
]==])
aio_change(ecma/builtin-objects/ecma-builtin-promise.c "all: is given it" [==[
  ecma_value_t resolve = ecma_op_object_get_by_magic_id (ecma_get_object_from_value (ctor), LIT_MAGIC_STRING_RESOLVE);

  if (ECMA_IS_VALUE_ERROR (resolve))
  {
    return resolve;
  }

  if (!ecma_op_is_callable (resolve))
  {
    ecma_free_value (resolve);
    return ecma_raise_type_error (ECMA_ERR_RESOLVE_METHOD_MUST_BE_CALLABLE);
  }

  ecma_object_t *resolve_func_p = ecma_get_object_from_value (resolve);

  /* 3. */
]==] [==[
  ecma_object_t *resolve_func_p = ecma_get_object_from_value (resolve);

  /* 3. */
]==])
aio_change(ecma/builtin-objects/ecma-builtin-promise.c "race: parameter" [==[
                                   ecma_value_t ctor, /**< Constructor value */
]==] [==[
                                   ecma_value_t ctor, /**< Constructor value */
                                   ecma_value_t resolve, /**< its method, which is freed */
]==])
aio_change(ecma/builtin-objects/ecma-builtin-promise.c "all: parameter" [==[
                              ecma_value_t ctor, /**< the caller of Promise.all */
]==] [==[
                              ecma_value_t ctor, /**< the caller of Promise.all */
                              ecma_value_t resolve, /**< its method, which is freed */
]==])
aio_change(ecma/builtin-objects/ecma-builtin-promise.c "looked up before" [==[
  ecma_value_t next_method;
  ecma_value_t iterator = ecma_op_get_iterator (iterable, ECMA_VALUE_SYNC_ITERATOR, &next_method);
  ecma_value_t ret = ECMA_VALUE_ERROR;
]==] [==[
  ecma_value_t resolve =
    ecma_op_object_get_by_magic_id (ecma_get_object_from_value (this_arg), LIT_MAGIC_STRING_RESOLVE);

  if (!ECMA_IS_VALUE_ERROR (resolve) && !ecma_op_is_callable (resolve))
  {
    ecma_free_value (resolve);
    resolve = ecma_raise_type_error (ECMA_ERR_RESOLVE_METHOD_MUST_BE_CALLABLE);
  }

  if (ECMA_IS_VALUE_ERROR (ecma_op_if_abrupt_reject_promise (&resolve, capability_obj_p)))
  {
    ecma_deref_object (capability_obj_p);
    return resolve;
  }

  ecma_value_t next_method;
  ecma_value_t iterator = ecma_op_get_iterator (iterable, ECMA_VALUE_SYNC_ITERATOR, &next_method);
  ecma_value_t ret = ECMA_VALUE_ERROR;
]==])
aio_change(ecma/builtin-objects/ecma-builtin-promise.c "freed where there is no iterator" [==[
    ecma_free_value (next_method);
    ecma_deref_object (capability_obj_p);
    return iterator;
]==] [==[
    ecma_free_value (resolve);
    ecma_free_value (next_method);
    ecma_deref_object (capability_obj_p);
    return iterator;
]==])
aio_change(ecma/builtin-objects/ecma-builtin-promise.c "race: is told it" [==[
    ret = ecma_builtin_promise_perform_race (iterator, next_method, capability_obj_p, this_arg, &is_done);
]==] [==[
    ret = ecma_builtin_promise_perform_race (iterator, next_method, capability_obj_p, this_arg, resolve, &is_done);
]==])
aio_change(ecma/builtin-objects/ecma-builtin-promise.c "all: is told it" [==[
      ecma_builtin_promise_perform (iterator, next_method, capability_obj_p, this_arg, builtin_routine_id, &is_done);
]==] [==[
      ecma_builtin_promise_perform (iterator,
                                    next_method,
                                    capability_obj_p,
                                    this_arg,
                                    resolve,
                                    builtin_routine_id,
                                    &is_done);
]==])

# ES2020: built-in functions have their length before their name.
aio_change(ecma/builtin-objects/ecma-builtins.c "functions of promises: name" [==[
  if ((ext_obj_p->u.built_in.u2.routine_flags & ECMA_NATIVE_HANDLER_FLAGS_NAME_INITIALIZED) == 0)
  {
    ecma_collection_push_back (prop_names_p, ecma_make_magic_string_value (LIT_MAGIC_STRING_NAME));
    prop_counter_p->string_named_props++;
  }

  if ((ext_obj_p->u.built_in.u2.routine_flags & ECMA_NATIVE_HANDLER_FLAGS_LENGTH_INITIALIZED) == 0)
  {
    ecma_collection_push_back (prop_names_p, ecma_make_magic_string_value (LIT_MAGIC_STRING_LENGTH));
    prop_counter_p->string_named_props++;
  }
} /* ecma_builtin_native_handler_list_lazy_property_names */
]==] [==[
  if ((ext_obj_p->u.built_in.u2.routine_flags & ECMA_NATIVE_HANDLER_FLAGS_LENGTH_INITIALIZED) == 0)
  {
    ecma_collection_push_back (prop_names_p, ecma_make_magic_string_value (LIT_MAGIC_STRING_LENGTH));
    prop_counter_p->string_named_props++;
  }

  if ((ext_obj_p->u.built_in.u2.routine_flags & ECMA_NATIVE_HANDLER_FLAGS_NAME_INITIALIZED) == 0)
  {
    ecma_collection_push_back (prop_names_p, ecma_make_magic_string_value (LIT_MAGIC_STRING_NAME));
    prop_counter_p->string_named_props++;
  }
} /* ecma_builtin_native_handler_list_lazy_property_names */
]==])

# Reflect.set with another receiver made a property of an object that is not extensible, and one named as an element of a typed array.
aio_change(ecma/operations/ecma-objects.c "receivers that take no property" [==[
  if (JERRY_UNLIKELY (ecma_op_object_is_fast_array (receiver_obj_p)))
  {
    ecma_fast_array_convert_to_normal (receiver_obj_p);
  }

  /* 5.f.i */
]==] [==[
  if (!ecma_op_ordinary_object_is_extensible (receiver_obj_p)
      || (ecma_object_is_typedarray (receiver_obj_p) && !ecma_prop_name_is_symbol (property_name_p)
          && (ecma_string_get_array_index (property_name_p) != ECMA_STRING_NOT_ARRAY_INDEX
              || ecma_typedarray_is_element_index (property_name_p))))
  {
    return ecma_raise_readonly_assignment (property_name_p, is_throw);
  }

  if (JERRY_UNLIKELY (ecma_op_object_is_fast_array (receiver_obj_p)))
  {
    ecma_fast_array_convert_to_normal (receiver_obj_p);
  }

  /* 5.f.i */
]==])

# It found the first match only.
aio_change(ecma/builtin-objects/ecma-builtin-string-prototype.c "matchAll of a text finds all" [==[
  ecma_value_t new_regexp = ecma_op_create_regexp_from_pattern (new_regexp_obj_p, regexp_arg, ECMA_VALUE_UNDEFINED);

  if (ECMA_IS_VALUE_ERROR (new_regexp))
  {
    ecma_deref_ecma_string (str_p);
]==] [==[
  ecma_string_t *flags_p = ecma_new_ecma_string_from_code_unit (LIT_CHAR_LOWERCASE_G);
  ecma_value_t flags = ecma_make_string_value (flags_p);
  ecma_value_t new_regexp = ecma_op_create_regexp_from_pattern (new_regexp_obj_p, regexp_arg, flags);

  ecma_deref_ecma_string (flags_p);

  if (ECMA_IS_VALUE_ERROR (new_regexp))
  {
    ecma_deref_ecma_string (str_p);
]==])
