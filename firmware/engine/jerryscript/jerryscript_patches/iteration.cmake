# Read by jerryscript_patches.cmake: the steps of iterators, of those that are async above all.

# What a throw closes keeps its error, whatever return() does.
aio_change(ecma/operations/ecma-iterator-object.c "closing an iterator behind an error" [==[
  if (ECMA_IS_VALUE_ERROR (return_method))
  {
    ecma_free_value (completion);
    return return_method;
  }
]==] [==[
  if (ECMA_IS_VALUE_ERROR (return_method))
  {
    if (!ecma_is_value_empty (completion))
    {
      jcontext_release_exception ();
      jcontext_raise_exception (completion);
    }

    return ECMA_VALUE_ERROR;
  }
]==])

# next() of an async generator that waits at a yield goes on at once. The published engine did so in a job.
aio_change(ecma/operations/ecma-async-generator-object.c "going on at once" [==[
    if (async_generator_object_p->extended_object.u.cls.u2.executable_obj_flags & ECMA_ASYNC_GENERATOR_CALLED)
    {
      ecma_value_t executable_object = ecma_make_object_value ((ecma_object_t *) async_generator_object_p);
      ecma_enqueue_promise_async_generator_job (executable_object);
      return result;
    }

]==] "")
# yield* hands values on as they are, and takes a method that is null for one that is missing.
aio_change(ecma/operations/ecma-async-generator-object.c "values of yield*" [==[
        ECMA_AWAIT_SET_STATE (executable_object_p, YIELD_NEXT_VALUE);
        return ecma_promise_async_await ((ecma_extended_object_t *) executable_object_p, result);
]==] [==[
        ECMA_AWAIT_SET_STATE (executable_object_p, YIELD_OPERATION);
        opfunc_async_generator_yield ((ecma_extended_object_t *) executable_object_p, result);
        return ECMA_VALUE_UNDEFINED;
]==])
aio_change(ecma/operations/ecma-async-generator-object.c "throw() of yield*" [==[
  ecma_object_t *obj_p = ecma_get_object_from_value (async_generator_object_p->iterator);
  ecma_value_t result = ecma_op_object_get_by_magic_id (obj_p, LIT_MAGIC_STRING_THROW);
]==] [==[
  const ecma_value_t iterator = async_generator_object_p->iterator;
  ecma_value_t result = ecma_op_get_method_by_magic_id (iterator, LIT_MAGIC_STRING_THROW);
]==])
aio_change(ecma/operations/ecma-async-generator-object.c "throw() of yield* where there is none" [==[
    result = ecma_op_object_get_by_magic_id (obj_p, LIT_MAGIC_STRING_RETURN);

    if (result == ECMA_VALUE_UNDEFINED)
    {
      return ecma_raise_type_error (]==] [==[
    result = ecma_op_get_method_by_magic_id (iterator, LIT_MAGIC_STRING_RETURN);

    if (ECMA_IS_VALUE_ERROR (result))
    {
      return result;
    }

    if (result == ECMA_VALUE_UNDEFINED)
    {
      return ecma_raise_type_error (]==])
aio_change(ecma/operations/ecma-async-generator-object.c "return() of yield*" [==[
      ecma_object_t *obj_p = ecma_get_object_from_value (executable_object_p->iterator);
      ecma_value_t result = ecma_op_object_get_by_magic_id (obj_p, LIT_MAGIC_STRING_RETURN);
]==] [==[
      ecma_value_t result = ecma_op_get_method_by_magic_id (executable_object_p->iterator, LIT_MAGIC_STRING_RETURN);
]==])

# AsyncFromSyncIterator, of ECMA-262 v16, 27.1.6: `for await` over an iterator that is not async closes it when one of its promises is rejected,
# and stops at the first error. The published engine went on, with the promise in the place of what it had asked for.
aio_change_function(ecma/builtin-objects/ecma-builtin-async-from-sync-iterator-prototype.c "values of an iterator that is not async"
  ecma_op_async_from_sync_iterator_prototype_continuation [==[
ecma_op_async_from_sync_iterator_prototype_continuation (ecma_value_t result, /**< iterator result, or an error */
                                                         ecma_object_t *capability_obj_p, /**< promise capability */
                                                         ecma_value_t iterator, /**< sync iterator */
                                                         bool closes) /**< a rejection closes it */
{
  if (!ECMA_IS_VALUE_ERROR (result) && !ecma_is_value_object (result))
  {
    result = ecma_raise_type_error (ECMA_ERR_ARGUMENT_IS_NOT_AN_OBJECT);
  }

  ecma_value_t done = ECMA_IS_VALUE_ERROR (result) ? result : ecma_op_iterator_complete (result);
  ecma_value_t value = ECMA_IS_VALUE_ERROR (done) ? done : ecma_op_iterator_value (result);

  if (ECMA_IS_VALUE_ERROR (value))
  {
    ecma_op_if_abrupt_reject_promise (&value, capability_obj_p);
    return value;
  }

  closes = closes && ecma_is_value_false (done);

  ecma_value_t builtin_promise = ecma_make_object_value (ecma_builtin_get (ECMA_BUILTIN_ID_PROMISE));
  ecma_value_t wrapper = ecma_promise_reject_or_resolve (builtin_promise, value, true);
  ecma_free_value (value);

  if (ECMA_IS_VALUE_ERROR (wrapper))
  {
    if (closes)
    {
      wrapper = ecma_op_iterator_close (iterator);
    }

    ecma_op_if_abrupt_reject_promise (&wrapper, capability_obj_p);
    return wrapper;
  }

  ecma_object_t *unwrap_p =
    aio_async_from_sync_handler (ecma_is_value_false (done) ? 0 : AIO_FROM_SYNC_DONE, ECMA_VALUE_UNDEFINED);
  ecma_object_t *close_p = closes ? aio_async_from_sync_handler (AIO_FROM_SYNC_CLOSE, iterator) : NULL;
  ecma_value_t promise = ecma_promise_perform_then (wrapper,
                                                    ecma_make_object_value (unwrap_p),
                                                    closes ? ecma_make_object_value (close_p) : ECMA_VALUE_UNDEFINED,
                                                    capability_obj_p);

  ecma_deref_object (unwrap_p);

  if (closes)
  {
    ecma_deref_object (close_p);
  }

  ecma_free_value (wrapper);
  return promise;]==])
aio_change(ecma/builtin-objects/ecma-builtin-async-from-sync-iterator-prototype.c "values of an iterator that is not async: handlers" [==[
/**
 * AsyncFromSyncIteratorContinuation operation
]==] [==[
/**
 * A reaction of a promise that an iterator that is not async handed out. The iterator that it closes is kept as a property.
 */
static ecma_object_t *
aio_async_from_sync_handler (uint8_t what, /**< AIO_FROM_SYNC_* */
                             ecma_value_t iterator) /**< sync iterator, or undefined */
{
  ecma_object_t *handler_p =
    ecma_op_create_native_handler (ECMA_NATIVE_HANDLER_ASYNC_FROM_SYNC_ITERATOR_UNWRAP, sizeof (ecma_extended_object_t));

  ((ecma_extended_object_t *) handler_p)->u.built_in.u2.routine_flags =
    (uint8_t) (what << ECMA_NATIVE_HANDLER_COMMON_FLAGS_SHIFT);

  if (ecma_is_value_object (iterator))
  {
    ecma_property_value_t *value_p = ecma_create_named_data_property (
      handler_p, ecma_get_magic_string (LIT_MAGIC_STRING_RETURN), ECMA_PROPERTY_FIXED, NULL);

    value_p->value = iterator;
  }

  return handler_p;
}

/**
 * AsyncFromSyncIteratorContinuation operation
]==])
aio_change(ecma/operations/ecma-iterator-object.c "values of an iterator that is not async: closing it" [==[
  ecma_value_t arg = args_count > 0 ? args_p[0] : ECMA_VALUE_UNDEFINED;
  ecma_value_t done =
    ecma_make_boolean_value (unwrap_p->u.built_in.u2.routine_flags >> ECMA_NATIVE_HANDLER_COMMON_FLAGS_SHIFT);
]==] [==[
  ecma_value_t arg = args_count > 0 ? args_p[0] : ECMA_VALUE_UNDEFINED;
  uint32_t what = unwrap_p->u.built_in.u2.routine_flags >> ECMA_NATIVE_HANDLER_COMMON_FLAGS_SHIFT;

  if (what == AIO_FROM_SYNC_CLOSE)
  {
    ecma_property_t *property_p =
      ecma_find_named_property (function_obj_p, ecma_get_magic_string (LIT_MAGIC_STRING_RETURN));

    jcontext_raise_exception (ecma_copy_value (arg));
    return ecma_op_iterator_close (ECMA_PROPERTY_VALUE_PTR (property_p)->value);
  }

  ecma_value_t done = ecma_make_boolean_value (what == AIO_FROM_SYNC_DONE);
]==])
aio_change(ecma/builtin-objects/ecma-builtin-handlers.h "values of an iterator that is not async: handlers" [==[
#define ECMA_NATIVE_HANDLER_COMMON_FLAGS_SHIFT 2
]==] [==[
#define ECMA_NATIVE_HANDLER_COMMON_FLAGS_SHIFT 2

/**
 * What ECMA_NATIVE_HANDLER_ASYNC_FROM_SYNC_ITERATOR_UNWRAP does, in the flags above.
 */
enum
{
  AIO_FROM_SYNC_DONE = 1, /**< makes a result of the value, with `done` */
  AIO_FROM_SYNC_CLOSE = 2, /**< closes the iterator and throws the value */
};
]==])
aio_change(ecma/builtin-objects/ecma-builtin-async-from-sync-iterator-prototype.c "next() of an iterator that is not async" [==[
  /* 6. */
  if (ECMA_IS_VALUE_ERROR (ecma_op_if_abrupt_reject_promise (&next_result, capability_p)))
  {
    return next_result;
  }

  /* 7. */
  ecma_value_t result = ecma_op_async_from_sync_iterator_prototype_continuation (next_result, capability_p);
  ecma_free_value (next_result);
]==] [==[
  ecma_value_t result = ecma_op_async_from_sync_iterator_prototype_continuation (
    next_result, capability_p, iter_p->header.u.cls.u3.sync_iterator, true);
  ecma_free_value (next_result);
]==])
aio_change_function(ecma/builtin-objects/ecma-builtin-async-from-sync-iterator-prototype.c "return() and throw() of an iterator that is not async"
  ecma_builtin_async_from_sync_iterator_prototype_do [==[
ecma_builtin_async_from_sync_iterator_prototype_do (ecma_async_from_sync_iterator_object_t *iter_p, /**< iterator record */
                                                    ecma_object_t *capability_obj_p, /**< promise capability */
                                                    ecma_value_t value, /**< argument, or empty */
                                                    lit_magic_string_id_t method_id) /**< return or throw */
{
  const ecma_value_t iterator = iter_p->header.u.cls.u3.sync_iterator;
  const bool is_return = method_id == LIT_MAGIC_STRING_RETURN;
  ecma_value_t argument = ecma_is_value_empty (value) ? ECMA_VALUE_UNDEFINED : value;
  ecma_value_t result = ecma_op_get_method_by_magic_id (iterator, method_id);

  if (!ecma_is_value_undefined (result))
  {
    if (!ECMA_IS_VALUE_ERROR (result))
    {
      const ecma_value_t method = result;

      result = ecma_op_function_validated_call (method, iterator, &argument, ecma_is_value_empty (value) ? 0 : 1);
      ecma_free_value (method);
    }

    ecma_value_t promise =
      ecma_op_async_from_sync_iterator_prototype_continuation (result, capability_obj_p, iterator, !is_return);

    ecma_free_value (result);
    return promise;
  }

  ecma_promise_capabality_t *capability_p = (ecma_promise_capabality_t *) capability_obj_p;

  if (is_return)
  {
    argument = ecma_create_iter_result_object (argument, ECMA_VALUE_TRUE);
    result = ecma_op_function_call (
      ecma_get_object_from_value (capability_p->resolve), ECMA_VALUE_UNDEFINED, &argument, 1);
    ecma_free_value (argument);
    ecma_free_value (result);
    return ecma_copy_value (capability_p->header.u.cls.u3.promise);
  }

  result = ecma_op_iterator_close (iterator);

  if (!ECMA_IS_VALUE_ERROR (result))
  {
    result = ecma_raise_type_error (ECMA_ERR_ITERATOR_THROW_IS_NOT_AVAILABLE);
  }

  ecma_op_if_abrupt_reject_promise (&result, capability_obj_p);
  return result;]==])
