/*
 * Read by ecma-regexp-object.c of our copy of JerryScript (jerryscript_patches/regexp.cmake): what
 * runs the byte code of a regular expression.
 *
 * A choice is where the match may go on in two ways: it takes the first, and keeps the other. Kept
 * is also what a choice has to find again in the groups (undo). Both are in blocks of the engine's
 * heap, and a way that cannot match the next character is not kept: the usual patterns of a
 * tokenizer keep nothing, whatever the length of the text.
 */

/** Words of a block, and of the one that every match has. */
#define AIO_RE_BLOCK_WORDS 60
#define AIO_RE_FIRST_WORDS 12
/** How far the places that an iterator may go back to are looked at before they are kept unseen. */
#define AIO_RE_LOOK_BACK   32
/** Groups of alternatives, one at the begin of the other, that are looked into. */
#define AIO_RE_LOOK_INTO   3

typedef enum {
	/** begin, end and iterator of a capturing group. */
	AIO_RE_UNDO_CAPTURE,
	/** begin and iterator of another group. */
	AIO_RE_UNDO_GROUP,
	/** The alternative behind. */
	AIO_RE_ALTERNATIVE,
	/** What follows a group, without one more time of it. */
	AIO_RE_GROUP_TAIL,
	/** The group one more time. */
	AIO_RE_GROUP_BODY,
	/** What follows an iterator, a character or more before. */
	AIO_RE_FEWER,
	/** One more character of an iterator. */
	AIO_RE_MORE,
} aio_re_kind_t;

#define AIO_RE_KIND_BITS 3

typedef struct aio_re_block_t {
	struct aio_re_block_t *below_p;
	uint32_t used;
	uint32_t size;
	uintptr_t words[];
} aio_re_block_t;

typedef struct {
	ecma_regexp_ctx_t *ctx_p;
	/** Where the match is, in byte code and text. */
	const uint8_t *bc_p;
	const lit_utf8_byte_t *str_p;
	aio_re_block_t *top_p;
	/** For each group the epoch in which its undo was kept; NULL before the first choice. */
	uint32_t *kept_p;
	/** Choices that are kept. */
	uint32_t choices;
	/** Begins with each choice that is kept or taken: an undo is kept once in each. */
	uint32_t epoch;
	uint32_t epochs;
	/** The heap has no block left. */
	bool exhausted;
	/** Where words go then. */
	uintptr_t spare[4];
	struct {
		aio_re_block_t block;
		uintptr_t words[AIO_RE_FIRST_WORDS];
	} first;
} aio_re_t;

/** What is kept, at an instant. */
typedef struct {
	aio_re_block_t *top_p;
	uint32_t used;
	uint32_t choices;
	uint32_t epochs;
} aio_re_mark_t;

static uintptr_t *aio_re_push(aio_re_t *re_p, uint32_t count)
{
	aio_re_block_t *block_p = re_p->top_p;

	if (block_p->used + count > block_p->size) {
		block_p = jmem_heap_alloc_block_null_on_error(
			sizeof(aio_re_block_t) + AIO_RE_BLOCK_WORDS * sizeof(uintptr_t));
		if (block_p == NULL) {
			re_p->exhausted = true;
			return re_p->spare;
		}
		block_p->below_p = re_p->top_p;
		block_p->used = 0;
		block_p->size = AIO_RE_BLOCK_WORDS;
		re_p->top_p = block_p;
	}
	block_p->used += count;
	return block_p->words + block_p->used - count;
}

static void aio_re_drop_block(aio_re_t *re_p)
{
	aio_re_block_t *block_p = re_p->top_p;

	re_p->top_p = block_p->below_p;
	jmem_heap_free_block(block_p,
			     sizeof(aio_re_block_t) + AIO_RE_BLOCK_WORDS * sizeof(uintptr_t));
}

static aio_re_mark_t aio_re_mark(const aio_re_t *re_p)
{
	return (aio_re_mark_t){re_p->top_p, re_p->top_p->used, re_p->choices, re_p->epochs};
}

static void aio_re_next_epoch(aio_re_t *re_p)
{
	re_p->epoch = ++re_p->epochs;
	if (re_p->epoch == 0) {
		re_p->exhausted = true;
	}
}

