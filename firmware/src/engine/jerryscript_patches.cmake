# Read by jerryscript.cmake: how our copy of JerryScript's jerry-core differs from the published one. Each change says why.
#
# Every text to be replaced occurs exactly once in its file of JerryScript 3.0.0: with another version this stops, and says where.
#
# In:  AIO_JERRYSCRIPT
# Out: JERRY_CHANGED, a folder with the changed files and jerryscript.c, which includes all of them

set(JERRY_CHANGED ${CMAKE_CURRENT_BINARY_DIR}/jerryscript)
set(JERRY_CHANGED_FILES)

function(aio_change file what old new)
  string(MAKE_C_IDENTIFIER ${file} id)
  if(NOT file IN_LIST JERRY_CHANGED_FILES)
    file(READ ${AIO_JERRYSCRIPT}/jerry-core/${file} jerry_text_${id})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${AIO_JERRYSCRIPT}/jerry-core/${file})
    list(APPEND JERRY_CHANGED_FILES ${file})
    set(JERRY_CHANGED_FILES ${JERRY_CHANGED_FILES} PARENT_SCOPE)
  endif()
  string(FIND "${jerry_text_${id}}" "${old}" first)
  string(FIND "${jerry_text_${id}}" "${old}" last REVERSE)
  if(first EQUAL -1 OR NOT first EQUAL last)
    message(FATAL_ERROR "jerryscript_patches.cmake, \"${what}\": ${file} does not have the text once; is it JerryScript 3.0.0?")
  endif()
  string(REPLACE "${old}" "${new}" changed "${jerry_text_${id}}")
  set(jerry_text_${id} "${changed}" PARENT_SCOPE)
endfunction()

# A frame says where it is only while it calls a function. What the virtual machine throws itself, and what a getter throws, would
# be shown at the last call before, or at the function's first line. Costs an instruction for each byte code.
aio_change(vm/vm.c "where a frame is" [==[
      uint8_t opcode = *byte_code_p++;
      uint32_t opcode_data = opcode;
]==] [==[
      uint8_t opcode = *byte_code_p++;
      uint32_t opcode_data = opcode;

#if JERRY_LINE_INFO
      frame_ctx_p->byte_code_p = byte_code_start_p;
#endif
]==])

# The published engine notes a position for each statement. The bundler joins statements into expressions (a(), b(); if (a) b()), and
# a call may be many lines below the statement's first. Measured: 6 % more heap for the runtime's code.
aio_change(parser/js/js-parser-expr.c "positions of calls" [==[
  parser_process_call_arguments (context_p, call_ref_p);

  lexer_next_token (context_p);
]==] [==[
#if JERRY_LINE_INFO
  parser_line_counter_t call_line = context_p->token.line;
  parser_line_counter_t call_column = context_p->token.column;
#endif

  parser_process_call_arguments (context_p, call_ref_p);

  lexer_next_token (context_p);

#if JERRY_LINE_INFO
  parser_line_info_append (context_p, call_line, call_column);
#endif
]==])
aio_change(parser/js/js-parser-expr.c "positions behind && || ??" [==[
      parser_append_binary_token (context_p);
      lexer_next_token (context_p);
      continue;
]==] [==[
#if JERRY_LINE_INFO
      bool is_branch = (context_p->token.type == LEXER_LOGICAL_AND || context_p->token.type == LEXER_LOGICAL_OR
                        || context_p->token.type == LEXER_NULLISH_COALESCING);
#endif
      parser_append_binary_token (context_p);
      lexer_next_token (context_p);
#if JERRY_LINE_INFO
      if (is_branch)
      {
        parser_line_info_append (context_p, context_p->token.line, context_p->token.column);
      }
#endif
      continue;
]==])
aio_change(parser/js/js-parser-expr.c "positions behind commas" [==[
      parser_process_expression_sequence (context_p);
      continue;
]==] [==[
      parser_process_expression_sequence (context_p);
#if JERRY_LINE_INFO
      parser_flush_cbc (context_p);
      parser_line_info_append (context_p, context_p->token.line, context_p->token.column);
#endif
      continue;
]==])
# Columns count as source maps do: a tab and each half of a surrogate pair is 1, and the two characters in front of an expression in a
# template are 2.
aio_change(parser/js/js-lexer.c "columns behind a tab" [==[
  return (parser_line_counter_t) (((column + (8u - 1u)) & ~ECMA_STRING_CONTAINER_MASK) + 1u);
]==] [==[
  return (parser_line_counter_t) (column + 1u);
]==])
aio_change(parser/js/js-lexer.c "columns in a template" [==[
      raw_length_adjust--;
      source_p++;
      break;
]==] [==[
      raw_length_adjust--;
      source_p++;
      column++;
      break;
]==])
aio_change(parser/js/js-lexer.c "columns behind a character beyond U+FFFF" [==[
      raw_length_adjust += 2;
      column++;
]==] [==[
      raw_length_adjust += 2;
      column = (parser_line_counter_t) (column + 2);
]==])

