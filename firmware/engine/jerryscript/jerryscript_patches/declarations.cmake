# Read by jerryscript_patches.cmake: let, const and class that are read or written before their declaration, or after it where they must not be.

# The published scanner creates a variable in front of a block where the text shows a use in front of the declaration. In a switch the
# declaration may be skipped: a variable that another clause uses, too, had the value `undefined`, could be set, or was not there.
aio_change(parser/js/js-scanner.c "variables of a switch" [==[
/**
 * Scan primary expression.
 *
]==] [==[
/** A variable of a switch is declared in an earlier clause. One of lexer_lit_location_t's status flags. */
#define AIO_LIT_LOCATION_IN_EARLIER_CLAUSE (1 << 7)

/**
 * A clause of a switch has ended: variables of the ones before that it uses must be created in front of all
 */
static void
aio_scanner_end_clause (scanner_context_t *scanner_context_p) /**< scanner context */
{
  const uint8_t kinds = (SCANNER_LITERAL_IS_ARG | SCANNER_LITERAL_IS_VAR | SCANNER_LITERAL_IS_FUNC
                         | SCANNER_LITERAL_IS_LET | SCANNER_LITERAL_IS_CONST);
  parser_list_iterator_t iterator;
  lexer_lit_location_t *literal_p;

  parser_list_iterator_init (&scanner_context_p->active_literal_pool_p->literal_pool, &iterator);

  while ((literal_p = (lexer_lit_location_t *) parser_list_iterator_next (&iterator)) != NULL)
  {
    const uint8_t kind = (uint8_t) (literal_p->type & kinds);

    if (kind != SCANNER_LITERAL_IS_LET && kind != SCANNER_LITERAL_IS_CONST)
    {
      continue;
    }

    if ((literal_p->type & SCANNER_LITERAL_IS_USED) && (literal_p->status_flags & AIO_LIT_LOCATION_IN_EARLIER_CLAUSE))
    {
      literal_p->type |= SCANNER_LITERAL_EARLY_CREATE;
    }

    literal_p->type &= (uint8_t) ~SCANNER_LITERAL_IS_USED;
    literal_p->status_flags |= AIO_LIT_LOCATION_IN_EARLIER_CLAUSE;
  }
}

/**
 * Scan primary expression.
 *
]==])
aio_change(parser/js/js-scanner.c "variables of a switch: a clause begins" [==[
      scanner_case_info_t *case_info_p;
      case_info_p = (scanner_case_info_t *) scanner_malloc (]==] [==[
      aio_scanner_end_clause (scanner_context_p);

      scanner_case_info_t *case_info_p;
      case_info_p = (scanner_case_info_t *) scanner_malloc (]==])
aio_change(parser/js/js-scanner.c "variables of a switch: its end" [==[
        scanner_context_p->active_switch_statement = switch_statement;

        scanner_pop_literal_pool (context_p, scanner_context_p);
]==] [==[
        scanner_context_p->active_switch_statement = switch_statement;

        aio_scanner_end_clause (scanner_context_p);
        scanner_pop_literal_pool (context_p, scanner_context_p);
]==])
aio_change(parser/js/js-parser-statm.c "a constant in for (… of …)" [==[
  if (opcode == CBC_PUSH_LITERAL && context_p->last_cbc.literal_type == LEXER_IDENT_LITERAL)
  {
    context_p->last_cbc_opcode = PARSER_CBC_UNAVAILABLE;
    return CBC_ASSIGN_SET_IDENT;
  }
]==] [==[
  if (opcode == CBC_PUSH_LITERAL && context_p->last_cbc.literal_type == LEXER_IDENT_LITERAL)
  {
    context_p->last_cbc_opcode = PARSER_CBC_UNAVAILABLE;

    if (scanner_literal_is_const_reg (context_p, context_p->last_cbc.literal_index))
    {
      parser_emit_cbc_ext (context_p, CBC_EXT_THROW_ASSIGN_CONST_ERROR);
      parser_flush_cbc (context_p);
    }

    return CBC_ASSIGN_SET_IDENT;
  }
]==])
