/*
 * Read at the end of jerry-core's one file (see jerryscript_patches.cmake): what its public API
 * lacks, or does with floating point where this device has none.
 */

/** Whether a value is a small integer, and which. */
bool aio_core_get_int(ecma_value_t value, /**< any value */
		      int32_t *number_p)  /**< [out] the integer */
{
	if (!ecma_is_value_integer_number(value)) {
		return false;
	}

	*number_p = ecma_get_integer_from_value(value);
	return true;
}

/** A number from an integer. */
ecma_value_t aio_core_make_int(int32_t number) /**< the integer */
{
	return ecma_make_int32_value(number);
}

/** Whether three quarters of what may be allocated until the next collection have been. */
bool aio_core_collects_soon(void)
{
	return JERRY_CONTEXT(jmem_heap_allocated_size) + CONFIG_GC_LIMIT / 4 >
	       JERRY_CONTEXT(jmem_heap_limit);
}

/** Collects garbage, and counts from here on to the next collection. */
void aio_core_collect(void)
{
	/* Not under high pressure: that throws the hash maps of properties away. */
	ecma_gc_run();
	JERRY_CONTEXT(jmem_heap_limit) = JERRY_CONTEXT(jmem_heap_allocated_size) + CONFIG_GC_LIMIT;
}

/** Whether a value is a function that resolves a promise. */
bool aio_core_is_resolver(ecma_value_t value) /**< any value */
{
	if (!ecma_is_value_object(value)) {
		return false;
	}

	ecma_object_t *object_p = ecma_get_object_from_value(value);

	return ecma_get_object_type(object_p) == ECMA_OBJECT_TYPE_BUILT_IN_FUNCTION &&
	       ecma_builtin_function_is_routine(object_p) &&
	       ((ecma_extended_object_t *)object_p)->u.built_in.id == ECMA_BUILTIN_ID_HANDLER &&
	       ((ecma_extended_object_t *)object_p)->u.built_in.routine_id ==
		       ECMA_NATIVE_HANDLER_PROMISE_RESOLVE;
}

/** Calls a function with at most one argument, which is its `this` too. */
ecma_value_t aio_core_call(ecma_value_t function,	   /**< a function */
			   const ecma_value_t *argument_p, /**< the argument */
			   size_t count)		   /**< 0: without */
{
	ecma_value_t result = ecma_op_function_call(ecma_get_object_from_value(function),
						    count > 0 ? *argument_p : ECMA_VALUE_UNDEFINED,
						    argument_p, (uint32_t)count);

	return ECMA_IS_VALUE_ERROR(result) ? ecma_create_exception_from_context() : result;
}

/** The bytes that a typed array covers; NULL: it is none, or its buffer was detached or is not
 * there yet. */
uint8_t *aio_core_typedarray_bytes(ecma_value_t value, /**< any value */
				   size_t *length_p)   /**< [out] bytes */
{
	if (!ecma_is_typedarray(value)) {
		return NULL;
	}

	ecma_object_t *array_p = ecma_get_object_from_value(value);
	ecma_object_t *buffer_p = ecma_typedarray_get_arraybuffer(array_p);

	if (!(ECMA_ARRAYBUFFER_GET_FLAGS(buffer_p) & ECMA_ARRAYBUFFER_ALLOCATED) ||
	    ecma_arraybuffer_is_detached(buffer_p)) {
		return NULL;
	}

	*length_p = ecma_typedarray_get_length(array_p)
		    << ecma_typedarray_get_element_size_shift(array_p);
	return ecma_arraybuffer_get_buffer(buffer_p) + ecma_typedarray_get_offset(array_p);
}
