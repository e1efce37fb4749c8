# Read by jerryscript_patches.cmake: static blocks of classes.
#
# The published parser takes the character behind a static block for a part of it: `class A { static {} }` parsed, and `class A{static{}}`,
# which a bundler writes, did not.
aio_change(parser/js/js-parser-expr.c "the end of a static block" [==[
          fields_size += sizeof (scanner_location_t);

          lexer_consume_next_character (context_p);
        }
]==] [==[
          fields_size += sizeof (scanner_location_t);

          context_p->token.flags &= (uint8_t) ~LEXER_NO_SKIP_SPACES;
          context_p->column++;
        }
]==])