/** Forgets what was kept since. */
static void aio_re_cut(aio_re_t *re_p, const aio_re_mark_t *mark_p)
{
	while (re_p->top_p != mark_p->top_p) {
		aio_re_drop_block(re_p);
	}
	re_p->top_p->used = mark_p->used;
	re_p->choices = mark_p->choices;
	if (re_p->epochs != mark_p->epochs) {
		aio_re_next_epoch(re_p);
	}
}

static void aio_re_keep_choice(aio_re_t *re_p, aio_re_kind_t kind, const uint8_t *bc_p,
			       const lit_utf8_byte_t *str_p, uint32_t count)
{
	const ecma_regexp_ctx_t *ctx_p = re_p->ctx_p;
	const size_t size = (ctx_p->captures_count + ctx_p->non_captures_count) * sizeof(uint32_t);
	uintptr_t *words_p = aio_re_push(re_p, 3);

	words_p[0] = (uintptr_t)bc_p;
	words_p[1] = (uintptr_t)str_p;
	words_p[2] = (uintptr_t)kind | ((uintptr_t)count << AIO_RE_KIND_BITS);
	re_p->choices++;
	aio_re_next_epoch(re_p);
	if (re_p->kept_p == NULL) {
		re_p->kept_p = jmem_heap_alloc_block_null_on_error(size);
		if (re_p->kept_p == NULL) {
			re_p->exhausted = true;
			return;
		}
		memset(re_p->kept_p, 0, size);
	}
}

/** Whether a change of a group has to be undone for a choice. */
static bool aio_re_keeps(aio_re_t *re_p, uint32_t index)
{
	if (re_p->choices == 0 || re_p->exhausted || re_p->kept_p[index] == re_p->epoch) {
		return false;
	}
	re_p->kept_p[index] = re_p->epoch;
	return true;
}

/** To be called before a capturing group is changed. */
static ecma_regexp_capture_t *aio_re_capture(aio_re_t *re_p, uint32_t index)
{
	ecma_regexp_capture_t *capture_p = re_p->ctx_p->captures_p + index;

	if (aio_re_keeps(re_p, index)) {
		uintptr_t *words_p = aio_re_push(re_p, 4);

		words_p[0] = (uintptr_t)capture_p->begin_p;
		words_p[1] = (uintptr_t)capture_p->end_p;
		words_p[2] = capture_p->iterator;
		words_p[3] = AIO_RE_UNDO_CAPTURE | ((uintptr_t)index << AIO_RE_KIND_BITS);
	}
	return capture_p;
}

/** As aio_re_capture(), of the other groups. */
static ecma_regexp_non_capture_t *aio_re_group(aio_re_t *re_p, uint32_t index)
{
	ecma_regexp_non_capture_t *group_p = re_p->ctx_p->non_captures_p + index;

	if (aio_re_keeps(re_p, re_p->ctx_p->captures_count + index)) {
		uintptr_t *words_p = aio_re_push(re_p, 3);

		words_p[0] = (uintptr_t)group_p->begin_p;
		words_p[1] = group_p->iterator;
		words_p[2] = AIO_RE_UNDO_GROUP | ((uintptr_t)index << AIO_RE_KIND_BITS);
	}
	return group_p;
}

static void aio_re_clear(aio_re_t *re_p, uint32_t first, uint32_t count)
{
	for (uint32_t i = first; i < first + count; i++) {
		if (re_p->ctx_p->captures_p[i].begin_p != NULL) {
			aio_re_capture(re_p, i)->begin_p = NULL;
		}
	}
}

/** Whether a character is one of a class. */
static bool aio_re_in_class(const ecma_regexp_ctx_t *ctx_p, const uint8_t **bc_pp,
			    lit_code_point_t cp)
{
	const bool unicode = (ctx_p->flags & RE_FLAG_UNICODE) != 0;
	const uint8_t *bc_p = *bc_pp;
	const uint8_t flags = re_get_byte(&bc_p);
	uint32_t chars = (flags & RE_CLASS_HAS_CHARS) ? re_get_value(&bc_p) : 0;
	uint32_t ranges = (flags & RE_CLASS_HAS_RANGES) ? re_get_value(&bc_p) : 0;
	uint32_t escapes = flags & RE_CLASS_ESCAPE_COUNT_MASK;
	bool found = false;

	*bc_pp = bc_p + escapes + (chars + 2 * ranges) * ctx_p->char_size;
	for (; !found && escapes > 0; escapes--) {
		found = ecma_regexp_check_class_escape(cp, (ecma_class_escape_t)re_get_byte(&bc_p));
	}
	for (; !found && chars > 0; chars--) {
		found = re_get_char(&bc_p, unicode) == cp;
	}
	for (; !found && ranges > 0; ranges--) {
		const lit_code_point_t begin = re_get_char(&bc_p, unicode);

		found = re_get_char(&bc_p, unicode) >= cp && begin <= cp;
	}
	return found != ((flags & RE_CLASS_INVERT) != 0);
}

