/*
 * Read at the beginning of jerry-core's one file (see jerryscript_patches/buffers.cmake): buffers
 * that are resized and transferred, and how far views of them reach. A resizable buffer has its
 * largest size from the beginning, so that no pointer into it dangles while it has its memory.
 */
#include "ecma-arraybuffer-object.h"
#include "ecma-builtins.h"
#include "ecma-conversion.h"
#include "ecma-dataview-object.h"
#include "ecma-exceptions.h"
#include "ecma-function-object.h"
#include "ecma-gc.h"
#include "ecma-helpers.h"
#include "ecma-objects.h"
#include "ecma-typedarray-object.h"
#include "jcontext.h"

/** Of array_buffer_flags: arraybuffer_user_p is the largest size. */
#define AIO_BUFFER_RESIZABLE (1u << 3)
/** Of typedarray_flags, of typed arrays and DataViews: it reaches to the end of the buffer. */
#define AIO_VIEW_FOLLOWS     (1u << 1)

/** TypedArraySetElement: jerryscript_typedarrays.h. */
ecma_value_t aio_typedarray_set(ecma_object_t *array_p, uint32_t index, ecma_value_t value);

static bool aio_buffer_is_resizable(ecma_object_t *buffer_p)
{
	return (ECMA_ARRAYBUFFER_GET_FLAGS(buffer_p) & AIO_BUFFER_RESIZABLE) != 0;
}

/** How many bytes of memory a buffer has, or may have. */
static uint32_t aio_buffer_capacity(ecma_object_t *buffer_p)
{
	if (aio_buffer_is_resizable(buffer_p)) {
		return (uint32_t)(uintptr_t)((ecma_arraybuffer_pointer_t *)buffer_p)
			->arraybuffer_user_p;
	}
	return ((ecma_extended_object_t *)buffer_p)->u.cls.u3.length;
}

/** Whether a view is within its buffer. bytes_p: its length; [out] where it follows the buffer. */
static bool aio_view_fits(ecma_object_t *buffer_p, uint32_t offset, bool follows, uint32_t *bytes_p)
{
	uint32_t length = ecma_arraybuffer_get_length(buffer_p);

	if (ecma_arraybuffer_is_detached(buffer_p) || offset > length) {
		return false;
	}
	if (follows) {
		*bytes_p = length - offset;
	}
	return *bytes_p <= length - offset;
}

/** Where a typed array begins, and how many elements it has: 0 where it is outside of its buffer.
 * Returns whether it is within. */
static bool aio_typedarray_extent(ecma_object_t *array_p, uint32_t *offset_p, uint32_t *length_p)
{
	ecma_extended_typedarray_object_t *view_p = (ecma_extended_typedarray_object_t *)array_p;
	uint16_t flags = view_p->extended_object.u.cls.u2.typedarray_flags;
	uint8_t shift = ecma_typedarray_get_element_size_shift(array_p);
	bool is_extended = (flags & ECMA_TYPEDARRAY_IS_EXTENDED) != 0;
	bool follows = !is_extended || (flags & AIO_VIEW_FOLLOWS) != 0;
	uint32_t offset = is_extended ? view_p->byte_offset : 0;
	uint32_t bytes = follows ? 0 : view_p->array_length << shift;
	bool fits =
		aio_view_fits(ecma_typedarray_get_arraybuffer(array_p), offset, follows, &bytes);

	*offset_p = fits ? offset : 0;
	*length_p = fits ? bytes >> shift : 0;
	return fits;
}

static bool aio_typedarray_is_outside(ecma_object_t *array_p)
{
	uint32_t offset;
	uint32_t length;

	return !aio_typedarray_extent(array_p, &offset, &length);
}

/** Whether a DataView is within its buffer. size_p: [out] its bytes. */
static bool aio_dataview_extent(ecma_dataview_object_t *view_p, uint32_t *size_p)
{
	bool follows = (view_p->header.u.cls.u2.typedarray_flags & AIO_VIEW_FOLLOWS) != 0;

	*size_p = view_p->header.u.cls.u3.length;
	return aio_view_fits(view_p->buffer_p, view_p->byte_offset, follows, size_p);
}

/** A buffer of the language's own class. most: its largest size; negative: it is not resizable. */
static ecma_value_t aio_buffer_make(ecma_number_t length, ecma_number_t most)
{
	const uint32_t limit = UINT32_MAX - sizeof(ecma_extended_object_t) - JMEM_ALIGNMENT + 1;
	ecma_object_t *buffer_p;

	if (length > limit || most > limit || (most >= 0 && length > most)) {
		return ecma_raise_range_error(ECMA_ERR_INVALID_ARRAYBUFFER_LENGTH);
	}
	if (most < 0) {
		return ecma_make_object_value(ecma_arraybuffer_new_object((uint32_t)length));
	}

	buffer_p = ecma_arraybuffer_create_object_with_buffer(ECMA_OBJECT_CLASS_ARRAY_BUFFER,
							      (uint32_t)most);
	if (most == 0) {
		ECMA_ARRAYBUFFER_GET_FLAGS(buffer_p) |= ECMA_ARRAYBUFFER_ALLOCATED;
	} else if (ECMA_IS_VALUE_ERROR(ecma_arraybuffer_allocate_buffer(buffer_p))) {
		ecma_deref_object(buffer_p);
		return ECMA_VALUE_ERROR;
	}
	ECMA_ARRAYBUFFER_GET_FLAGS(buffer_p) |= AIO_BUFFER_RESIZABLE;
	((ecma_arraybuffer_pointer_t *)buffer_p)->arraybuffer_user_p =
		(void *)(uintptr_t)(uint32_t)most;
	((ecma_extended_object_t *)buffer_p)->u.cls.u3.length = (uint32_t)length;
	return ecma_make_object_value(buffer_p);
}

