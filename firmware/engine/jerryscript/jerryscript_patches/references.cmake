# Read by jerryscript_patches.cmake: super.x, super[x] and this.#x as what is assigned to.
#
# The published parser knows them with `=` alone: `super.x += 1`, `super.x++`, `[super.x] = …`, `for (super.x of …)`, and the same of
# `this.#x`, were SyntaxErrors, and `super.x = 5` had the value `true`. A reference is three values on the stack: an object, a key, and the
# property's value, as it is for `a.b += 1`.

aio_change(parser/js/byte-code.h "references: byte codes" [==[
              VM_OC_SUPER_REFERENCE | VM_OC_GET_LITERAL)                                                               \
  CBC_OPCODE (CBC_EXT_OBJECT_LITERAL_SET_HOME_OBJECT,]==] [==[
              VM_OC_SUPER_REFERENCE | VM_OC_GET_LITERAL)                                                               \
  CBC_OPCODE (CBC_EXT_SUPER_PROP_COMPOUND_REFERENCE, CBC_NO_FLAG, 2, VM_OC_SUPER_REFERENCE | VM_OC_GET_STACK)          \
  CBC_OPCODE (CBC_EXT_SUPER_PROP_LITERAL_COMPOUND_REFERENCE,                                                           \
              CBC_HAS_LITERAL_ARG,                                                                                     \
              3,                                                                                                       \
              VM_OC_SUPER_REFERENCE | VM_OC_GET_LITERAL)                                                               \
  CBC_OPCODE (CBC_EXT_UPDATE_REFERENCE, CBC_HAS_BYTE_ARG, -2, VM_OC_UPDATE_REFERENCE)                                  \
  CBC_OPCODE (CBC_EXT_TO_PROPERTY_KEY, CBC_NO_FLAG, 0, VM_OC_TO_PROPERTY_KEY)                                          \
  CBC_OPCODE (CBC_EXT_OBJECT_LITERAL_SET_HOME_OBJECT,]==])
aio_change(vm/vm.h "references: what byte codes do" [==[
  VM_OC_ASSIGN_SUPER, /**< assign super reference */
]==] [==[
  VM_OC_ASSIGN_SUPER, /**< assign super reference */
  VM_OC_UPDATE_REFERENCE, /**< increment or decrement a super or private reference */
  VM_OC_TO_PROPERTY_KEY, /**< ToPropertyKey */
]==])