/** Matches one character. Returns false where it does not. */
static bool aio_re_atom(ecma_regexp_ctx_t *ctx_p, const uint8_t **bc_pp,
			const lit_utf8_byte_t **str_pp)
{
	const re_opcode_t op = re_get_opcode(bc_pp);
	const bool dotall = (ctx_p->flags & RE_FLAG_DOTALL) != 0;
	lit_code_point_t cp;

	if (*str_pp >= ctx_p->input_end_p) {
		return false;
	}
	switch (op) {
	case RE_OP_BYTE:
		return *(*bc_pp)++ == *(*str_pp)++;
	case RE_OP_CHAR:
		cp = re_get_char(bc_pp, (ctx_p->flags & RE_FLAG_UNICODE) != 0);
		return cp == ecma_regexp_advance(ctx_p, str_pp);
	case RE_OP_CLASS_ESCAPE:
		cp = ecma_regexp_advance(ctx_p, str_pp);
		return ecma_regexp_check_class_escape(cp, (ecma_class_escape_t)re_get_byte(bc_pp));
	case RE_OP_CHAR_CLASS:
		cp = ecma_regexp_advance(ctx_p, str_pp);
		return aio_re_in_class(ctx_p, bc_pp, cp);
	case RE_OP_UNICODE_PERIOD:
		cp = ecma_regexp_unicode_advance(str_pp, ctx_p->input_end_p);
		break;
	default:
		JERRY_ASSERT(op == RE_OP_PERIOD);
		cp = lit_cesu8_read_next(str_pp);
		break;
	}
	return dotall || cp > LIT_UTF16_CODE_UNIT_MAX ||
	       !lit_char_is_line_terminator((ecma_char_t)cp);
}

/** Whether an assertion that takes no character holds. */
static bool aio_re_holds(ecma_regexp_ctx_t *ctx_p, re_opcode_t op, const lit_utf8_byte_t *str_p)
{
	const bool multiline = (ctx_p->flags & RE_FLAG_MULTILINE) != 0;

	switch (op) {
	case RE_OP_ASSERT_LINE_START:
		return str_p <= ctx_p->input_start_p ||
		       (multiline && lit_char_is_line_terminator(lit_cesu8_peek_prev(str_p)));
	case RE_OP_ASSERT_LINE_END:
		return str_p >= ctx_p->input_end_p ||
		       (multiline && lit_char_is_line_terminator(lit_cesu8_peek_next(str_p)));
	case RE_OP_ASSERT_WORD_BOUNDARY:
		return ecma_regexp_is_word_boundary(ctx_p, str_p);
	default:
		JERRY_ASSERT(op == RE_OP_ASSERT_NOT_WORD_BOUNDARY);
		return !ecma_regexp_is_word_boundary(ctx_p, str_p);
	}
}

static bool aio_re_may_match(ecma_regexp_ctx_t *ctx_p, const uint8_t *bc_p,
			     const lit_utf8_byte_t *str_p, uint32_t depth);

/** Whether one of the alternatives may match, of which the first is at a byte code's operands. */
static bool aio_re_any_may_match(ecma_regexp_ctx_t *ctx_p, const uint8_t *bc_p,
				 const lit_utf8_byte_t *str_p, uint32_t depth)
{
	if (depth == 0) {
		return true;
	}
	while (true) {
		const uint32_t offset = re_get_value(&bc_p);

		if (aio_re_may_match(ctx_p, bc_p, str_p, depth - 1)) {
			return true;
		}
		bc_p += offset;
		if (*bc_p++ != RE_OP_ALTERNATIVE_NEXT) {
			return false;
		}
	}
}