/** Reads maxByteLength of the constructor's options. most_p: [out] only written where it is there.
 */
static bool aio_buffer_read_most(ecma_value_t options, ecma_number_t *most_p)
{
	ecma_value_t given;
	bool is_read = true;

	if (!ecma_is_value_object(options)) {
		return true;
	}
	given = ecma_op_object_get_by_magic_id(ecma_get_object_from_value(options),
					       LIT_MAGIC_STRING_MAX_BYTE_LENGTH);
	if (ECMA_IS_VALUE_ERROR(given)) {
		return false;
	}
	if (!ecma_is_value_undefined(given)) {
		is_read = !ECMA_IS_VALUE_ERROR(ecma_op_to_index(given, most_p));
	}
	ecma_free_value(given);
	return is_read;
}

/** new ArrayBuffer(length, options) */
static ecma_value_t aio_buffer_construct(const ecma_value_t *arguments_p, uint32_t count)
{
	ecma_number_t length = 0;
	ecma_number_t most = -1;
	ecma_object_t *prototype_p;
	ecma_value_t made;

	if ((count > 0 && ECMA_IS_VALUE_ERROR(ecma_op_to_index(arguments_p[0], &length))) ||
	    (count > 1 && !aio_buffer_read_most(arguments_p[1], &most))) {
		return ECMA_VALUE_ERROR;
	}
	if (most >= 0 && length > most) {
		return ecma_raise_range_error(ECMA_ERR_INVALID_ARRAYBUFFER_LENGTH);
	}
	prototype_p = ecma_op_get_prototype_from_constructor(JERRY_CONTEXT(current_new_target_p),
							     ECMA_BUILTIN_ID_ARRAYBUFFER_PROTOTYPE);
	if (prototype_p == NULL) {
		return ECMA_VALUE_ERROR;
	}
	made = aio_buffer_make(length, most);
	if (!ECMA_IS_VALUE_ERROR(made)) {
		ECMA_SET_NON_NULL_POINTER(ecma_get_object_from_value(made)->u2.prototype_cp,
					  prototype_p);
	}
	ecma_deref_object(prototype_p);
	return made;
}

/** The buffer that a member is called on; NULL: it is none, and a TypeError is raised. */
static ecma_object_t *aio_buffer_of(ecma_value_t this_arg)
{
	if (!ecma_is_arraybuffer(this_arg)) {
		ecma_raise_type_error(ECMA_ERR_ARGUMENT_THIS_NOT_ARRAY_BUFFER_OBJECT);
		return NULL;
	}
	return ecma_get_object_from_value(this_arg);
}

static ecma_value_t aio_buffer_get_detached(ecma_value_t this_arg)
{
	ecma_object_t *buffer_p = aio_buffer_of(this_arg);

	return buffer_p == NULL ? ECMA_VALUE_ERROR
				: ecma_make_boolean_value(ecma_arraybuffer_is_detached(buffer_p));
}

static ecma_value_t aio_buffer_get_resizable(ecma_value_t this_arg)
{
	ecma_object_t *buffer_p = aio_buffer_of(this_arg);

	return buffer_p == NULL ? ECMA_VALUE_ERROR
				: ecma_make_boolean_value(aio_buffer_is_resizable(buffer_p));
}

static ecma_value_t aio_buffer_get_most(ecma_value_t this_arg)
{
	ecma_object_t *buffer_p = aio_buffer_of(this_arg);

	if (buffer_p == NULL) {
		return ECMA_VALUE_ERROR;
	}
	return ecma_make_uint32_value(
		ecma_arraybuffer_is_detached(buffer_p) ? 0 : aio_buffer_capacity(buffer_p));
}

