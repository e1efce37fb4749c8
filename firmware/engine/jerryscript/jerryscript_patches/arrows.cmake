# Read by jerryscript_patches.cmake: functions inside parentheses that the published scanner refuses.
#
# A parenthesis may begin the parameters of an arrow function. Until the scanner knows, it reads what is inside as parameters, and an object
# or an array as a pattern. It took every name there for a parameter, also that of `x => 1`, `async x => 1` and `async function`.

aio_change(parser/js/js-scanner-ops.c "a function where a parameter may be" [==[
/**
 * Process the next argument of a might-be arrow function.
 */
]==] [==[
/**
 * Whether a name begins an arrow function, or something that is async. Reads no token.
 */
bool
aio_scanner_begins_function (parser_context_t *context_p) /**< context */
{
  const uint8_t *source_p = context_p->source_p;
  parser_line_counter_t line = context_p->line;
  parser_line_counter_t column = context_p->column;
  uint8_t flags = context_p->token.flags;
  bool begins = lexer_check_arrow (context_p);

  if (!begins && lexer_token_is_async (context_p) && !(context_p->token.flags & LEXER_WAS_NEWLINE)
      && context_p->source_p < context_p->source_end_p)
  {
    uint8_t next = context_p->source_p[0];

    begins = (next == LIT_CHAR_LEFT_PAREN || next == LIT_CHAR_BACKSLASH || next > LIT_UTF8_1_BYTE_CODE_POINT_MAX
              || lit_code_point_is_identifier_start (next));
  }

  context_p->source_p = source_p;
  context_p->line = line;
  context_p->column = column;
  context_p->token.flags = flags;
  return begins;
}

/**
 * Process the next argument of a might-be arrow function.
 */
]==])
aio_change(parser/js/js-scanner-ops.c "something async behind a comma" [==[
      scanner_context_p->mode = SCAN_MODE_POST_PRIMARY_EXPRESSION;

      if (lexer_check_arrow (context_p))
      {
        process_arrow = true;
        break;
      }
]==] [==[
      if (JERRY_UNLIKELY (lexer_token_is_async (context_p)) && aio_scanner_begins_function (context_p))
      {
        break;
      }

      scanner_context_p->mode = SCAN_MODE_POST_PRIMARY_EXPRESSION;

      if (lexer_check_arrow (context_p))
      {
        process_arrow = true;
        break;
      }
]==])
aio_change(parser/js/js-scanner.c "a function where a pattern may have a name" [==[
          lexer_lit_location_t *literal_p = scanner_add_literal (context_p, &scanner_context);

          scanner_context.mode = SCAN_MODE_POST_PRIMARY_EXPRESSION;

          if (scanner_context.binding_type == SCANNER_BINDING_VAR)
]==] [==[
          if (scanner_context.binding_type == SCANNER_BINDING_ARROW_ARG && aio_scanner_begins_function (context_p))
          {
            scanner_context.mode = SCAN_MODE_PRIMARY_EXPRESSION;
            continue;
          }

          lexer_lit_location_t *literal_p = scanner_add_literal (context_p, &scanner_context);

          scanner_context.mode = SCAN_MODE_POST_PRIMARY_EXPRESSION;

          if (scanner_context.binding_type == SCANNER_BINDING_VAR)
]==])
aio_change(parser/js/js-scanner.c "a function where a pattern may have a name: declaration" [==[
/**
 * Scan primary expression.
 *
]==] [==[
bool aio_scanner_begins_function (parser_context_t *context_p);

/**
 * Scan primary expression.
 *
]==])

# The published engine takes `this`, `new.target` and `super` of the function around it for `=>`, and not for `async =>`.
aio_change(ecma/operations/ecma-function-object.c "this of an async arrow function" [==[
    case CBC_FUNCTION_ARROW:
    {
      ecma_arrow_function_t *arrow_func_p = (ecma_arrow_function_t *) func_obj_p;
]==] [==[
    case CBC_FUNCTION_ARROW:
    case CBC_FUNCTION_ASYNC_ARROW:
    {
      ecma_arrow_function_t *arrow_func_p = (ecma_arrow_function_t *) func_obj_p;
]==])