/** False only if what is at bc_p cannot match there: it looks at one character. */
static bool aio_re_may_match(ecma_regexp_ctx_t *ctx_p, const uint8_t *bc_p,
			     const lit_utf8_byte_t *str_p, uint32_t depth)
{
	while (true) {
		const re_opcode_t op = (re_opcode_t)*bc_p;

		if (op >= RE_OP_CLASS_ESCAPE) {
			return aio_re_atom(ctx_p, &bc_p, &str_p);
		}
		bc_p++;
		if (op == RE_OP_GREEDY_ITERATOR || op == RE_OP_LAZY_ITERATOR) {
			const lit_utf8_byte_t *next_p = str_p;
			const uint32_t qmin = re_get_value(&bc_p);
			(void)re_get_value(&bc_p);
			const uint32_t end_offset = re_get_value(&bc_p);
			const uint8_t *tail_p = bc_p + end_offset;

			if (aio_re_atom(ctx_p, &bc_p, &next_p)) {
				return true;
			}
			if (qmin > 0) {
				return false;
			}
			bc_p = tail_p;
		} else if (op >= RE_OP_ASSERT_LINE_START && op <= RE_OP_ASSERT_NOT_WORD_BOUNDARY) {
			if (!aio_re_holds(ctx_p, op, str_p)) {
				return false;
			}
		} else if (op == RE_OP_CAPTURING_GROUP_START ||
			   op == RE_OP_NON_CAPTURING_GROUP_START) {
			(void)re_get_value(&bc_p);
			(void)re_get_value(&bc_p);
			if (op == RE_OP_NON_CAPTURING_GROUP_START) {
				(void)re_get_value(&bc_p);
			}
			if (re_get_value(&bc_p) == 0) {
				return true;
			}
		} else {
			return op != RE_OP_ALTERNATIVE_START ||
			       aio_re_any_may_match(ctx_p, bc_p, str_p, depth);
		}
	}
}

static const uint8_t *aio_re_behind_alternatives(const uint8_t *bc_p)
{
	while (*bc_p == RE_OP_ALTERNATIVE_NEXT) {
		bc_p++;
		const uint32_t offset = re_get_value(&bc_p);
		bc_p += offset;
	}
	return bc_p;
}

/** Whether only the end of the pattern, or of a lookahead, is at bc_p, which always matches. */
static bool aio_re_is_end(const uint8_t *bc_p)
{
	while (true) {
		bc_p = aio_re_behind_alternatives(bc_p);
		const re_opcode_t op = re_get_opcode(&bc_p);

		if (op < RE_OP_GREEDY_CAPTURING_GROUP_END ||
		    op > RE_OP_LAZY_NON_CAPTURING_GROUP_END) {
			return op == RE_OP_EOF || op == RE_OP_ASSERT_END;
		}
		(void)re_get_value(&bc_p);
		const uint32_t qmin = re_get_value(&bc_p);
		const uint32_t qmax = re_get_value(&bc_p) - RE_QMAX_OFFSET;

		if (qmin != 1 || qmax != 1) {
			return false;
		}
	}
}

/** Goes on with the first alternative that may match, and keeps the second. bc_p is at operands. */
static bool aio_re_alternatives(aio_re_t *re_p, const uint8_t *bc_p)
{
	bool found = false;

	while (true) {
		const uint8_t *operands_p = bc_p;
		const uint32_t offset = re_get_value(&bc_p);
		const bool is_last = bc_p[offset] != RE_OP_ALTERNATIVE_NEXT;

		if ((is_last && !found) ||
		    aio_re_may_match(re_p->ctx_p, bc_p, re_p->str_p, AIO_RE_LOOK_INTO)) {
			if (found) {
				aio_re_keep_choice(re_p, AIO_RE_ALTERNATIVE, operands_p,
						   re_p->str_p, 0);
				return true;
			}
			re_p->bc_p = bc_p;
			found = true;
		}
		if (is_last) {
			return true;
		}
		bc_p += offset + 1;
	}
}

/** The operands of a group's end. */
typedef struct {
	bool capturing;
	bool greedy;
	uint32_t index;
	uint32_t qmin;
	uint32_t qmax;
	const uint8_t *tail_p;
	/** Of the group, as it is. */
	const lit_utf8_byte_t *begin_p;
	const uint8_t *body_p;
	uint32_t iterator;
} aio_re_end_t;

