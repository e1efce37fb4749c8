/*
 * Read within jerry-core's one file (see jerryscript_patches/buffers.cmake): methods of typed
 * arrays. What they call may resize or detach the buffer: the published ones hold a pointer and a
 * length meanwhile. Here each element is looked up again behind a call.
 */
#include "ecma-bigint.h"
#include "ecma-builtin-helpers.h"
#include "ecma-comparison.h"
#include "lit-char-helpers.h"

/** An element's value; undefined: there is none, or no more. */
static ecma_value_t aio_typedarray_get(ecma_object_t *array_p, uint32_t index)
{
	ecma_typedarray_info_t info = ecma_typedarray_get_info(array_p);

	return ecma_get_typedarray_element(&info, index);
}

/** ToNumber or ToBigInt, as elements of the type are. */
static ecma_value_t aio_typedarray_convert(ecma_typedarray_type_t type, ecma_value_t value)
{
	ecma_number_t number;

	if (ECMA_TYPEDARRAY_IS_BIGINT_TYPE(type)) {
		return ecma_bigint_to_bigint(value, false);
	}
	if (ecma_is_value_number(value)) {
		return ecma_copy_value(value);
	}
	if (ECMA_IS_VALUE_ERROR(ecma_op_to_number(value, &number))) {
		return ECMA_VALUE_ERROR;
	}
	return ecma_make_number_value(number);
}

/** TypedArraySetElement: nothing where there is no such element once the value is converted. */
ecma_value_t aio_typedarray_set(ecma_object_t *array_p, uint32_t index, ecma_value_t value)
{
	ecma_value_t converted = aio_typedarray_convert(ecma_get_typedarray_id(array_p), value);
	ecma_typedarray_info_t info;
	ecma_value_t result = ECMA_VALUE_TRUE;

	if (ECMA_IS_VALUE_ERROR(converted)) {
		return converted;
	}
	info = ecma_typedarray_get_info(array_p);
	if (ECMA_ARRAYBUFFER_LAZY_ALLOC(info.array_buffer_p)) {
		result = ECMA_VALUE_ERROR;
	} else if (index < info.length) {
		result = ecma_get_typedarray_setter_fn(info.id)(
			ecma_typedarray_get_buffer(&info) + (index << info.shift), converted);
	}
	ecma_free_value(converted);
	return result;
}

/** Writes the first elements of an array. Returns false where one throws: the array is freed. */
static bool aio_typedarray_write(ecma_object_t *array_p, const ecma_value_t *values_p,
				 uint32_t count)
{
	for (uint32_t index = 0; index < count; index++) {
		if (ECMA_IS_VALUE_ERROR(aio_typedarray_set(array_p, index, values_p[index]))) {
			ecma_deref_object(array_p);
			return false;
		}
	}
	return true;
}

/** Calls back with an element. arguments_p: the function and its `this`. element_p: [out] to be
 * freed, unless that is NULL or an error was thrown. */
static ecma_value_t aio_typedarray_call(ecma_value_t self, uint32_t index,
					const ecma_value_t *arguments_p, ecma_value_t *element_p)
{
	ecma_value_t element = aio_typedarray_get(ecma_get_object_from_value(self), index);
	ecma_value_t given[] = {element, ecma_make_uint32_value(index), self};
	ecma_value_t result;

	if (ECMA_IS_VALUE_ERROR(element)) {
		return element;
	}
	result = ecma_op_function_call(ecma_get_object_from_value(arguments_p[0]), arguments_p[1],
				       given, 3);
	ecma_free_value(given[1]);
	if (element_p == NULL || ECMA_IS_VALUE_ERROR(result)) {
		ecma_free_value(element);
	} else {
		*element_p = element;
	}
	return result;
}

/** Calls back until a result is true or false, as `until` says. index_p: [out] of that element, or
 * length. Returns the element; EMPTY: there was none. */
