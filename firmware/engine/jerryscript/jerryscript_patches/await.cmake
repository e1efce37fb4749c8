# Read by jerryscript_patches.cmake: what an await costs.
#
# For a value that is no promise the published engine makes a promise, an object that holds it and two functions, and calls one of them:
# 100 bytes and 1,500 instructions that nobody sees. And objects of one prototype, the runtime's timers, are awaited by a method that
# returns a promise (host.awaitBy): by `then` it is 365 bytes of garbage an await, and so 150.
aio_change(ecma/operations/ecma-promise-object.c "awaiting what is no promise" [==[
/**
 * Resolves the value and resume the execution of an async function after the resolve is completed
]==] [==[
/** Objects with this prototype and no `then` of their own are awaited by this method. */
static ecma_object_t *aio_await_prototype_p;
static ecma_object_t *aio_await_method_p;

/** PromiseResolve (%Promise%, value). */
static ecma_value_t
aio_promise_of_awaited (ecma_value_t value) /**< value that is awaited */
{
  if (ecma_is_value_object (value))
  {
    ecma_object_t *object_p = ecma_get_object_from_value (value);

    if (ecma_is_promise (object_p))
    {
      return ecma_promise_reject_or_resolve (
        ecma_make_object_value (ecma_builtin_get (ECMA_BUILTIN_ID_PROMISE)), value, true);
    }

    if (aio_await_prototype_p != NULL && ecma_get_object_type (object_p) == ECMA_OBJECT_TYPE_GENERAL
        && object_p->u2.prototype_cp != JMEM_CP_NULL
        && ECMA_GET_NON_NULL_POINTER (ecma_object_t, object_p->u2.prototype_cp) == aio_await_prototype_p
        && ecma_find_named_property (object_p, ecma_get_magic_string (LIT_MAGIC_STRING_THEN)) == NULL)
    {
      return ecma_op_function_call (aio_await_method_p, value, NULL, 0);
    }
  }

  ecma_value_t promise = ecma_op_create_promise_object (ECMA_VALUE_EMPTY, ECMA_VALUE_UNDEFINED, NULL);

  if (!ECMA_IS_VALUE_ERROR (promise))
  {
    ecma_fulfill_promise_with_checks (promise, value);
  }

  return promise;
}

/**
 * Resolves the value and resume the execution of an async function after the resolve is completed
]==])
aio_change(ecma/operations/ecma-promise-object.c "awaiting what is no promise: its promise" [==[
  ecma_value_t promise = ecma_make_object_value (ecma_builtin_get (ECMA_BUILTIN_ID_PROMISE));
  ecma_value_t result = ecma_promise_reject_or_resolve (promise, value, true);

  ecma_free_value (value);

  if (ECMA_IS_VALUE_ERROR (result))
  {
    return result;
  }

  ecma_promise_async_then (result]==] [==[
  ecma_value_t result = aio_promise_of_awaited (value);

  ecma_free_value (value);

  if (ECMA_IS_VALUE_ERROR (result))
  {
    return result;
  }

  ecma_promise_async_then (result]==])