static aio_re_end_t aio_re_end(const aio_re_t *re_p, const uint8_t *bc_p)
{
	const re_opcode_t op = re_get_opcode(&bc_p);
	aio_re_end_t end = {
		.capturing = op == RE_OP_GREEDY_CAPTURING_GROUP_END ||
			     op == RE_OP_LAZY_CAPTURING_GROUP_END,
		.greedy = op == RE_OP_GREEDY_CAPTURING_GROUP_END ||
			  op == RE_OP_GREEDY_NON_CAPTURING_GROUP_END,
	};

	end.index = re_get_value(&bc_p);
	end.qmin = re_get_value(&bc_p);
	end.qmax = re_get_value(&bc_p) - RE_QMAX_OFFSET;
	end.tail_p = bc_p;
	if (end.capturing) {
		const ecma_regexp_capture_t *capture_p = re_p->ctx_p->captures_p + end.index;

		end.begin_p = capture_p->begin_p;
		end.body_p = capture_p->bc_p;
		end.iterator = capture_p->iterator;
	} else {
		const ecma_regexp_non_capture_t *group_p = re_p->ctx_p->non_captures_p + end.index;

		end.begin_p = group_p->begin_p;
		end.body_p = group_p->bc_p;
		end.iterator = group_p->iterator;
	}
	return end;
}

/** Goes on behind a group. */
static void aio_re_leave(aio_re_t *re_p, const aio_re_end_t *end_p)
{
	if (end_p->capturing) {
		aio_re_capture(re_p, end_p->index)->end_p = re_p->str_p;
	}
	re_p->bc_p = end_p->tail_p;
}

/** Goes through a group one more time. What its groups have captured is forgotten. */
static void aio_re_repeat(aio_re_t *re_p, const aio_re_end_t *end_p)
{
	if (end_p->capturing) {
		ecma_regexp_capture_t *capture_p = aio_re_capture(re_p, end_p->index);

		capture_p->begin_p = re_p->str_p;
		capture_p->iterator++;
		aio_re_clear(re_p, end_p->index + 1, capture_p->subcapture_count - 1);
	} else {
		ecma_regexp_non_capture_t *group_p = aio_re_group(re_p, end_p->index);

		group_p->begin_p = re_p->str_p;
		group_p->iterator++;
		aio_re_clear(re_p, group_p->subcapture_start, group_p->subcapture_count);
	}
	re_p->bc_p = end_p->body_p;
}

/** @return false: no match this way */
static bool aio_re_at_end(aio_re_t *re_p, const uint8_t *bc_p, const aio_re_mark_t *mark_p)
{
	ecma_regexp_ctx_t *ctx_p = re_p->ctx_p;
	const aio_re_end_t end = aio_re_end(re_p, bc_p);

	if (end.iterator < end.qmin) {
		aio_re_repeat(re_p, &end);
		return true;
	}
	/* What is optional must not be empty. */
	if (end.begin_p >= re_p->str_p && end.iterator > end.qmin) {
		return false;
	}
	if (end.iterator >= end.qmax ||
	    !aio_re_may_match(ctx_p, end.body_p, re_p->str_p, AIO_RE_LOOK_INTO)) {
		aio_re_leave(re_p, &end);
		return true;
	}
	if (!aio_re_may_match(ctx_p, end.tail_p, re_p->str_p, AIO_RE_LOOK_INTO)) {
		aio_re_repeat(re_p, &end);
		return true;
	}
	if (end.greedy) {
		if (aio_re_is_end(end.tail_p)) {
			/* That way matches: nothing that was kept before it is come back to. */
			aio_re_cut(re_p, mark_p);
		}
		aio_re_keep_choice(re_p, AIO_RE_GROUP_TAIL, bc_p, re_p->str_p, 0);
		aio_re_repeat(re_p, &end);
	} else {
		aio_re_keep_choice(re_p, AIO_RE_GROUP_BODY, bc_p, re_p->str_p, 0);
		aio_re_leave(re_p, &end);
	}
	return true;
}

static void aio_re_enter_capture(aio_re_t *re_p)
{
	ecma_regexp_capture_t *capture_p = aio_re_capture(re_p, re_get_value(&re_p->bc_p));

	capture_p->subcapture_count = re_get_value(&re_p->bc_p);
	const bool optional = re_get_value(&re_p->bc_p) == 0;
	const uint32_t end_offset = optional ? re_get_value(&re_p->bc_p) : 0;

	capture_p->begin_p = optional ? NULL : re_p->str_p;
	capture_p->end_p = NULL;
	capture_p->iterator = optional ? 0 : 1;
	capture_p->bc_p = re_p->bc_p;
	re_p->bc_p += end_offset;
}

