# Read by jerryscript_patches.cmake: regular expressions run in jerryscript_regexp.h.
#
# The published function calls itself for each repetition of a group, each alternative and each iterator: 64 bytes of the thread's stack a
# call, so that 8 KB of it were a RangeError at 128 characters of /^"(?:[^"\\]|\\.)*"/. Ours needs 200 bytes of it in all, and blocks of
# the heap where there is something to go back to.
aio_change(ecma/operations/ecma-regexp-object.c "a matcher that does not call itself" [==[
static const lit_utf8_byte_t *
ecma_regexp_run (ecma_regexp_ctx_t *re_ctx_p, /**< RegExp matcher context */
]==] "
#include \"${FIRMWARE}/engine/jerryscript/jerryscript_regexp.h\"

static const lit_utf8_byte_t *
aio_published_regexp_run (ecma_regexp_ctx_t *re_ctx_p, /**< RegExp matcher context */
")