static ecma_value_t aio_typedarray_until(ecma_value_t self, uint32_t length, bool until,
					 const ecma_value_t *arguments_p, uint32_t *index_p)
{
	for (*index_p = 0; *index_p < length; *index_p += 1) {
		ecma_value_t element;
		ecma_value_t result = aio_typedarray_call(self, *index_p, arguments_p, &element);

		if (ECMA_IS_VALUE_ERROR(result)) {
			return result;
		}
		bool is_it = ecma_op_to_boolean(result) == until;

		ecma_free_value(result);
		if (is_it) {
			return element;
		}
		ecma_free_value(element);
	}
	return ECMA_VALUE_EMPTY;
}

/** every and some. */
static ecma_value_t aio_typedarray_test(ecma_value_t self, uint32_t length, bool is_some,
					const ecma_value_t *arguments_p)
{
	uint32_t index;
	ecma_value_t found = aio_typedarray_until(self, length, is_some, arguments_p, &index);

	if (ECMA_IS_VALUE_ERROR(found)) {
		return found;
	}
	ecma_free_value(found);
	return ecma_make_boolean_value((index < length) == is_some);
}

static ecma_value_t aio_typedarray_for_each(ecma_value_t self, uint32_t length,
					    const ecma_value_t *arguments_p)
{
	for (uint32_t index = 0; index < length; index++) {
		ecma_value_t result = aio_typedarray_call(self, index, arguments_p, NULL);

		if (ECMA_IS_VALUE_ERROR(result)) {
			return result;
		}
		ecma_free_value(result);
	}
	return ECMA_VALUE_UNDEFINED;
}

/** find and findIndex. */
static ecma_value_t aio_typedarray_find(ecma_value_t self, uint32_t length, bool is_find,
					const ecma_value_t *arguments_p)
{
	uint32_t index;
	ecma_value_t found = aio_typedarray_until(self, length, true, arguments_p, &index);

	if (ECMA_IS_VALUE_ERROR(found)) {
		return found;
	}
	if (is_find) {
		return ecma_is_value_empty(found) ? ECMA_VALUE_UNDEFINED : found;
	}
	ecma_free_value(found);
	return index < length ? ecma_make_uint32_value(index) : ecma_make_integer_value(-1);
}

static ecma_value_t aio_typedarray_map(ecma_value_t self, uint32_t length,
				       const ecma_value_t *arguments_p)
{
	ecma_value_t count = ecma_make_uint32_value(length);
	ecma_value_t made = ecma_typedarray_species_create(self, &count, 1);

	ecma_free_value(count);
	if (ECMA_IS_VALUE_ERROR(made)) {
		return made;
	}
	for (uint32_t index = 0; index < length; index++) {
		ecma_value_t mapped = aio_typedarray_call(self, index, arguments_p, NULL);
		ecma_value_t set = mapped;

		if (!ECMA_IS_VALUE_ERROR(mapped)) {
			set = aio_typedarray_set(ecma_get_object_from_value(made), index, mapped);
			ecma_free_value(mapped);
		}
		if (ECMA_IS_VALUE_ERROR(set)) {
			ecma_free_value(made);
			return set;
		}
	}
	return made;
}

/** Collects the elements for which the callback is true. Returns whether it never threw. */
static bool aio_typedarray_collect(ecma_value_t self, uint32_t length,
				   const ecma_value_t *arguments_p, ecma_collection_t *kept_p)
{
	for (uint32_t index = 0; index < length; index++) {
		ecma_value_t element;
		ecma_value_t result = aio_typedarray_call(self, index, arguments_p, &element);

		if (ECMA_IS_VALUE_ERROR(result)) {
			return false;
		}
		if (ecma_op_to_boolean(result)) {
			ecma_collection_push_back(kept_p, element);
		} else {
			ecma_free_value(element);
		}
		ecma_free_value(result);
	}
	return true;
}

static ecma_value_t aio_typedarray_filter(ecma_value_t self, uint32_t length,
					  const ecma_value_t *arguments_p)
{
	ecma_collection_t *kept_p = ecma_new_collection();
	ecma_value_t made = ECMA_VALUE_ERROR;

	if (aio_typedarray_collect(self, length, arguments_p, kept_p)) {
		ecma_value_t count = ecma_make_uint32_value(kept_p->item_count);

		made = ecma_typedarray_species_create(self, &count, 1);
		ecma_free_value(count);
	}
	if (!ECMA_IS_VALUE_ERROR(made) &&
	    !aio_typedarray_write(ecma_get_object_from_value(made), kept_p->buffer_p,
				  kept_p->item_count)) {
		made = ECMA_VALUE_ERROR;
	}
	ecma_collection_free(kept_p);
	return made;
}