static void aio_re_enter_group(aio_re_t *re_p)
{
	ecma_regexp_non_capture_t *group_p = aio_re_group(re_p, re_get_value(&re_p->bc_p));

	group_p->subcapture_start = re_get_value(&re_p->bc_p);
	group_p->subcapture_count = re_get_value(&re_p->bc_p);
	const bool optional = re_get_value(&re_p->bc_p) == 0;
	const uint32_t end_offset = optional ? re_get_value(&re_p->bc_p) : 0;

	group_p->begin_p = optional ? NULL : re_p->str_p;
	group_p->iterator = optional ? 0 : 1;
	group_p->bc_p = re_p->bc_p;
	re_p->bc_p += end_offset;
}

/** Goes on behind a greedy iterator, and keeps the next place before that may match. */
static void aio_re_fewer(aio_re_t *re_p, const uint8_t *tail_p, uint32_t spare)
{
	ecma_regexp_ctx_t *ctx_p = re_p->ctx_p;
	const lit_utf8_byte_t *before_p;

	re_p->bc_p = tail_p;
	while (spare > 0 && !aio_re_may_match(ctx_p, tail_p, re_p->str_p, AIO_RE_LOOK_INTO)) {
		re_p->str_p = ecma_regexp_step_back(ctx_p, re_p->str_p);
		spare--;
	}
	before_p = re_p->str_p;
	for (uint32_t looks = 0; spare > 0; looks++) {
		before_p = ecma_regexp_step_back(ctx_p, before_p);
		spare--;
		if (looks == AIO_RE_LOOK_BACK ||
		    aio_re_may_match(ctx_p, tail_p, before_p, AIO_RE_LOOK_INTO)) {
			aio_re_keep_choice(re_p, AIO_RE_FEWER, tail_p, before_p, spare);
			return;
		}
	}
}

static bool aio_re_greedy_iterator(aio_re_t *re_p)
{
	const uint32_t qmin = re_get_value(&re_p->bc_p);
	const uint32_t qmax = re_get_value(&re_p->bc_p) - RE_QMAX_OFFSET;
	const uint32_t end_offset = re_get_value(&re_p->bc_p);
	const uint8_t *tail_p = re_p->bc_p + end_offset;
	uint32_t count = 0;

	while (count < qmax) {
		const uint8_t *bc_p = re_p->bc_p;
		const lit_utf8_byte_t *next_p = re_p->str_p;

		if (!aio_re_atom(re_p->ctx_p, &bc_p, &next_p)) {
			break;
		}
		re_p->str_p = next_p;
		count++;
	}
	if (count < qmin) {
		return false;
	}
	aio_re_fewer(re_p, tail_p, aio_re_is_end(tail_p) ? 0 : count - qmin);
	return true;
}

/** bc_p is at an iterator's operands, of which count characters were taken. */
static bool aio_re_lazy_iterator(aio_re_t *re_p, const uint8_t *bc_p, uint32_t count)
{
	ecma_regexp_ctx_t *ctx_p = re_p->ctx_p;
	const uint8_t *operands_p = bc_p;
	const uint32_t qmin = re_get_value(&bc_p);
	const uint32_t qmax = re_get_value(&bc_p) - RE_QMAX_OFFSET;
	const uint32_t end_offset = re_get_value(&bc_p);

	re_p->bc_p = bc_p + end_offset;
	while (true) {
		const uint8_t *atom_p = bc_p;
		const lit_utf8_byte_t *next_p = re_p->str_p;
		const bool more = count < qmax && aio_re_atom(ctx_p, &atom_p, &next_p);

		if (count >= qmin &&
		    aio_re_may_match(ctx_p, re_p->bc_p, re_p->str_p, AIO_RE_LOOK_INTO)) {
			if (more) {
				aio_re_keep_choice(re_p, AIO_RE_MORE, operands_p, next_p,
						   count + 1);
			}
			return true;
		}
		if (!more) {
			return false;
		}
		re_p->str_p = next_p;
		count++;
	}
}

/** As a reference with the flag i compares: by characters, whose number of bytes may differ. */
static bool aio_re_same_letters(aio_re_t *re_p, const ecma_regexp_capture_t *capture_p)
{
	ecma_regexp_ctx_t *ctx_p = re_p->ctx_p;
	const lit_utf8_byte_t *curr_p = capture_p->begin_p;

	while (curr_p < capture_p->end_p) {
		if (re_p->str_p >= ctx_p->input_end_p ||
		    ecma_regexp_advance(ctx_p, &curr_p) !=
			    ecma_regexp_advance(ctx_p, &re_p->str_p)) {
			return false;
		}
	}
	return true;
}