/** ArrayBuffer.prototype.resize. What is beyond the length is 0, for when it grows. */
static ecma_value_t aio_buffer_resize(ecma_value_t this_arg, ecma_value_t new_length)
{
	ecma_object_t *buffer_p = aio_buffer_of(this_arg);
	ecma_number_t wanted;
	uint32_t *length_p;

	if (buffer_p == NULL) {
		return ECMA_VALUE_ERROR;
	}
	if (!aio_buffer_is_resizable(buffer_p)) {
		return ecma_raise_type_error(ECMA_ERR_ARGUMENT_THIS_NOT_ARRAY_BUFFER_OBJECT);
	}
	if (ECMA_IS_VALUE_ERROR(ecma_op_to_index(new_length, &wanted))) {
		return ECMA_VALUE_ERROR;
	}
	if (ecma_arraybuffer_is_detached(buffer_p)) {
		return ecma_raise_type_error(ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
	}
	if (wanted > aio_buffer_capacity(buffer_p)) {
		return ecma_raise_range_error(ECMA_ERR_INVALID_ARRAYBUFFER_LENGTH);
	}
	length_p = &((ecma_extended_object_t *)buffer_p)->u.cls.u3.length;
	if (*length_p > (uint32_t)wanted) {
		memset(ecma_arraybuffer_get_buffer(buffer_p) + (uint32_t)wanted, 0,
		       *length_p - (uint32_t)wanted);
	}
	*length_p = (uint32_t)wanted;
	return ECMA_VALUE_UNDEFINED;
}

/** Copies what fits, and detaches the source. made is freed where there is no memory. */
static ecma_value_t aio_buffer_copy_and_detach(ecma_object_t *from_p, ecma_value_t made)
{
	ecma_object_t *to_p;
	uint32_t bytes;

	if (ECMA_IS_VALUE_ERROR(made)) {
		return made;
	}
	to_p = ecma_get_object_from_value(made);
	if (ECMA_ARRAYBUFFER_LAZY_ALLOC(from_p) || ECMA_ARRAYBUFFER_LAZY_ALLOC(to_p)) {
		ecma_deref_object(to_p);
		return ECMA_VALUE_ERROR;
	}
	bytes = JERRY_MIN(ecma_arraybuffer_get_length(from_p), ecma_arraybuffer_get_length(to_p));
	if (bytes > 0) {
		memcpy(ecma_arraybuffer_get_buffer(to_p), ecma_arraybuffer_get_buffer(from_p),
		       bytes);
	}
	ecma_arraybuffer_detach(from_p);
	return made;
}

/** The memory of a buffer as a new one of the same size, without a copy. */
static ecma_value_t aio_buffer_move(ecma_object_t *from_p)
{
	ecma_arraybuffer_pointer_t *source_p = (ecma_arraybuffer_pointer_t *)from_p;
	ecma_object_t *to_p = ecma_arraybuffer_create_object_with_buffer(
		ECMA_OBJECT_CLASS_ARRAY_BUFFER, source_p->extended_object.u.cls.u3.length);
	ecma_arraybuffer_pointer_t *target_p = (ecma_arraybuffer_pointer_t *)to_p;

	ECMA_ARRAYBUFFER_GET_FLAGS(to_p) = ECMA_ARRAYBUFFER_GET_FLAGS(from_p);
	target_p->buffer_p = source_p->buffer_p;
	target_p->arraybuffer_user_p = source_p->arraybuffer_user_p;
	source_p->buffer_p = NULL;
	ecma_arraybuffer_detach(from_p);
	return ecma_make_object_value(to_p);
}

static ecma_value_t aio_buffer_transfer_as(ecma_value_t this_arg, ecma_value_t new_length,
					   bool stays_resizable)
{
	ecma_object_t *buffer_p = aio_buffer_of(this_arg);
	ecma_number_t wanted;
	uint8_t flags;

	if (buffer_p == NULL) {
		return ECMA_VALUE_ERROR;
	}
	if (ecma_is_value_undefined(new_length)) {
		wanted = ecma_arraybuffer_get_length(buffer_p);
	} else if (ECMA_IS_VALUE_ERROR(ecma_op_to_index(new_length, &wanted))) {
		return ECMA_VALUE_ERROR;
	}
	if (ecma_arraybuffer_is_detached(buffer_p)) {
		return ecma_raise_type_error(ECMA_ERR_ARRAYBUFFER_IS_DETACHED);
	}
	flags = ECMA_ARRAYBUFFER_GET_FLAGS(buffer_p);
	stays_resizable = stays_resizable && aio_buffer_is_resizable(buffer_p);
	if ((flags & ECMA_ARRAYBUFFER_HAS_POINTER) && (flags & ECMA_ARRAYBUFFER_ALLOCATED) &&
	    stays_resizable == aio_buffer_is_resizable(buffer_p) &&
	    wanted == ecma_arraybuffer_get_length(buffer_p)) {
		return aio_buffer_move(buffer_p);
	}
	return aio_buffer_copy_and_detach(
		buffer_p,
		aio_buffer_make(wanted, stays_resizable
						? (ecma_number_t)aio_buffer_capacity(buffer_p)
						: -1.0));
}

/** ArrayBuffer.prototype.transfer */
static ecma_value_t aio_buffer_transfer(ecma_value_t this_arg, ecma_value_t new_length)
{
	return aio_buffer_transfer_as(this_arg, new_length, true);
}

/** ArrayBuffer.prototype.transferToFixedLength */
static ecma_value_t aio_buffer_transfer_fixed(ecma_value_t this_arg, ecma_value_t new_length)
{
	return aio_buffer_transfer_as(this_arg, new_length, false);
}
