# Read by jerryscript.cmake: how our copy of JerryScript's jerry-core differs from the published one. Each change says why.
#
# Every text to be replaced occurs exactly once in its file of JerryScript 3.0.0: with another version this stops, and says where.
#
# In:  AIO_JERRYSCRIPT, FIRMWARE
# Out: JERRY_CHANGED, a folder with the changed files and jerryscript.c, which includes all of them
#      JERRY_PATCHES, the files of jerryscript_patches/, which are read too

include(${FIRMWARE}/engine/replace_once.cmake)

set(JERRY_CHANGED ${CMAKE_CURRENT_BINARY_DIR}/jerryscript)
set(JERRY_CHANGED_FILES)

# Reads a file of JerryScript before it is changed for the first time.
macro(aio_read file)
  if(NOT ${file} IN_LIST JERRY_CHANGED_FILES)
    file(READ ${AIO_JERRYSCRIPT}/jerry-core/${file} jerry_text_${id})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${AIO_JERRYSCRIPT}/jerry-core/${file})
    list(APPEND JERRY_CHANGED_FILES ${file})
    set(JERRY_CHANGED_FILES ${JERRY_CHANGED_FILES} PARENT_SCOPE)
  endif()
endmacro()

function(aio_change file what old new)
  string(MAKE_C_IDENTIFIER ${file} id)
  aio_read(${file})
  aio_replace_once(jerry_text_${id} "${old}" "${new}"
    "jerryscript_patches.cmake, \"${what}\": ${file} does not have the text once; is it JerryScript 3.0.0?")
  set(jerry_text_${id} "${jerry_text_${id}}" PARENT_SCOPE)
endfunction()

# Replaces a function of `file`, whose end JerryScript marks with "} /* NAME */". `new` begins behind the return type and ends in front of
# the closing brace.
function(aio_change_function file what name new)
  string(MAKE_C_IDENTIFIER ${file} id)
  aio_read(${file})
  string(FIND "${jerry_text_${id}}" "\n${name} (" begin)
  string(FIND "${jerry_text_${id}}" "\n} /* ${name} */\n" end)
  if(begin EQUAL -1 OR end LESS begin)
    message(FATAL_ERROR
      "jerryscript_patches.cmake, \"${what}\": ${file} does not have ${name}(); is it JerryScript 3.0.0?")
  endif()
  string(SUBSTRING "${jerry_text_${id}}" 0 ${begin} before)
  string(SUBSTRING "${jerry_text_${id}}" ${end} -1 after)
  set(jerry_text_${id} "${before}\n${new}${after}" PARENT_SCOPE)
  set(JERRY_CHANGED_FILES ${JERRY_CHANGED_FILES} PARENT_SCOPE)
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