static bool aio_re_back_reference(aio_re_t *re_p)
{
	const ecma_regexp_capture_t *capture_p =
		re_p->ctx_p->captures_p + re_get_value(&re_p->bc_p);
	size_t size;

	/* One that is not there, and an empty one, always match. */
	if (!ECMA_RE_IS_CAPTURE_DEFINED(capture_p) || capture_p->end_p <= capture_p->begin_p) {
		return true;
	}
	if (re_p->ctx_p->flags & RE_FLAG_IGNORE_CASE) {
		return aio_re_same_letters(re_p, capture_p);
	}
	size = (size_t)(capture_p->end_p - capture_p->begin_p);
	if (size > (size_t)(re_p->ctx_p->input_end_p - re_p->str_p) ||
	    memcmp(re_p->str_p, capture_p->begin_p, size) != 0) {
		return false;
	}
	re_p->str_p += size;
	return true;
}

static const lit_utf8_byte_t *aio_re_run(aio_re_t *re_p);

static bool aio_re_lookahead(aio_re_t *re_p, bool negative)
{
	const lit_utf8_byte_t *str_p = re_p->str_p;
	const bool skipped = re_get_byte(&re_p->bc_p) == 0;
	const uint32_t first = re_get_value(&re_p->bc_p);
	const uint32_t count = re_get_value(&re_p->bc_p);
	const uint32_t end_offset = re_get_value(&re_p->bc_p);
	const uint8_t *tail_p = re_p->bc_p + end_offset;
	bool matched = true;

	if (!skipped) {
		for (uint32_t i = first; i < first + count; i++) {
			(void)aio_re_capture(re_p, i);
		}
		matched = (aio_re_run(re_p) != NULL) != negative;
		if (negative) {
			for (uint32_t i = first; i < first + count; i++) {
				re_p->ctx_p->captures_p[i].begin_p = NULL;
			}
		}
	}
	re_p->str_p = str_p;
	re_p->bc_p = tail_p;
	return matched;
}

/** Goes back to a choice. Returns false where it fails at once. */
static bool aio_re_resume(aio_re_t *re_p, const uintptr_t *words_p)
{
	const uint8_t *bc_p = (const uint8_t *)words_p[0];
	const uint32_t count = (uint32_t)(words_p[2] >> AIO_RE_KIND_BITS);
	aio_re_end_t end;

	re_p->str_p = (const lit_utf8_byte_t *)words_p[1];
	re_p->choices--;
	aio_re_next_epoch(re_p);
	switch (words_p[2] & ((1u << AIO_RE_KIND_BITS) - 1)) {
	case AIO_RE_ALTERNATIVE:
		return aio_re_alternatives(re_p, bc_p);
	case AIO_RE_FEWER:
		aio_re_fewer(re_p, bc_p, count);
		return true;
	case AIO_RE_MORE:
		return aio_re_lazy_iterator(re_p, bc_p, count);
	case AIO_RE_GROUP_TAIL:
		end = aio_re_end(re_p, bc_p);
		aio_re_leave(re_p, &end);
		return true;
	default:
		end = aio_re_end(re_p, bc_p);
		aio_re_repeat(re_p, &end);
		return true;
	}
}

/** Undoes what was done since the choice that was kept last, and goes on there. Returns false where
 * none is left. */
static bool aio_re_back(aio_re_t *re_p, const aio_re_mark_t *mark_p)
{
	while (!re_p->exhausted) {
		aio_re_block_t *block_p = re_p->top_p;
		uintptr_t *end_p = block_p->words + block_p->used;

		if (block_p == mark_p->top_p && block_p->used == mark_p->used) {
			return false;
		}
		if (block_p->used == 0) {
			aio_re_drop_block(re_p);
			continue;
		}
		const uint32_t kind = end_p[-1] & ((1u << AIO_RE_KIND_BITS) - 1);
		const uint32_t index = (uint32_t)(end_p[-1] >> AIO_RE_KIND_BITS);

		if (kind == AIO_RE_UNDO_CAPTURE) {
			ecma_regexp_capture_t *capture_p = re_p->ctx_p->captures_p + index;

			block_p->used -= 4;
			capture_p->begin_p = (const lit_utf8_byte_t *)end_p[-4];
			capture_p->end_p = (const lit_utf8_byte_t *)end_p[-3];
			capture_p->iterator = (uint32_t)end_p[-2];
			continue;
		}
		block_p->used -= 3;
		if (kind == AIO_RE_UNDO_GROUP) {
			ecma_regexp_non_capture_t *group_p = re_p->ctx_p->non_captures_p + index;

			group_p->begin_p = (const lit_utf8_byte_t *)end_p[-3];
			group_p->iterator = (uint32_t)end_p[-2];
		} else {
			const uintptr_t words[3] = {end_p[-3], end_p[-2], end_p[-1]};

			if (aio_re_resume(re_p, words)) {
				return true;
			}
		}
	}
	return false;
}