/** reduce and reduceRight. arguments_p: the function and the initial value, of which there are
 * `count`. */
static ecma_value_t aio_typedarray_reduce(ecma_value_t self, uint32_t length, bool is_right,
					  const ecma_value_t *arguments_p, uint32_t count)
{
	ecma_object_t *array_p = ecma_get_object_from_value(self);
	uint32_t step = 0;
	ecma_value_t sum;

	if (count > 1) {
		sum = ecma_copy_value(arguments_p[1]);
	} else if (length == 0) {
		return ecma_raise_type_error(ECMA_ERR_INITIAL_VALUE_CANNOT_BE_UNDEFINED);
	} else {
		sum = aio_typedarray_get(array_p, is_right ? length - 1 : 0);
		step = 1;
	}
	for (; step < length && !ECMA_IS_VALUE_ERROR(sum); step++) {
		uint32_t index = is_right ? length - 1 - step : step;
		ecma_value_t element = aio_typedarray_get(array_p, index);
		ecma_value_t given[] = {sum, element, ecma_make_uint32_value(index), self};

		sum = ecma_op_function_call(ecma_get_object_from_value(arguments_p[0]),
					    ECMA_VALUE_UNDEFINED, given, 4);
		ecma_free_value(given[0]);
		ecma_free_value(given[1]);
		ecma_free_value(given[2]);
	}
	return sum;
}

/** Where a wanted value is, from `index` on; length: nowhere. is_same_value: as `includes` asks. */
static uint32_t aio_typedarray_search(ecma_object_t *array_p, ecma_value_t wanted, uint32_t index,
				      uint32_t length, bool is_same_value)
{
	for (; index < length; index++) {
		ecma_value_t element = aio_typedarray_get(array_p, index);
		bool is_it = (is_same_value || !ecma_is_value_undefined(element)) &&
			     ecma_op_same_value_zero(wanted, element, !is_same_value);

		ecma_free_value(element);
		if (is_it) {
			return index;
		}
	}
	return length;
}

/** indexOf and includes. */
static ecma_value_t aio_typedarray_index_of(ecma_object_t *array_p, uint32_t length,
					    bool is_includes, const ecma_value_t *arguments_p,
					    uint32_t count)
{
	ecma_value_t wanted = count > 0 ? arguments_p[0] : ECMA_VALUE_UNDEFINED;
	uint32_t index = 0;

	if (length > 0 && count > 1 &&
	    ECMA_IS_VALUE_ERROR(
		    ecma_builtin_helper_uint32_index_normalize(arguments_p[1], length, &index))) {
		return ECMA_VALUE_ERROR;
	}
	index = aio_typedarray_search(array_p, wanted, index, length, is_includes);
	if (is_includes) {
		return ecma_make_boolean_value(index < length);
	}
	return index < length ? ecma_make_uint32_value(index) : ecma_make_integer_value(-1);
}

static ecma_value_t aio_typedarray_last_index_of(ecma_object_t *array_p, uint32_t length,
						 const ecma_value_t *arguments_p, uint32_t count)
{
	ecma_value_t wanted = count > 0 ? arguments_p[0] : ECMA_VALUE_UNDEFINED;
	ecma_number_t from = (ecma_number_t)length - 1;

	if (length > 0 && count > 1) {
		if (ECMA_IS_VALUE_ERROR(ecma_op_to_integer(arguments_p[1], &from))) {
			return ECMA_VALUE_ERROR;
		}
		from = from < 0 ? length + from : JERRY_MIN(from, (ecma_number_t)length - 1);
	}
	for (uint32_t left = from < 0 ? 0 : (uint32_t)from + 1; left > 0; left--) {
		if (aio_typedarray_search(array_p, wanted, left - 1, left, false) < left) {
			return ecma_make_uint32_value(left - 1);
		}
	}
	return ecma_make_integer_value(-1);
}