# Recursion that the published engine does not count: it ended in a fault.
aio_change(ecma/builtin-objects/ecma-builtin-json.c "JSON.stringify of what is nested too deep" [==[
                                      ecma_string_t *key_p) /**< property key*/
{
]==] [==[
                                      ecma_string_t *key_p) /**< property key*/
{
  ECMA_CHECK_STACK_USAGE ();
]==])
aio_change(ecma/builtin-objects/ecma-builtin-json.c "JSON.parse of what is nested too deep" [==[
ecma_builtin_json_parse_value (ecma_json_token_t *token_p) /**< token argument */
{
]==] [==[
ecma_builtin_json_parse_value (ecma_json_token_t *token_p) /**< token argument */
{
  if (ecma_get_current_stack_usage () > CONFIG_MEM_STACK_LIMIT)
  {
    /* As every error: unwinds to the outermost call. */
    token_p->type = TOKEN_INVALID;
    token_p->current_p = NULL;
    return ECMA_VALUE_EMPTY;
  }

]==])
aio_change(ecma/builtin-objects/ecma-builtin-json.c "JSON.parse of what is nested too deep: its error" [==[
    ecma_free_value (result);
  }

  return ecma_raise_syntax_error (ECMA_ERR_INVALID_JSON_FORMAT);
]==] [==[
    ecma_free_value (result);
  }
  else if (token.current_p == NULL)
  {
    return ecma_raise_maximum_callstack_error ();
  }

  return ecma_raise_syntax_error (ECMA_ERR_INVALID_JSON_FORMAT);
]==])
aio_change(parser/js/js-parser-expr.c "source that is nested too deep" [==[
  size_t grouping_level = (options & PARSE_EXPR_LEFT_HAND_SIDE);

  parser_stack_push_uint8 (context_p, LEXER_EXPRESSION_START);
]==] [==[
  size_t grouping_level = (options & PARSE_EXPR_LEFT_HAND_SIDE);

  if (ecma_get_current_stack_usage () > CONFIG_MEM_STACK_LIMIT)
  {
    parser_raise_error (context_p, PARSER_ERR_STACK_OVERFLOW);
  }

  parser_stack_push_uint8 (context_p, LEXER_EXPRESSION_START);
]==])
aio_change(parser/js/js-parser-expr.c "patterns that are nested too deep" [==[
                          parser_pattern_flags_t flags) /**< flags */
{
  if (context_p->token.type == LEXER_LEFT_BRACE)
  {
    parser_parse_object_initializer (context_p, flags);
]==] [==[
                          parser_pattern_flags_t flags) /**< flags */
{
  if (ecma_get_current_stack_usage () > CONFIG_MEM_STACK_LIMIT)
  {
    parser_raise_error (context_p, PARSER_ERR_STACK_OVERFLOW);
  }

  if (context_p->token.type == LEXER_LEFT_BRACE)
  {
    parser_parse_object_initializer (context_p, flags);
]==])
# A function's variables are on the stack too, and there may be many: they would jump over what is kept free.
aio_change(vm/vm.c "a function with many variables" [==[
  JERRY_VLA (ecma_value_t, stack, frame_size + (sizeof (vm_frame_ctx_t) / sizeof (ecma_value_t)));
]==] [==[
  if (JERRY_UNLIKELY (ecma_get_current_stack_usage () + frame_size * sizeof (ecma_value_t) > CONFIG_MEM_STACK_LIMIT))
  {
    return ecma_raise_maximum_callstack_error ();
  }

  JERRY_VLA (ecma_value_t, stack, frame_size + (sizeof (vm_frame_ctx_t) / sizeof (ecma_value_t)));
]==])

# new Error(message, { cause }).
aio_change(ecma/builtin-objects/ecma-builtin-helpers-error.c "the cause of an error" [==[
/**
 * Handle calling [[Call]] of a built-in error object
]==] [==[
/**
 * InstallErrorCause of ECMA-262 v13, 20.5.8.1. Takes the error over.
 *
 * @return the error, or ECMA_VALUE_ERROR
 */
ecma_value_t
ecma_builtin_helper_error_install_cause (ecma_object_t *error_p, /**< new error */
                                         ecma_value_t options) /**< second argument of the constructor */
{
  ecma_value_t error = ecma_make_object_value (error_p);

  if (!ecma_is_value_object (options))
  {
    return error;
  }

  ecma_string_t *name_p = ecma_new_ecma_string_from_ascii ((const lit_utf8_byte_t *) "cause", 5);
  ecma_value_t result = ecma_op_object_has_property (ecma_get_object_from_value (options), name_p);

  if (ecma_is_value_true (result))
  {
    result = ecma_op_object_get (ecma_get_object_from_value (options), name_p);

    if (!ECMA_IS_VALUE_ERROR (result))
    {
      ecma_property_value_t *prop_value_p =
        ecma_create_named_data_property (error_p, name_p, ECMA_PROPERTY_CONFIGURABLE_WRITABLE, NULL);
      prop_value_p->value = ecma_copy_value_if_not_object (result);
      ecma_free_value (result);
    }
  }

  ecma_deref_ecma_string (name_p);

  if (ECMA_IS_VALUE_ERROR (result))
  {
    ecma_deref_object (error_p);
    return result;
  }

  return error;
}

/**
 * Handle calling [[Call]] of a built-in error object
]==])
aio_change(ecma/builtin-objects/ecma-builtin-helpers-error.c "the cause of an error with a message" [==[
    ecma_deref_ecma_string (message_string_p);
    return ecma_make_object_value (new_error_object_p);
]==] [==[
    ecma_deref_ecma_string (message_string_p);
    return ecma_builtin_helper_error_install_cause (
      new_error_object_p, arguments_list_len > 1 ? arguments_list_p[1] : ECMA_VALUE_UNDEFINED);
]==])
aio_change(ecma/builtin-objects/ecma-builtin-helpers-error.c "the cause of an error without a message" [==[
  ecma_object_t *new_error_object_p = ecma_new_standard_error (error_type, NULL);

  return ecma_make_object_value (new_error_object_p);
]==] [==[
  ecma_object_t *new_error_object_p = ecma_new_standard_error (error_type, NULL);

  return ecma_builtin_helper_error_install_cause (
    new_error_object_p, arguments_list_len > 1 ? arguments_list_p[1] : ECMA_VALUE_UNDEFINED);
]==])

# One file for the compiler: jerry-core's hottest functions are tiny, and in other files than those that call them.
set(jerry_all "/* Made by jerryscript_patches.cmake: jerry-core in one piece. */\n")
file(GLOB_RECURSE jerry_files RELATIVE ${AIO_JERRYSCRIPT}/jerry-core ${AIO_JERRYSCRIPT}/jerry-core/*.c)
list(SORT jerry_files)
foreach(file ${jerry_files})
  set(from ${AIO_JERRYSCRIPT}/jerry-core/${file})
  if(file IN_LIST JERRY_CHANGED_FILES)
    string(MAKE_C_IDENTIFIER ${file} id)
    set(from ${JERRY_CHANGED}/${file})
    file(GENERATE OUTPUT ${from} CONTENT "${jerry_text_${id}}")
  endif()
  string(APPEND jerry_all "#include \"${from}\"\n")
endforeach()
file(GENERATE OUTPUT ${JERRY_CHANGED}/jerryscript.c CONTENT "${jerry_all}")