/** One byte code; not the end. Returns false where it does not match. */
static bool aio_re_step(aio_re_t *re_p, const aio_re_mark_t *mark_p)
{
	const uint8_t *bc_p = re_p->bc_p;
	const re_opcode_t op = (re_opcode_t)*bc_p;

	if (op >= RE_OP_CLASS_ESCAPE) {
		return aio_re_atom(re_p->ctx_p, &re_p->bc_p, &re_p->str_p);
	}
	re_p->bc_p++;
	switch (op) {
	case RE_OP_ALTERNATIVE_START:
		return aio_re_alternatives(re_p, re_p->bc_p);
	case RE_OP_ALTERNATIVE_NEXT:
		re_p->bc_p = aio_re_behind_alternatives(bc_p);
		return true;
	case RE_OP_CAPTURING_GROUP_START:
		aio_re_enter_capture(re_p);
		return true;
	case RE_OP_NON_CAPTURING_GROUP_START:
		aio_re_enter_group(re_p);
		return true;
	case RE_OP_GREEDY_ITERATOR:
		return aio_re_greedy_iterator(re_p);
	case RE_OP_LAZY_ITERATOR:
		return aio_re_lazy_iterator(re_p, re_p->bc_p, 0);
	case RE_OP_BACKREFERENCE:
		return aio_re_back_reference(re_p);
	case RE_OP_ASSERT_LOOKAHEAD_POS:
	case RE_OP_ASSERT_LOOKAHEAD_NEG:
		return aio_re_lookahead(re_p, op == RE_OP_ASSERT_LOOKAHEAD_NEG);
	case RE_OP_NO_ALTERNATIVE:
		return false;
	default:
		if (op >= RE_OP_ASSERT_LINE_START) {
			return aio_re_holds(re_p->ctx_p, op, re_p->str_p);
		}
		return aio_re_at_end(re_p, bc_p, mark_p);
	}
}

/**
 * Runs until the end of the pattern or of a lookahead. Calls itself for lookaheads alone.
 *
 * @return where the match ends in the text; NULL where there is none, or the heap was exhausted
 */
static const lit_utf8_byte_t *aio_re_run(aio_re_t *re_p)
{
	const aio_re_mark_t mark = aio_re_mark(re_p);

	if (ecma_get_current_stack_usage() > CONFIG_MEM_STACK_LIMIT) {
		re_p->exhausted = true;
	}
	while (!re_p->exhausted) {
		const re_opcode_t op = (re_opcode_t)*re_p->bc_p;

		if (op == RE_OP_EOF || op == RE_OP_ASSERT_END) {
			aio_re_cut(re_p, &mark);
			return re_p->str_p;
		}
		if (!aio_re_step(re_p, &mark) && !aio_re_back(re_p, &mark)) {
			return NULL;
		}
	}
	return NULL;
}

/** As the published function of this name. */
static const lit_utf8_byte_t *ecma_regexp_run(ecma_regexp_ctx_t *ctx_p, const uint8_t *bc_p,
					      const lit_utf8_byte_t *str_p)
{
	const lit_utf8_byte_t *end_p;
	aio_re_t re = {
		.ctx_p = ctx_p,
		.bc_p = bc_p,
		.str_p = str_p,
		.first.block.size = AIO_RE_FIRST_WORDS,
	};

	re.top_p = &re.first.block;
	end_p = aio_re_run(&re);
	while (re.top_p != &re.first.block) {
		aio_re_drop_block(&re);
	}
	if (re.kept_p != NULL) {
		jmem_heap_free_block(re.kept_p,
				     (ctx_p->captures_count + ctx_p->non_captures_count) *
					     sizeof(uint32_t));
	}
	if (re.exhausted) {
		return ECMA_RE_OUT_OF_STACK;
	}
	if (end_p != NULL) {
		ctx_p->captures_p[RE_GLOBAL_CAPTURE].end_p = end_p;
	}
	return end_p;
}