# A program is asked where it is while it runs: at each jump back and each call one look at a variable.
aio_change(vm/vm.c "being asked: jumps" [==[
        if (opcode_data & VM_OC_BACKWARD_BRANCH)
        {
#if JERRY_VM_HALT
]==] [==[
        if (opcode_data & VM_OC_BACKWARD_BRANCH)
        {
          if (JERRY_UNLIKELY (aio_stack_wanted))
          {
            aio_stack_answer ();
          }

#if JERRY_VM_HALT
]==])
aio_change(vm/vm.c "being asked: calls" [==[
vm_execute (vm_frame_ctx_t *frame_ctx_p) /**< frame context */
{
]==] [==[
vm_execute (vm_frame_ctx_t *frame_ctx_p) /**< frame context */
{
  if (JERRY_UNLIKELY (aio_stack_wanted))
  {
    aio_stack_answer ();
  }

]==])
aio_change(vm/vm.c "being asked: declarations" [==[
/**
 * Get the value of object[property].
]==] [==[
/* firmware/engine/application.h */
extern volatile bool aio_stack_wanted;
void aio_stack_answer (void);

/**
 * Get the value of object[property].
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
# The first position that is noted for a place in the byte code stays, and this declaration has no byte code.
aio_change(parser/js/js-parser-statm.c "positions behind an async function" [==[
        && context_p->token.type != LEXER_KEYW_DEFAULT)
    {
      parser_line_info_append (context_p, context_p->token.line, context_p->token.column);
]==] [==[
        && context_p->token.type != LEXER_KEYW_DEFAULT
        && !(context_p->token.type == LEXER_LITERAL && lexer_token_is_async (context_p)))
    {
      parser_line_info_append (context_p, context_p->token.line, context_p->token.column);
]==])
# An await is at its keyword, as a call that waits is told of by it.
aio_change(parser/js/js-parser-expr.c "positions of awaits" [==[
    parser_stack_push_uint8 (context_p, context_p->token.type);
    lexer_next_token (context_p);
  }

  /* Parse primary expression. */
]==] [==[
#if JERRY_LINE_INFO
    if (context_p->token.type == LEXER_KEYW_AWAIT)
    {
      parser_line_counter_t position[2] = { context_p->token.line, context_p->token.column };
      parser_stack_push (context_p, position, sizeof (position));
    }
#endif

    parser_stack_push_uint8 (context_p, context_p->token.type);
    lexer_next_token (context_p);
  }

  /* Parse primary expression. */
]==])
aio_change(parser/js/js-parser-expr.c "positions of awaits: noting them" [==[
    else if (JERRY_UNLIKELY (token == LEXER_KEYW_AWAIT))
    {
]==] [==[
    else if (JERRY_UNLIKELY (token == LEXER_KEYW_AWAIT))
    {
#if JERRY_LINE_INFO
      parser_line_counter_t position[2];
      parser_stack_pop (context_p, position, sizeof (position));
      parser_flush_cbc (context_p);
      parser_line_info_append (context_p, position[0], position[1]);
#endif

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
{
  JERRY_ASSERT (context_p->token.type == LEXER_LEFT_BRACE || context_p->token.type == LEXER_LEFT_SQUARE);

  parser_pattern_flags_t options = (PARSER_PATTERN_NESTED_PATTERN | PARSER_PATTERN_TARGET_ON_STACK
]==] [==[
{
  JERRY_ASSERT (context_p->token.type == LEXER_LEFT_BRACE || context_p->token.type == LEXER_LEFT_SQUARE);

  if (ecma_get_current_stack_usage () > CONFIG_MEM_STACK_LIMIT)
  {
    parser_raise_error (context_p, PARSER_ERR_STACK_OVERFLOW);
  }

  parser_pattern_flags_t options = (PARSER_PATTERN_NESTED_PATTERN | PARSER_PATTERN_TARGET_ON_STACK
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
aio_change(ecma/builtin-objects/ecma-builtin-aggregateerror.c "the cause of an AggregateError" [==[
  return ecma_new_aggregate_error (error_val, message_val);
} /* ecma_builtin_aggregate_error_dispatch_call */
]==] [==[
  ecma_value_t result = ecma_new_aggregate_error (error_val, message_val);

  if (ECMA_IS_VALUE_ERROR (result) || arguments_list_len < 3)
  {
    return result;
  }

  return ecma_builtin_helper_error_install_cause (ecma_get_object_from_value (result), arguments_list_p[2]);
} /* ecma_builtin_aggregate_error_dispatch_call */
]==])
aio_change(ecma/builtin-objects/ecma-builtin-aggregateerror.c "the cause of an AggregateError: declaration" [==[
#include "ecma-array-object.h"
]==] [==[
#include "ecma-array-object.h"

ecma_value_t ecma_builtin_helper_error_install_cause (ecma_object_t *error_p, ecma_value_t options);
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

# Blocks of up to 64 bytes are kept by size when they are freed, and given back to the list of free blocks when an allocation fails:
# that list is long, and is searched from its begin for every allocation and for most that is freed. Measured with an echo: 5,600 of
# 20,000 instructions.
aio_change(jmem/jmem-heap.c "freed blocks by size" [==[
static void *JERRY_ATTR_HOT
jmem_heap_alloc (const size_t size) /**< size of requested block */
{
#if !JERRY_SYSTEM_ALLOCATOR
  /* Align size. */
  const size_t required_size = ((size + JMEM_ALIGNMENT - 1) / JMEM_ALIGNMENT) * JMEM_ALIGNMENT;
]==] [==[
#define AIO_KEPT_MAX 64

typedef struct aio_kept_t
{
  struct aio_kept_t *next_p;
} aio_kept_t;

static aio_kept_t *aio_kept[AIO_KEPT_MAX / JMEM_ALIGNMENT + 1];

static void *JERRY_ATTR_HOT
jmem_heap_alloc (const size_t size) /**< size of requested block */
{
#if !JERRY_SYSTEM_ALLOCATOR
  /* Align size. */
  const size_t required_size = ((size + JMEM_ALIGNMENT - 1) / JMEM_ALIGNMENT) * JMEM_ALIGNMENT;

  if (JERRY_LIKELY (required_size <= AIO_KEPT_MAX))
  {
    aio_kept_t *kept_p = aio_kept[required_size / JMEM_ALIGNMENT];

    if (kept_p != NULL)
    {
      aio_kept[required_size / JMEM_ALIGNMENT] = kept_p->next_p;
      JERRY_CONTEXT (jmem_heap_allocated_size) += required_size;

      while (JERRY_CONTEXT (jmem_heap_allocated_size) >= JERRY_CONTEXT (jmem_heap_limit))
      {
        JERRY_CONTEXT (jmem_heap_limit) += CONFIG_GC_LIMIT;
      }

      return kept_p;
    }
  }
]==])
aio_change(jmem/jmem-heap.c "freed blocks by size: giving back" [==[
    pressure++;
    ecma_free_unused_memory (pressure);
    data_space_p = jmem_heap_alloc (size);
]==] [==[
    pressure++;
    ecma_free_unused_memory (pressure);
    aio_give_back_kept ();
    data_space_p = jmem_heap_alloc (size);
]==])
aio_change(jmem/jmem-heap.c "freed blocks by size: giving back, declaration" [==[
static void *
jmem_heap_gc_and_alloc_block (const size_t size, /**< required memory size */
                              jmem_pressure_t max_pressure) /**< pressure limit */
{
]==] [==[
static jmem_heap_free_t *jmem_heap_find_prev (const jmem_heap_free_t *const block_p);
static void jmem_heap_insert_block (jmem_heap_free_t *block_p, jmem_heap_free_t *prev_p, const size_t size);

static void
aio_give_back_kept (void)
{
  for (size_t i = 0; i <= AIO_KEPT_MAX / JMEM_ALIGNMENT; i++)
  {
    while (aio_kept[i] != NULL)
    {
      jmem_heap_free_t *block_p = (jmem_heap_free_t *) aio_kept[i];
      aio_kept[i] = aio_kept[i]->next_p;
      jmem_heap_insert_block (block_p, jmem_heap_find_prev (block_p), i * JMEM_ALIGNMENT);
    }
  }
}

static void *
jmem_heap_gc_and_alloc_block (const size_t size, /**< required memory size */
                              jmem_pressure_t max_pressure) /**< pressure limit */
{
]==])
# The published engine collects at multiples of the limit (8 KB at most): what is alive may end just below one, and it then collects
# for every few bytes. Here it is that many bytes after what a collection left.
aio_change(jmem/jmem-heap.c "when to collect: freeing" [==[
  jmem_heap_free_t *const block_p = (jmem_heap_free_t *) ptr;
  jmem_heap_free_t *const prev_p = jmem_heap_find_prev (block_p);
  jmem_heap_insert_block (block_p, prev_p, aligned_size);

  JERRY_CONTEXT (jmem_heap_allocated_size) -= aligned_size;

  JMEM_VALGRIND_FREELIKE_SPACE (ptr);
#else /* JERRY_SYSTEM_ALLOCATOR */
  JERRY_CONTEXT (jmem_heap_allocated_size) -= size;
  free (ptr);
#endif /* !JERRY_SYSTEM_ALLOCATOR */
  while (JERRY_CONTEXT (jmem_heap_allocated_size) + CONFIG_GC_LIMIT <= JERRY_CONTEXT (jmem_heap_limit))
  {
    JERRY_CONTEXT (jmem_heap_limit) -= CONFIG_GC_LIMIT;
  }
]==] [==[
  JERRY_CONTEXT (jmem_heap_allocated_size) -= aligned_size;

  if (JERRY_LIKELY (aligned_size <= AIO_KEPT_MAX))
  {
    aio_kept_t *kept_p = (aio_kept_t *) ptr;

    kept_p->next_p = aio_kept[aligned_size / JMEM_ALIGNMENT];
    aio_kept[aligned_size / JMEM_ALIGNMENT] = kept_p;
    return;
  }

  jmem_heap_free_t *const block_p = (jmem_heap_free_t *) ptr;
  jmem_heap_free_t *const prev_p = jmem_heap_find_prev (block_p);
  jmem_heap_insert_block (block_p, prev_p, aligned_size);

  JMEM_VALGRIND_FREELIKE_SPACE (ptr);
#else /* JERRY_SYSTEM_ALLOCATOR */
  JERRY_CONTEXT (jmem_heap_allocated_size) -= size;
  free (ptr);
#endif /* !JERRY_SYSTEM_ALLOCATOR */
]==])
aio_change(jmem/jmem-heap.c "when to collect: shrinking" [==[
    JERRY_CONTEXT (jmem_heap_allocated_size) -= (aligned_old_size - aligned_new_size);
    while (JERRY_CONTEXT (jmem_heap_allocated_size) + CONFIG_GC_LIMIT <= JERRY_CONTEXT (jmem_heap_limit))
    {
      JERRY_CONTEXT (jmem_heap_limit) -= CONFIG_GC_LIMIT;
    }
]==] [==[
    JERRY_CONTEXT (jmem_heap_allocated_size) -= (aligned_old_size - aligned_new_size);
]==])
aio_change(jmem/jmem-heap.c "when to collect: allocating" [==[
    pressure = JMEM_PRESSURE_LOW;
    ecma_free_unused_memory (pressure);
]==] [==[
    pressure = JMEM_PRESSURE_LOW;
    ecma_free_unused_memory (pressure);
    JERRY_CONTEXT (jmem_heap_limit) = JERRY_CONTEXT (jmem_heap_allocated_size) + CONFIG_GC_LIMIT;
]==])
aio_change(jmem/jmem-heap.c "when to collect: growing" [==[
  if (JERRY_CONTEXT (jmem_heap_allocated_size) + required_size >= JERRY_CONTEXT (jmem_heap_limit))
  {
    ecma_free_unused_memory (JMEM_PRESSURE_LOW);
  }
#else /* !JERRY_MEM_GC_BEFORE_EACH_ALLOC */
  ecma_gc_run ();
#endif /* JERRY_MEM_GC_BEFORE_EACH_ALLOC */

  jmem_heap_free_t *prev_p = jmem_heap_find_prev (block_p);
  JMEM_VALGRIND_DEFINED_SPACE (prev_p, sizeof (jmem_heap_free_t));
  jmem_heap_free_t *const next_p = JMEM_HEAP_GET_ADDR_FROM_OFFSET (prev_p->next_offset);

  /* Check if block can be extended at the end */
]==] [==[
  if (JERRY_CONTEXT (jmem_heap_allocated_size) + required_size >= JERRY_CONTEXT (jmem_heap_limit))
  {
    ecma_free_unused_memory (JMEM_PRESSURE_LOW);
    JERRY_CONTEXT (jmem_heap_limit) = JERRY_CONTEXT (jmem_heap_allocated_size) + CONFIG_GC_LIMIT;
  }
#else /* !JERRY_MEM_GC_BEFORE_EACH_ALLOC */
  ecma_gc_run ();
#endif /* JERRY_MEM_GC_BEFORE_EACH_ALLOC */

  jmem_heap_free_t *prev_p = jmem_heap_find_prev (block_p);
  JMEM_VALGRIND_DEFINED_SPACE (prev_p, sizeof (jmem_heap_free_t));
  jmem_heap_free_t *const next_p = JMEM_HEAP_GET_ADDR_FROM_OFFSET (prev_p->next_offset);

  /* Check if block can be extended at the end */
]==])

# Every property of a typed array that has a name, `subarray` or `length`, was made a number and a string again to see whether it is an
# index: 600 instructions.
aio_change(ecma/operations/ecma-typedarray-object.c "names that are no index" [==[
  ecma_number_t num = ecma_string_to_number (property_name_p);

  if (num == 0)
]==] [==[
  lit_utf8_byte_t first = ecma_string_is_empty (property_name_p) ? 0 : (lit_utf8_byte_t) ecma_string_get_char_at_pos (property_name_p, 0);

  /* -1, 0.5, Infinity, NaN */
  if (first != '-' && first != 'I' && first != 'N' && (first < '0' || first > '9'))
  {
    return false;
  }

  ecma_number_t num = ecma_string_to_number (property_name_p);

  if (num == 0)
]==])
# Integers stay integers: there is no FPU, or none for doubles.
aio_change(ecma/operations/ecma-conversion.c "an integer as index" [==[
  /* 1. */
  if (ecma_is_value_undefined (value))
  {
    *index = 0;
    return ECMA_VALUE_EMPTY;
  }

  /* 2.a */
  ecma_number_t integer_index;
]==] [==[
  /* 1. */
  if (ecma_is_value_undefined (value))
  {
    *index = 0;
    return ECMA_VALUE_EMPTY;
  }

  if (ecma_is_value_integer_number (value) && ecma_get_integer_from_value (value) >= 0)
  {
    *index = (ecma_number_t) ecma_get_integer_from_value (value);
    return ECMA_VALUE_EMPTY;
  }

  /* 2.a */
  ecma_number_t integer_index;
]==])
aio_change(ecma/builtin-objects/ecma-builtin-helpers.c "an integer as relative index" [==[
  ecma_number_t to_int;

  if (ECMA_IS_VALUE_ERROR (ecma_op_to_integer (arg, &to_int)))
  {
    return ECMA_VALUE_ERROR;
  }

  *number_p = ((to_int < 0) ? (uint32_t) JERRY_MAX ((ecma_number_t) length + to_int, 0)
]==] [==[
  ecma_number_t to_int;

  if (ecma_is_value_integer_number (arg))
  {
    ecma_integer_value_t integer = ecma_get_integer_from_value (arg);

    if (integer < 0)
    {
      *number_p = (uint32_t) -integer < length ? length - (uint32_t) -integer : 0;
    }
    else
    {
      *number_p = JERRY_MIN ((uint32_t) integer, length);
    }

    return ECMA_VALUE_EMPTY;
  }

  if (ECMA_IS_VALUE_ERROR (ecma_op_to_integer (arg, &to_int)))
  {
    return ECMA_VALUE_ERROR;
  }

  *number_p = ((to_int < 0) ? (uint32_t) JERRY_MAX ((ecma_number_t) length + to_int, 0)
]==])

aio_change(ecma/builtin-objects/ecma-builtin-helpers.c "indexOf compares the first byte first" [==[
    if (memcmp (str_current_p, search_str_utf8_p, search_str_size) == 0)
    {
      match_found = start_pos;
]==] [==[
    if (*str_current_p == *search_str_utf8_p && memcmp (str_current_p, search_str_utf8_p, search_str_size) == 0)
    {
      match_found = start_pos;
]==])

# A snapshot runs where it lies, which is in flash: the published engine writes into it while it loads it.
aio_change(api/jerry-snapshot.c "a snapshot is not written: large functions" [==[
    ECMA_SET_INTERNAL_VALUE_POINTER (args_p->script_value, script_p);
  }
  else
  {
    uint8_t *byte_p = (uint8_t *) bytecode_p;
]==] [==[
  }
  else
  {
    uint8_t *byte_p = (uint8_t *) bytecode_p;
]==])
aio_change(api/jerry-snapshot.c "a snapshot is not written: small functions" [==[
    header_size = sizeof (cbc_uint8_arguments_t);

    ECMA_SET_INTERNAL_VALUE_POINTER (args_p->script_value, script_p);
]==] [==[
    header_size = sizeof (cbc_uint8_arguments_t);
]==])
aio_change(api/jerry-snapshot.c "a snapshot is not written: its copy is" [==[
  JERRY_ASSERT (bytecode_p->refs == 1);

#if JERRY_DEBUGGER
]==] [==[
  JERRY_ASSERT (bytecode_p->refs == 1);

  /* At the same place in functions of both sizes. */
  ECMA_SET_INTERNAL_VALUE_POINTER (((cbc_uint8_arguments_t *) bytecode_p)->script_value, script_p);

#if JERRY_DEBUGGER
]==])
# Literals have four bytes each, and a pointer to the byte code five.
aio_change(api/jerry-snapshot.c "small functions are copied: what a copy takes"
  "header_size + (literal_end * sizeof (uint16_t)) + BYTECODE" "header_size + (literal_end * sizeof (ecma_value_t)) + BYTECODE")
aio_change(api/jerry-snapshot.c "small functions are copied: from where on not" [==[
#define BYTECODE_NO_COPY_THRESHOLD 8
]==] [==[
#define BYTECODE_NO_COPY_THRESHOLD 24
]==])

# The heap is jerryscript_port.c's, whose size the engine need not be compiled for.
aio_change(jcontext/jcontext.c "a heap of a size that the linker knows" [==[
JERRY_STATIC_ASSERT (sizeof (jmem_heap_t) <= JMEM_HEAP_SIZE,
                     size_of_mem_heap_must_be_less_than_or_equal_to_JMEM_HEAP_SIZE);

/**
 * Global heap.
 */
jmem_heap_t jerry_global_heap JERRY_ATTR_ALIGNED (JMEM_ALIGNMENT) JERRY_ATTR_GLOBAL_HEAP;
]==] [==[
#if !AIO_LINKED_SIZES
jmem_heap_t jerry_global_heap JERRY_ATTR_ALIGNED (JMEM_ALIGNMENT) JERRY_ATTR_GLOBAL_HEAP;
#endif
]==])

# A firmware that runs byte code alone needs no parser. JERRY_PARSER=0 is for that, but does not compile.
aio_change(parser/js/js-parser.c "without the parser" [==[
                     const jerry_parse_options_t *options_p) /**< additional configuration options */
{
#if JERRY_PARSER
]==] [==[
                     const jerry_parse_options_t *options_p) /**< additional configuration options */
{
#if AIO_NO_PARSER
  static const char message[] = "This firmware has no parser (CONFIG_AIO_JS_PARSER)";
  ecma_string_t *message_p = ecma_new_ecma_string_from_ascii ((const lit_utf8_byte_t *) message, sizeof (message) - 1);

  jcontext_raise_exception (ecma_make_object_value (ecma_new_standard_error (JERRY_ERROR_SYNTAX, message_p)));
  ecma_deref_ecma_string (message_p);
  return NULL;
#elif JERRY_PARSER
]==])

# Takes a file as it is: it includes a changed header that stands beside it.
function(aio_copy file)
  string(MAKE_C_IDENTIFIER ${file} id)
  aio_read(${file})
  set(jerry_text_${id} "${jerry_text_${id}}" PARENT_SCOPE)
endfunction()

# Changes of one topic each.
file(GLOB JERRY_PATCHES CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/jerryscript_patches/*.cmake)
foreach(topic ${JERRY_PATCHES})
  include(${topic})
endforeach()

# One file for the compiler: jerry-core's hottest functions are tiny, and in other files than those that call them. What runs for
# every call, property and promise is compiled for speed where Kconfig says so, all else for size. Measured, flash of the port to FreeRTOS and an
# echo with both ends on the device: all for size 387 KB and 33,400 instructions; this 409 KB and 32,700; with functions inlined that are
# called more than once 432 KB and 32,200; all for speed 482 KB.
set(jerry_hot
  ecma/base/ecma-alloc.c
  ecma/base/ecma-gc.c
  ecma/base/ecma-helpers-value.c
  ecma/base/ecma-helpers.c
  ecma/base/ecma-lcache.c
  ecma/operations/ecma-function-object.c
  ecma/operations/ecma-jobqueue.c
  ecma/operations/ecma-lex-env.c
  ecma/operations/ecma-objects.c
  ecma/operations/ecma-promise-object.c
  ecma/operations/ecma-reference.c
  jmem/jmem-allocator.c
  jmem/jmem-heap.c
  jmem/jmem-poolman.c
  vm/opcodes.c
  vm/vm.c
)
set(jerry_fast "")
set(jerry_small "")
# A changed header comes first: the guard of the published one, which its neighbours include, then leaves that out. A list (.inc.h) has no
# guard: the changed file that reads it names it.
set(jerry_headers "")
foreach(file ${JERRY_CHANGED_FILES})
  if(file MATCHES "\\.h$")
    string(MAKE_C_IDENTIFIER ${file} id)
    file(GENERATE OUTPUT ${JERRY_CHANGED}/${file} CONTENT "${jerry_text_${id}}")
    if(NOT file MATCHES "\\.inc\\.h$")
      string(APPEND jerry_headers "#include \"${JERRY_CHANGED}/${file}\"\n")
    endif()
  endif()
endforeach()
file(GLOB_RECURSE jerry_files RELATIVE ${AIO_JERRYSCRIPT}/jerry-core ${AIO_JERRYSCRIPT}/jerry-core/*.c)
list(SORT jerry_files)
foreach(file ${jerry_files})
  set(from ${AIO_JERRYSCRIPT}/jerry-core/${file})
  if(file IN_LIST JERRY_CHANGED_FILES)
    string(MAKE_C_IDENTIFIER ${file} id)
    set(from ${JERRY_CHANGED}/${file})
    file(GENERATE OUTPUT ${from} CONTENT "${jerry_text_${id}}")
  endif()
  if(file IN_LIST jerry_hot)
    string(APPEND jerry_fast "#include \"${from}\"\n")
  else()
    string(APPEND jerry_small "#include \"${from}\"\n")
  endif()
endforeach()
set(jerry_level "Os")
if(CONFIG_SPEED_OPTIMIZATIONS)
  set(jerry_level "O2")
endif()
file(GENERATE OUTPUT ${JERRY_CHANGED}/jerryscript.c CONTENT "/* Made by jerryscript_patches.cmake: jerry-core in one piece. */
${jerry_headers}#include \"${FIRMWARE}/engine/jerryscript/jerryscript_sizes.h\"
#include \"${FIRMWARE}/engine/jerryscript/jerryscript_buffers.h\"
#pragma GCC push_options
#pragma GCC optimize (\"${jerry_level}\", \"no-inline-functions\")
${jerry_fast}#include \"${FIRMWARE}/engine/jerryscript/jerryscript_core.h\"
#pragma GCC pop_options
#include \"${FIRMWARE}/engine/jerryscript/jerryscript_dates.h\"
#include \"${FIRMWARE}/engine/jerryscript/jerryscript_decimal.h\"
#include \"${FIRMWARE}/engine/jerryscript/jerryscript_typedarrays.h\"
#include \"${FIRMWARE}/engine/jerryscript/jerryscript_typedarray_copies.h\"
${jerry_small}")