# The parser.
aio_change(parser/js/js-parser-expr.c "references: reading" [==[
/**
 * Generate byte code for operators with lvalue.
 */
static void
parser_emit_unary_lvalue_opcode (]==] [==[
/** What CBC_EXT_UPDATE_REFERENCE does. */
enum
{
  AIO_UPDATE_DECREMENT = 1,
  AIO_UPDATE_POSTFIX = 2,
  AIO_UPDATE_PRIVATE = 4,
};

/**
 * Whether the last byte code pushes a property of super, or a private one
 *
 * @return what assigns to it, or 0
 */
uint8_t
aio_parser_class_reference (parser_context_t *context_p) /**< context */
{
  switch (context_p->last_cbc_opcode)
  {
    case PARSER_TO_EXT_OPCODE (CBC_EXT_PUSH_SUPER_PROP):
    case PARSER_TO_EXT_OPCODE (CBC_EXT_PUSH_SUPER_PROP_LITERAL):
    {
      return CBC_EXT_ASSIGN_SUPER;
    }
    case PARSER_TO_EXT_OPCODE (CBC_EXT_PUSH_PRIVATE_PROP_LITERAL):
    {
      return CBC_EXT_ASSIGN_PRIVATE;
    }
    default:
    {
      return 0;
    }
  }
}

/**
 * Make such a byte code push the reference in front of the value
 */
static void
aio_parser_push_class_reference (parser_context_t *context_p) /**< context */
{
  uint16_t opcode = CBC_EXT_PUSH_PRIVATE_PROP_LITERAL_REFERENCE;

  if (context_p->last_cbc_opcode == PARSER_TO_EXT_OPCODE (CBC_EXT_PUSH_SUPER_PROP))
  {
    opcode = CBC_EXT_SUPER_PROP_COMPOUND_REFERENCE;
  }
  else if (context_p->last_cbc_opcode == PARSER_TO_EXT_OPCODE (CBC_EXT_PUSH_SUPER_PROP_LITERAL))
  {
    opcode = CBC_EXT_SUPER_PROP_LITERAL_COMPOUND_REFERENCE;
  }

  context_p->last_cbc_opcode = PARSER_TO_EXT_OPCODE (opcode);
}

/**
 * Generate byte code for operators with lvalue.
 */
static void
parser_emit_unary_lvalue_opcode (]==])
aio_change(parser/js/js-parser-expr.c "references: ++ and --" [==[
  if (PARSER_IS_PUSH_PROP_LITERAL (context_p->last_cbc_opcode))
  {
    context_p->last_cbc_opcode = PARSER_PUSH_PROP_LITERAL_TO_PUSH_LITERAL (context_p->last_cbc_opcode);
  }
  else
  {
    /* Invalid LeftHandSide expression. */
    if (opcode == CBC_DELETE_PUSH_RESULT)
]==] [==[
  uint8_t class_reference = aio_parser_class_reference (context_p);

  if (class_reference != 0 && opcode != CBC_DELETE_PUSH_RESULT)
  {
    uint32_t how = ((opcode == CBC_PRE_DECR || opcode == CBC_POST_DECR) ? AIO_UPDATE_DECREMENT : 0);

    how |= ((opcode == CBC_POST_INCR || opcode == CBC_POST_DECR) ? AIO_UPDATE_POSTFIX : 0);
    how |= (class_reference == CBC_EXT_ASSIGN_PRIVATE ? AIO_UPDATE_PRIVATE : 0);
    aio_parser_push_class_reference (context_p);
    parser_emit_cbc_ext_call (context_p, CBC_EXT_UPDATE_REFERENCE, how);
    parser_flush_cbc (context_p);
    return;
  }

  if (PARSER_IS_PUSH_PROP_LITERAL (context_p->last_cbc_opcode))
  {
    context_p->last_cbc_opcode = PARSER_PUSH_PROP_LITERAL_TO_PUSH_LITERAL (context_p->last_cbc_opcode);
  }
  else
  {
    /* Invalid LeftHandSide expression. */
    if (opcode == CBC_DELETE_PUSH_RESULT)
]==])
# LEXER_ASSIGN_REFERENCE right below the operator marks them: elsewhere it lies below a branch.
aio_change(parser/js/js-parser-expr.c "references: += and the like" [==[
    context_p->last_cbc_opcode = PARSER_PUSH_PROP_TO_PUSH_PROP_REFERENCE (context_p->last_cbc_opcode);
  }
  else
  {
    /* Invalid LeftHandSide expression. */
]==] [==[
    context_p->last_cbc_opcode = PARSER_PUSH_PROP_TO_PUSH_PROP_REFERENCE (context_p->last_cbc_opcode);
  }
  else if (aio_parser_class_reference (context_p) != 0)
  {
    if (!is_logical_assignment)
    {
      parser_stack_push_uint8 (context_p, aio_parser_class_reference (context_p));
      parser_stack_push_uint8 (context_p, CBC_EXT_OPCODE);
      parser_stack_push_uint8 (context_p, LEXER_ASSIGN_REFERENCE);
    }

    aio_parser_push_class_reference (context_p);
  }
  else
  {
    /* Invalid LeftHandSide expression. */
]==])
aio_change(parser/js/js-parser-expr.c "references: the assignment of +=" [==[
  parser_stack_push_uint8 (context_p, CBC_ASSIGN);
  parser_stack_push_uint8 (context_p, LEXER_ASSIGN);
  parser_stack_push_uint8 (context_p, lexer_convert_binary_lvalue_token_to_binary (token));
]==] [==[
  if (context_p->stack_top_uint8 == LEXER_ASSIGN_REFERENCE)
  {
    parser_stack_pop_uint8 (context_p);
  }
  else
  {
    parser_stack_push_uint8 (context_p, CBC_ASSIGN);
  }

  parser_stack_push_uint8 (context_p, LEXER_ASSIGN);
  parser_stack_push_uint8 (context_p, lexer_convert_binary_lvalue_token_to_binary (token));
]==])
aio_change(parser/js/js-parser-expr.c "references: the assignment of ||=" [==[
    if (JERRY_UNLIKELY (token == LEXER_ASSIGN_REFERENCE))
    {
      opcode = CBC_ASSIGN_PUSH_RESULT;
    }

    parser_emit_cbc (context_p, opcode);
    return;
]==] [==[
    if (JERRY_UNLIKELY (token == LEXER_ASSIGN_REFERENCE))
    {
      opcode = (opcode == CBC_ASSIGN) ? CBC_ASSIGN_PUSH_RESULT : opcode + 1;
    }

    parser_emit_cbc (context_p, opcode);
    return;
]==])
aio_change(parser/js/js-parser-expr.c "references in patterns" [==[
    if (!PARSER_IS_PUSH_LITERAL (context_p->last_cbc_opcode) && !PARSER_IS_PUSH_PROP (context_p->last_cbc_opcode))
]==] [==[
    if (!PARSER_IS_PUSH_LITERAL (context_p->last_cbc_opcode) && !PARSER_IS_PUSH_PROP (context_p->last_cbc_opcode)
        && aio_parser_class_reference (context_p) == 0)
]==])
aio_change(parser/js/js-parser-statm.c "references in for (… of …)" [==[
    context_p->last_cbc_opcode = CBC_PUSH_THIS_LITERAL;
    return CBC_ASSIGN;
  }
  else
  {
]==] [==[
    context_p->last_cbc_opcode = CBC_PUSH_THIS_LITERAL;
    return CBC_ASSIGN;
  }
  else if (aio_parser_class_reference (context_p) != 0)
  {
    uint8_t assign = aio_parser_class_reference (context_p);

    if (assign == CBC_EXT_ASSIGN_PRIVATE)
    {
      context_p->last_cbc_opcode = CBC_PUSH_LITERAL;
    }
    else if (opcode == PARSER_TO_EXT_OPCODE (CBC_EXT_PUSH_SUPER_PROP))
    {
      context_p->last_cbc_opcode = PARSER_TO_EXT_OPCODE (CBC_EXT_SUPER_PROP_ASSIGNMENT_REFERENCE);
    }
    else
    {
      context_p->last_cbc_opcode = PARSER_TO_EXT_OPCODE (CBC_EXT_SUPER_PROP_LITERAL_ASSIGNMENT_REFERENCE);
    }

    return PARSER_TO_EXT_OPCODE (assign);
  }
  else
  {
]==])
# `{ [key]: target } = …` makes a property key of `key` before it looks at the target. With `...rest` behind it the published engine took
# the target for the key.
aio_change(parser/js/js-parser-expr.c "computed keys of patterns: no other byte code where a rest follows" [==[
      push_prop_opcode =
        ((flags & PARSER_PATTERN_HAS_REST_ELEMENT) ? CBC_EXT_INITIALIZER_PUSH_NAME : CBC_EXT_INITIALIZER_PUSH_PROP);
]==] [==[
      push_prop_opcode = CBC_EXT_INITIALIZER_PUSH_PROP;
]==])
aio_change(parser/js/js-parser-expr.c "computed keys of patterns" [==[
    lexer_next_token (context_p);

    if (context_p->token.type == LEXER_COLON)
    {
      lexer_next_token (context_p);
      parser_pattern_process_assignment (context_p, flags, push_prop_opcode, prop_index, LEXER_RIGHT_BRACE);
]==] [==[
    lexer_next_token (context_p);

    if (context_p->token.type == LEXER_COLON)
    {
      lexer_next_token (context_p);

      if (prop_index == PARSER_PATTERN_RHS_NO_LIT
          && (flags & (PARSER_PATTERN_BINDING | PARSER_PATTERN_HAS_REST_ELEMENT)) != PARSER_PATTERN_BINDING)
      {
        parser_emit_cbc_ext (context_p, CBC_EXT_TO_PROPERTY_KEY);
      }

      parser_pattern_process_assignment (context_p, flags, push_prop_opcode, prop_index, LEXER_RIGHT_BRACE);
]==])

# The virtual machine.
aio_change(vm/vm.c "references: byte codes" [==[
        case VM_OC_ASSIGN_SUPER:
        {
]==] [==[
        case VM_OC_UPDATE_REFERENCE:
        {
          result = aio_update_reference (frame_ctx_p, stack_top_p - 3, *byte_code_p++);

          if (ECMA_IS_VALUE_ERROR (result))
          {
            goto error;
          }

          ecma_free_value (stack_top_p[-1]);
          ecma_free_value (stack_top_p[-2]);
          ecma_free_value (stack_top_p[-3]);
          stack_top_p -= 2;
          stack_top_p[-1] = result;
          continue;
        }
        case VM_OC_TO_PROPERTY_KEY:
        {
          ecma_string_t *key_p = ecma_op_to_property_key (stack_top_p[-1]);

          if (key_p == NULL)
          {
            result = ECMA_VALUE_ERROR;
            goto error;
          }

          ecma_free_value (stack_top_p[-1]);
          stack_top_p[-1] = ecma_make_prop_name_value (key_p);

          ecma_value_t *pattern_p = VM_LAST_CONTEXT_END ();

          if (VM_GET_CONTEXT_TYPE (pattern_p[-1]) == VM_CONTEXT_OBJ_INIT_REST)
          {
            ecma_object_t *names_p = ecma_get_object_from_value (pattern_p[-3]);

            ecma_fast_array_set_property (names_p, ((ecma_extended_object_t *) names_p)->u.array.length, stack_top_p[-1]);
          }
          continue;
        }
        case VM_OC_ASSIGN_SUPER:
        {
]==])
# `a[key] += 1` and `a[key]++` made a property key of an object twice.
aio_change(vm/vm.c "references: one key" [==[
        case VM_OC_PROP_POST_DECR:
        {
          result = vm_op_get_value (left_value, right_value);
]==] [==[
        case VM_OC_PROP_POST_DECR:
        {
          if (JERRY_UNLIKELY (ecma_is_value_object (right_value)) && !ecma_is_value_undefined (left_value)
              && !ecma_is_value_null (left_value))
          {
            ecma_string_t *key_p = ecma_op_to_property_key (right_value);

            if (key_p != NULL)
            {
              ecma_free_value (right_value);
              right_value = ecma_make_prop_name_value (key_p);
              stack_top_p[opcode < CBC_PRE_INCR ? -1 : 1] = right_value;
            }

            result = (key_p != NULL) ? vm_op_get_value (left_value, right_value) : ECMA_VALUE_ERROR;
          }
          else
          {
            result = vm_op_get_value (left_value, right_value);
          }
]==])
aio_change(vm/opcodes.c "references: a super that is null is an error of the assignment" [==[
  if (!ecma_op_require_object_coercible (parent))
  {
    return ECMA_VALUE_ERROR;
  }

  ecma_value_t *stack_top_p = *vm_stack_top_p;

  if (opcode >= CBC_EXT_SUPER_PROP_ASSIGNMENT_REFERENCE)
  {
    JERRY_ASSERT (opcode == CBC_EXT_SUPER_PROP_ASSIGNMENT_REFERENCE
                  || opcode == CBC_EXT_SUPER_PROP_LITERAL_ASSIGNMENT_REFERENCE);
    *stack_top_p++ = parent;
    *stack_top_p++ = ecma_copy_value (prop_name);
    *vm_stack_top_p = stack_top_p;

    return ECMA_VALUE_EMPTY;
  }
]==] [==[
  ecma_value_t *stack_top_p = *vm_stack_top_p;

  if (opcode == CBC_EXT_SUPER_PROP_ASSIGNMENT_REFERENCE || opcode == CBC_EXT_SUPER_PROP_LITERAL_ASSIGNMENT_REFERENCE)
  {
    *stack_top_p++ = parent;
    *stack_top_p++ = ecma_copy_value (prop_name);
    *vm_stack_top_p = stack_top_p;

    return ECMA_VALUE_EMPTY;
  }

  if (!ecma_op_require_object_coercible (parent))
  {
    return ECMA_VALUE_ERROR;
  }
]==])
aio_change(vm/opcodes.c "references: the value of super.x in front of +=" [==[
  ecma_value_t result = ecma_op_object_get_with_receiver (parent_p, prop_name_p, frame_ctx_p->this_binding);
  ecma_deref_ecma_string (prop_name_p);
  ecma_deref_object (parent_p);

  if (ECMA_IS_VALUE_ERROR (result))
  {
    return result;
  }
]==] [==[
  ecma_value_t result = ecma_op_object_get_with_receiver (parent_p, prop_name_p, frame_ctx_p->this_binding);

  if (opcode >= CBC_EXT_SUPER_PROP_COMPOUND_REFERENCE && !ECMA_IS_VALUE_ERROR (result))
  {
    *stack_top_p++ = parent;
    *stack_top_p++ = ecma_make_prop_name_value (prop_name_p);
    *stack_top_p++ = result;
    *vm_stack_top_p = stack_top_p;

    return ECMA_VALUE_EMPTY;
  }

  ecma_deref_ecma_string (prop_name_p);
  ecma_deref_object (parent_p);

  if (ECMA_IS_VALUE_ERROR (result))
  {
    return result;
  }
]==])
aio_change(vm/opcodes.c "references: the value of super.x = value" [==[
  if (ECMA_IS_VALUE_ERROR (result))
  {
    return result;
  }

  for (int32_t i = 1; i <= 3; i++)
  {
]==] [==[
  if (ECMA_IS_VALUE_ERROR (result))
  {
    return result;
  }

  result = (opcode_data & (VM_OC_PUT_STACK | VM_OC_PUT_BLOCK)) ? ecma_copy_value (stack_top_p[-1]) : ECMA_VALUE_EMPTY;

  for (int32_t i = 1; i <= 3; i++)
  {
]==])
aio_change(vm/opcodes.c "references: the value of this.#x = value" [==[
    result = ecma_op_invoke_setter (get_set_pair_p, base, value);
  }

  ecma_deref_object (obj_p);

  return result;
} /* opfunc_private_set */
]==] [==[
    result = ecma_op_invoke_setter (get_set_pair_p, base, value);

    if (!ECMA_IS_VALUE_ERROR (result))
    {
      ecma_free_value (result);
      result = ecma_copy_value (value);
    }
  }

  ecma_deref_object (obj_p);

  return result;
} /* opfunc_private_set */
]==])
aio_change(vm/opcodes.c "references: ++ and --" [==[
/**
 * Assignment operation for SuperRefence base
]==] [==[
/**
 * Increment or decrement a property of super, or a private one
 *
 * @return the expression's value, or ECMA_VALUE_ERROR
 */
ecma_value_t
aio_update_reference (vm_frame_ctx_t *frame_ctx_p, /**< frame context */
                      const ecma_value_t *values_p, /**< object, key and value */
                      uint32_t how) /**< AIO_UPDATE_* */
{
  ecma_number_t number;
  ecma_value_t old = ecma_op_to_numeric (values_p[2], &number, ECMA_TO_NUMERIC_ALLOW_BIGINT);

  if (ECMA_IS_VALUE_ERROR (old))
  {
    return old;
  }

  ecma_value_t value;

  if (ecma_is_value_bigint (old))
  {
    value = ecma_bigint_unary (old, (how & 1) ? ECMA_BIGINT_UNARY_DECREASE : ECMA_BIGINT_UNARY_INCREASE);
  }
  else
  {
    old = ecma_make_number_value (number);
    value = ecma_make_number_value (number + ((how & 1) ? ECMA_NUMBER_MINUS_ONE : ECMA_NUMBER_ONE));
  }

  ecma_value_t result = value;

  if (!ECMA_IS_VALUE_ERROR (result))
  {
    if (how & 4)
    {
      result = opfunc_private_set (values_p[0], values_p[1], value);
    }
    else
    {
      result = ecma_op_object_put_with_receiver (ecma_get_object_from_value (values_p[0]),
                                                 ecma_get_prop_name_from_value (values_p[1]),
                                                 value,
                                                 frame_ctx_p->this_binding,
                                                 (frame_ctx_p->status_flags & VM_FRAME_CTX_IS_STRICT) != 0);
    }
  }

  if (ECMA_IS_VALUE_ERROR (result))
  {
    ecma_free_value (old);
    ecma_free_value (value);
    return result;
  }

  ecma_free_value (result);
  ecma_free_value ((how & 2) ? value : old);
  return (how & 2) ? old : value;
}

/**
 * Assignment operation for SuperRefence base
]==])
aio_change(vm/vm.c "references: declaration" [==[
JERRY_STATIC_ASSERT ((sizeof (vm_frame_ctx_t) % sizeof (ecma_value_t)) == 0,
]==] [==[
ecma_value_t aio_update_reference (vm_frame_ctx_t *frame_ctx_p, const ecma_value_t *values_p, uint32_t how);

JERRY_STATIC_ASSERT ((sizeof (vm_frame_ctx_t) % sizeof (ecma_value_t)) == 0,
]==])
aio_change(parser/js/byte-code.c "references: so many byte codes" "CBC_EXT_END == 170" "CBC_EXT_END == 174")
