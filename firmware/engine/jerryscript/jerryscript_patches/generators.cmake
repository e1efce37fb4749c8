# Read by jerryscript_patches.cmake: async generators. The published one hands promises on as they are.

# `yield promise` and `return promise` wait, and throw inside the generator what the promise is rejected with.
aio_change(parser/js/js-parser-expr.c "yield of an async generator awaits" [==[
      parser_emit_cbc_ext (context_p, opcode);

      return (context_p->token.type != LEXER_RIGHT_PAREN && context_p->token.type != LEXER_COMMA);
]==] [==[
      if (opcode == CBC_EXT_ASYNC_YIELD)
      {
        parser_emit_cbc_ext (context_p, CBC_EXT_GENERATOR_AWAIT);
      }
      parser_emit_cbc_ext (context_p, opcode);

      return (context_p->token.type != LEXER_RIGHT_PAREN && context_p->token.type != LEXER_COMMA);
]==])
aio_change(parser/js/js-parser-statm.c "return of an async generator awaits" [==[
        parser_parse_expression (context_p, PARSE_EXPR);

        if (context_p->last_cbc_opcode == CBC_PUSH_LITERAL)
        {
          context_p->last_cbc_opcode = CBC_RETURN_WITH_LITERAL;
]==] [==[
        parser_parse_expression (context_p, PARSE_EXPR);

        if ((context_p->status_flags & (PARSER_IS_GENERATOR_FUNCTION | PARSER_IS_ASYNC_FUNCTION))
            == (PARSER_IS_GENERATOR_FUNCTION | PARSER_IS_ASYNC_FUNCTION))
        {
          parser_emit_cbc_ext (context_p, CBC_EXT_GENERATOR_AWAIT);
        }

        if (context_p->last_cbc_opcode == CBC_PUSH_LITERAL)
        {
          context_p->last_cbc_opcode = CBC_RETURN_WITH_LITERAL;
]==])
# generator.return(promise) too: at a yield, and of one that has ended, which answers with the value.
aio_change(ecma/operations/ecma-async-generator-object.c "return() awaits" [==[
    result = task_p->operation_value;
    ecma_ref_if_object (result);
    task_p->operation_value = ECMA_VALUE_UNDEFINED;
]==] [==[
    result = task_p->operation_value;
    ecma_ref_if_object (result);
    task_p->operation_value = ECMA_VALUE_UNDEFINED;

    if (task_p->operation_type == ECMA_ASYNC_GENERATOR_DO_RETURN)
    {
      result = ecma_promise_async_await ((ecma_extended_object_t *) async_generator_object_p, result);

      if (!ECMA_IS_VALUE_ERROR (result))
      {
        return ECMA_VALUE_UNDEFINED;
      }

      async_generator_object_p->frame_ctx.byte_code_p = opfunc_resume_executable_object_with_throw;
      result = jcontext_take_exception ();
    }
]==])
aio_change(ecma/operations/ecma-async-generator-object.c "return() of a generator that has ended" [==[
    if (task_p->operation_type != ECMA_ASYNC_GENERATOR_DO_THROW)
    {
      value = ecma_create_iter_result_object (ECMA_VALUE_UNDEFINED, ECMA_VALUE_TRUE);
]==] [==[
    if (task_p->operation_type == ECMA_ASYNC_GENERATOR_DO_RETURN)
    {
      value = aio_async_generator_ended (task_p->operation_value);
      ecma_fulfill_promise (task_p->promise, value);
      ecma_free_value (value);
    }
    else if (task_p->operation_type != ECMA_ASYNC_GENERATOR_DO_THROW)
    {
      value = ecma_create_iter_result_object (ECMA_VALUE_UNDEFINED, ECMA_VALUE_TRUE);
]==])
aio_change(ecma/operations/ecma-async-generator-object.c "return() of a generator that has ended: its promise" [==[
/**
 * Finalize the promises of an executable generator
 */
]==] [==[
/**
 * Await the value of a return operation of an async generator that has ended
 *
 * @return promise of an iterator result
 *         Returned value must be freed with ecma_free_value.
 */
ecma_value_t
aio_async_generator_ended (ecma_value_t value) /**< value of the operation */
{
  ecma_value_t constructor = ecma_make_object_value (ecma_builtin_get (ECMA_BUILTIN_ID_PROMISE));
  ecma_value_t promise = ecma_promise_reject_or_resolve (constructor, value, true);

  if (ECMA_IS_VALUE_ERROR (promise))
  {
    ecma_value_t error = jcontext_take_exception ();
    promise = ecma_promise_reject_or_resolve (constructor, error, false);
    ecma_free_value (error);
    return promise;
  }

  ecma_object_t *unwrap_p = ecma_op_create_native_handler (ECMA_NATIVE_HANDLER_ASYNC_FROM_SYNC_ITERATOR_UNWRAP,
                                                           sizeof (ecma_extended_object_t));
  ((ecma_extended_object_t *) unwrap_p)->u.built_in.u2.routine_flags =
    (uint8_t) (1 << ECMA_NATIVE_HANDLER_COMMON_FLAGS_SHIFT);

  ecma_value_t result = ecma_promise_then (promise, ecma_make_object_value (unwrap_p), ECMA_VALUE_UNDEFINED);

  ecma_deref_object (unwrap_p);
  ecma_free_value (promise);
  return result;
}

/**
 * Finalize the promises of an executable generator
 */
]==])
aio_change(ecma/builtin-objects/ecma-builtin-async-generator-prototype.c "return() of a generator that has ended" [==[
    ecma_value_t iter_result = ecma_create_iter_result_object (ECMA_VALUE_UNDEFINED, ECMA_VALUE_TRUE);
]==] [==[
    if (builtin_routine_id == ECMA_ASYNC_GENERATOR_PROTOTYPE_ROUTINE_RETURN)
    {
      return aio_async_generator_ended (arguments_list_p[0]);
    }

    ecma_value_t iter_result = ecma_create_iter_result_object (ECMA_VALUE_UNDEFINED, ECMA_VALUE_TRUE);
]==])
aio_change(ecma/builtin-objects/ecma-builtin-async-generator-prototype.c "return() of a generator that has ended: declaration" [==[
#define ECMA_BUILTINS_INTERNAL
]==] [==[
ecma_value_t aio_async_generator_ended (ecma_value_t value);

#define ECMA_BUILTINS_INTERNAL
]==])
