/*
 * Read within jerry-core's one file, behind jerryscript_typedarrays.h: methods of typed arrays that
 * write or copy elements, and those that write text.
 */
/** A range that two arguments give, relative to length. Returns whether they are numbers. */
static bool aio_typedarray_range(const ecma_value_t *arguments_p, uint32_t count, uint32_t length,
				 uint32_t *start_p, uint32_t *end_p)
{
	*start_p = 0;
	*end_p = length;
	if (count > 0 && ECMA_IS_VALUE_ERROR(ecma_builtin_helper_uint32_index_normalize(
				 arguments_p[0], length, start_p))) {
		return false;
	}
	return count < 2 || ecma_is_value_undefined(arguments_p[1]) ||
	       !ECMA_IS_VALUE_ERROR(
		       ecma_builtin_helper_uint32_index_normalize(arguments_p[1], length, end_p));
}

/** What is known of a typed array behind a call. Returns whether it is within its buffer still; if
 * not a TypeError is raised. */
static bool aio_typedarray_check(ecma_object_t *array_p, ecma_typedarray_info_t *info_p)
{
	*info_p = ecma_typedarray_get_info(array_p);
	if (aio_typedarray_is_outside(array_p)) {
		ecma_raise_type_error(ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
		return false;
	}
	return !ECMA_ARRAYBUFFER_LAZY_ALLOC(info_p->array_buffer_p);
}

/** arguments_p: three, what is not given is undefined. */
static ecma_value_t aio_typedarray_fill(ecma_value_t self, ecma_typedarray_info_t *info_p,
					const ecma_value_t *arguments_p)
{
	ecma_object_t *array_p = ecma_get_object_from_value(self);
	ecma_value_t value = aio_typedarray_convert(info_p->id, arguments_p[0]);
	uint32_t start;
	uint32_t end;

	if (ECMA_IS_VALUE_ERROR(value)) {
		return value;
	}
	if (!aio_typedarray_range(arguments_p + 1, 2, info_p->length, &start, &end) ||
	    !aio_typedarray_check(array_p, info_p)) {
		ecma_free_value(value);
		return ECMA_VALUE_ERROR;
	}
	end = JERRY_MIN(end, info_p->length);
	uint8_t *bytes_p = ecma_typedarray_get_buffer(info_p);
	ecma_typedarray_setter_fn_t set = ecma_get_typedarray_setter_fn(info_p->id);

	for (uint32_t index = start; index < end; index++) {
		set(bytes_p + (index << info_p->shift), value);
	}
	ecma_free_value(value);
	return ecma_copy_value(self);
}

static ecma_value_t aio_typedarray_copy_within(ecma_value_t self, ecma_typedarray_info_t *info_p,
					       const ecma_value_t *arguments_p, uint32_t count)
{
	uint32_t to = 0;
	uint32_t from;
	uint32_t end;

	if (count > 0 && ECMA_IS_VALUE_ERROR(ecma_builtin_helper_uint32_index_normalize(
				 arguments_p[0], info_p->length, &to))) {
		return ECMA_VALUE_ERROR;
	}
	if (!aio_typedarray_range(arguments_p + 1, count > 0 ? count - 1 : 0, info_p->length, &from,
				  &end)) {
		return ECMA_VALUE_ERROR;
	}
	if (from >= end || to >= info_p->length) {
		return ecma_copy_value(self);
	}
	uint32_t elements = JERRY_MIN(end - from, info_p->length - to);

	if (!aio_typedarray_check(ecma_get_object_from_value(self), info_p)) {
		return ECMA_VALUE_ERROR;
	}
	if (from < info_p->length && to < info_p->length) {
		uint8_t *bytes_p = ecma_typedarray_get_buffer(info_p);

		elements = JERRY_MIN(elements, info_p->length - JERRY_MAX(from, to));
		memmove(bytes_p + (to << info_p->shift), bytes_p + (from << info_p->shift),
			(size_t)elements << info_p->shift);
	}
	return ecma_copy_value(self);
}

/** Copies elements into the beginning of another array, of any type. */
static bool aio_typedarray_copy(ecma_typedarray_info_t *from_p, uint32_t start, uint32_t end,
				ecma_object_t *to_p)
{
	ecma_typedarray_info_t to = ecma_typedarray_get_info(to_p);
	uint8_t *source_p = ecma_typedarray_get_buffer(from_p) + (start << from_p->shift);

	if (from_p->id == to.id) {
		uint32_t bytes = JERRY_MIN(end - start, to.length) << to.shift;
		uint8_t *target_p = ecma_typedarray_get_buffer(&to);

		/* From the first to the last also where they overlap. */
		for (uint32_t at = 0; at < bytes; at++) {
			target_p[at] = source_p[at];
		}
		return true;
	}
	for (uint32_t index = 0; index < end - start; index++) {
		ecma_value_t element = ecma_get_typedarray_getter_fn(from_p->id)(source_p);
		ecma_value_t set = aio_typedarray_set(to_p, index, element);

		ecma_free_value(element);
		if (ECMA_IS_VALUE_ERROR(set)) {
			return false;
		}
		source_p += from_p->element_size;
	}
	return true;
}

static ecma_value_t aio_typedarray_slice(ecma_value_t self, ecma_typedarray_info_t *info_p,
					 const ecma_value_t *arguments_p, uint32_t count)
{
	uint32_t start;
	uint32_t end;

	if (!aio_typedarray_range(arguments_p, count, info_p->length, &start, &end)) {
		return ECMA_VALUE_ERROR;
	}
	ecma_value_t elements = ecma_make_uint32_value(end > start ? end - start : 0);
	ecma_value_t made = ecma_typedarray_species_create(self, &elements, 1);

	ecma_free_value(elements);
	if (ECMA_IS_VALUE_ERROR(made) || end <= start) {
		return made;
	}
	bool is_done = aio_typedarray_check(ecma_get_object_from_value(self), info_p);

	end = JERRY_MIN(end, info_p->length);
	if (is_done && end > start) {
		is_done = aio_typedarray_copy(info_p, start, end, ecma_get_object_from_value(made));
	}
	if (!is_done) {
		ecma_free_value(made);
		return ECMA_VALUE_ERROR;
	}
	return made;
}

/** arguments_p: two, what is not given is undefined. */
static ecma_value_t aio_typedarray_subarray(ecma_value_t self, ecma_typedarray_info_t *info_p,
					    const ecma_value_t *arguments_p)
{
	ecma_extended_typedarray_object_t *view_p =
		(ecma_extended_typedarray_object_t *)ecma_get_object_from_value(self);
	uint16_t flags = view_p->extended_object.u.cls.u2.typedarray_flags;
	uint32_t offset = flags & ECMA_TYPEDARRAY_IS_EXTENDED ? view_p->byte_offset : 0;
	bool follows = (flags & AIO_VIEW_FOLLOWS) && ecma_is_value_undefined(arguments_p[1]);
	uint32_t start;
	uint32_t end;

	if (!aio_typedarray_range(arguments_p, 2, info_p->length, &start, &end)) {
		return ECMA_VALUE_ERROR;
	}
	ecma_value_t given[3] = {
		ecma_make_object_value(info_p->array_buffer_p),
		ecma_make_uint32_value(offset + (start << info_p->shift)),
		ecma_make_uint32_value(end > start ? end - start : 0),
	};
	ecma_value_t made = ecma_typedarray_species_create(self, given, follows ? 2 : 3);

	ecma_free_value(given[1]);
	ecma_free_value(given[2]);
	return made;
}

/** Writes sorted values back, as many as there are elements still, and frees all. */
static ecma_value_t aio_typedarray_sorted(ecma_value_t self, ecma_value_t *values_p,
					  uint32_t length)
{
	ecma_object_t *array_p = ecma_get_object_from_value(self);
	ecma_value_t result = ecma_copy_value(self);

	for (uint32_t index = 0; index < length; index++) {
		aio_typedarray_set(array_p, index, values_p[index]);
	}
	return result;
}

static ecma_value_t aio_typedarray_sort(ecma_value_t self, uint32_t length, ecma_value_t compare,
					ecma_builtin_helper_sort_compare_fn_t compare_fn)
{
	ecma_object_t *array_p = ecma_get_object_from_value(self);
	ecma_value_t result;

	if (length == 0) {
		return ecma_copy_value(self);
	}
	JMEM_DEFINE_LOCAL_ARRAY(values, length, ecma_value_t);
	for (uint32_t index = 0; index < length; index++) {
		values[index] = aio_typedarray_get(array_p, index);
	}
	result = ecma_builtin_helper_array_merge_sort_helper(values, length, compare, compare_fn,
							     NULL);
	if (!ECMA_IS_VALUE_ERROR(result)) {
		result = aio_typedarray_sorted(self, values, length);
	}
	for (uint32_t index = 0; index < length; index++) {
		ecma_free_value(values[index]);
	}
	JMEM_FINALIZE_LOCAL_ARRAY(values);
	return result;
}

/** Where `set` begins. Returns false where an error is raised. */
static bool aio_typedarray_offset(ecma_value_t given, ecma_number_t *offset_p)
{
	if (ECMA_IS_VALUE_ERROR(ecma_op_to_integer(given, offset_p))) {
		return false;
	}
	if (*offset_p < 0) {
		ecma_raise_range_error(ECMA_ERR_INVALID_OFFSET);
		return false;
	}
	return true;
}

/** Copies between arrays of different types. The source is copied first where both have the same
 * memory. */
static ecma_value_t aio_typedarray_convert_all(ecma_typedarray_info_t *to_p, uint8_t *target_p,
					       ecma_typedarray_info_t *from_p)
{
	uint32_t bytes = from_p->length << from_p->shift;
	uint8_t *source_p = ecma_typedarray_get_buffer(from_p);
	ecma_typedarray_getter_fn_t get = ecma_get_typedarray_getter_fn(from_p->id);
	ecma_typedarray_setter_fn_t set = ecma_get_typedarray_setter_fn(to_p->id);
	uint8_t *copy_p = NULL;

	if (from_p->array_buffer_p == to_p->array_buffer_p && bytes > 0) {
		copy_p = jmem_heap_alloc_block(bytes);
		memcpy(copy_p, source_p, bytes);
		source_p = copy_p;
	}
	for (uint32_t index = 0; index < from_p->length; index++) {
		ecma_value_t element = get(source_p + (index << from_p->shift));

		/* Numbers and BigInts of the right kind: it cannot fail. */
		set(target_p + (index << to_p->shift), element);
		ecma_free_value(element);
	}
	if (copy_p != NULL) {
		jmem_heap_free_block(copy_p, bytes);
	}
	return ECMA_VALUE_UNDEFINED;
}

static ecma_value_t aio_typedarray_set_array(ecma_object_t *array_p, ecma_object_t *source_p,
					     ecma_number_t offset)
{
	ecma_typedarray_info_t to;
	ecma_typedarray_info_t from;

	if (!aio_typedarray_check(array_p, &to) || !aio_typedarray_check(source_p, &from)) {
		return ECMA_VALUE_ERROR;
	}
	if (ECMA_TYPEDARRAY_IS_BIGINT_TYPE(to.id) != ECMA_TYPEDARRAY_IS_BIGINT_TYPE(from.id)) {
		return ecma_raise_type_error(ECMA_ERR_INCOMPATIBLE_TYPEDARRAY_TYPES);
	}
	if (from.length + offset > to.length) {
		return ecma_raise_range_error(ECMA_ERR_INVALID_RANGE_OF_INDEX);
	}
	uint8_t *target_p = ecma_typedarray_get_buffer(&to) + ((uint32_t)offset << to.shift);

	if (to.id != from.id) {
		return aio_typedarray_convert_all(&to, target_p, &from);
	}
	memmove(target_p, ecma_typedarray_get_buffer(&from), from.length << from.shift);
	return ECMA_VALUE_UNDEFINED;
}

static ecma_value_t aio_typedarray_set_all(ecma_object_t *array_p, ecma_value_t source,
					   ecma_number_t offset)
{
	ecma_value_t object = ecma_op_to_object(source);
	uint32_t length = ecma_typedarray_get_length(array_p);
	ecma_value_t result = ECMA_VALUE_UNDEFINED;
	ecma_length_t count;

	if (ECMA_IS_VALUE_ERROR(object)) {
		return object;
	}
	ecma_object_t *source_p = ecma_get_object_from_value(object);

	if (ECMA_IS_VALUE_ERROR(ecma_op_object_get_length(source_p, &count))) {
		result = ECMA_VALUE_ERROR;
	} else if (count + offset > length) {
		result = ecma_raise_range_error(ECMA_ERR_INVALID_RANGE_OF_INDEX);
	}
	for (uint32_t index = 0; index < count && !ECMA_IS_VALUE_ERROR(result); index++) {
		ecma_value_t element = ecma_op_object_get_by_index(source_p, index);

		result = ECMA_IS_VALUE_ERROR(element)
				 ? element
				 : aio_typedarray_set(array_p, (uint32_t)offset + index, element);
		ecma_free_value(element);
	}
	ecma_deref_object(source_p);
	return ECMA_IS_VALUE_ERROR(result) ? result : ECMA_VALUE_UNDEFINED;
}

/** %TypedArray%.prototype.set */
static ecma_value_t aio_typedarray_set_from(ecma_value_t self, ecma_value_t source,
					    ecma_value_t offset)
{
	ecma_object_t *array_p = ecma_get_object_from_value(self);
	ecma_typedarray_info_t info;
	ecma_number_t at;

	if (!aio_typedarray_offset(offset, &at)) {
		return ECMA_VALUE_ERROR;
	}
	if (ecma_is_typedarray(source)) {
		return aio_typedarray_set_array(array_p, ecma_get_object_from_value(source), at);
	}
	return aio_typedarray_check(array_p, &info) ? aio_typedarray_set_all(array_p, source, at)
						    : ECMA_VALUE_ERROR;
}

static ecma_value_t aio_typedarray_at(ecma_object_t *array_p, uint32_t length, ecma_value_t given)
{
	ecma_length_t index;
	ecma_value_t result = ecma_builtin_helper_calculate_index(given, length, &index);

	if (result != ECMA_VALUE_EMPTY) {
		return result;
	}
	return index < length ? aio_typedarray_get(array_p, (uint32_t)index) : ECMA_VALUE_UNDEFINED;
}

/** An element as toLocaleString() writes it; NULL: it threw. */
static ecma_string_t *aio_typedarray_locale_text(ecma_object_t *array_p, uint32_t index)
{
	ecma_value_t element = aio_typedarray_get(array_p, index);
	ecma_value_t text;
	ecma_string_t *string_p = NULL;

	if (ecma_is_value_undefined(element)) {
		return ecma_get_magic_string(LIT_MAGIC_STRING__EMPTY);
	}
	text = ecma_op_invoke_by_magic_id(element, LIT_MAGIC_STRING_TO_LOCALE_STRING_UL, NULL, 0);
	ecma_free_value(element);
	if (!ECMA_IS_VALUE_ERROR(text)) {
		string_p = ecma_op_to_string(text);
		ecma_free_value(text);
	}
	return string_p;
}

static ecma_value_t aio_typedarray_to_locale(ecma_object_t *array_p, uint32_t length)
{
	ecma_stringbuilder_t builder = ecma_stringbuilder_create();

	for (uint32_t index = 0; index < length; index++) {
		ecma_string_t *text_p = aio_typedarray_locale_text(array_p, index);

		if (text_p == NULL) {
			ecma_stringbuilder_destroy(&builder);
			return ECMA_VALUE_ERROR;
		}
		if (index > 0) {
			ecma_stringbuilder_append_byte(&builder, LIT_CHAR_COMMA);
		}
		ecma_stringbuilder_append(&builder, text_p);
		ecma_deref_ecma_string(text_p);
	}
	return ecma_make_string_value(ecma_stringbuilder_finalize(&builder));
}

/** Whether a name that is no index is a number's text all the same: there is no such element. */
static bool aio_typedarray_is_number_name(ecma_string_t *name_p)
{
	ecma_number_t number = ecma_string_to_number(name_p);
	ecma_string_t *text_p;
	bool is_same;

	if (number == 0) {
		ECMA_STRING_TO_UTF8_STRING(name_p, bytes_p, size);
		is_same = size == 2 && bytes_p[0] == '-' && bytes_p[1] == '0';
		ECMA_FINALIZE_UTF8_STRING(bytes_p, size);
		return is_same;
	}
	text_p = ecma_new_ecma_string_from_number(number);
	is_same = ecma_compare_ecma_strings(name_p, text_p);
	ecma_deref_ecma_string(text_p);
	return is_same;
}
