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

/** Finds garbage, and counts from here on to the next collection. */
void aio_core_find_garbage(void)
{
	/* Not under high pressure: that throws the hash maps of properties away. */
	ecma_gc_run();
	JERRY_CONTEXT(jmem_heap_limit) = JERRY_CONTEXT(jmem_heap_allocated_size) + CONFIG_GC_LIMIT;
}

/** Frees so many objects that were found to be garbage. Returns whether there are more. */
bool aio_core_free_garbage(uint32_t count) /**< how many at most */
{
	aio_gc_free_dead(count);
	return aio_gc_dead_cp != JMEM_CP_NULL;
}

/** Objects that have the prototype are awaited by the method. Holds both for ever. */
void aio_core_await_by(ecma_value_t prototype, /**< an object */
		       ecma_value_t method)    /**< a function */
{
	if (!ecma_is_value_object(prototype) || !ecma_op_is_callable(method)) {
		return;
	}
	aio_await_prototype_p = ecma_get_object_from_value(prototype);
	aio_await_method_p = ecma_get_object_from_value(method);
	ecma_ref_object(aio_await_prototype_p);
	ecma_ref_object(aio_await_method_p);
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

/** The call of an async function whose promise it is, where it waits; or NULL. */
static vm_executable_object_t *aio_core_suspended(ecma_value_t promise) /**< a promise */
{
	jmem_cpointer_t next_cp = JERRY_CONTEXT(ecma_gc_objects_cp);

	while (next_cp != JMEM_CP_NULL) {
		ecma_object_t *object_p = ECMA_GET_NON_NULL_POINTER(ecma_object_t, next_cp);
		vm_executable_object_t *call_p = (vm_executable_object_t *)object_p;

		next_cp = object_p->gc_next_cp;
		if (!ecma_is_lexical_environment(object_p) &&
		    ecma_object_class_is(object_p, ECMA_OBJECT_CLASS_GENERATOR) &&
		    call_p->iterator == promise && ECMA_EXECUTABLE_OBJECT_IS_SUSPENDED(call_p)) {
			return call_p;
		}
	}
	return NULL;
}

/** Whether a promise is what a suspended call awaits. */
static bool aio_core_is_awaited(ecma_object_t *promise_p,	/**< any object */
				vm_executable_object_t *call_p) /**< a call */
{
	ecma_collection_t *reactions_p;

	if (ecma_is_lexical_environment(promise_p) ||
	    !ecma_object_class_is(promise_p, ECMA_OBJECT_CLASS_PROMISE)) {
		return false;
	}
	reactions_p = ((ecma_promise_object_t *)promise_p)->reactions;
	for (uint32_t i = 0; reactions_p != NULL && i < reactions_p->item_count; i++) {
		ecma_value_t value = reactions_p->buffer_p[i];

		if (JMEM_CP_GET_THIRD_BIT_FROM_POINTER_TAG(value) &&
		    ECMA_GET_NON_NULL_POINTER_FROM_POINTER_TAG(ecma_object_t, value) ==
			    (ecma_object_t *)call_p) {
			return true;
		}
		i += JMEM_CP_GET_FIRST_BIT_FROM_POINTER_TAG(value) != 0;
		i += JMEM_CP_GET_SECOND_BIT_FROM_POINTER_TAG(value) != 0;
	}
	return false;
}

/** The call of an async function that a suspended call awaits; or NULL. */
static vm_executable_object_t *aio_core_awaited(vm_executable_object_t *call_p) /**< a call */
{
	jmem_cpointer_t next_cp = JERRY_CONTEXT(ecma_gc_objects_cp);

	while (next_cp != JMEM_CP_NULL) {
		ecma_object_t *object_p = ECMA_GET_NON_NULL_POINTER(ecma_object_t, next_cp);

		next_cp = object_p->gc_next_cp;
		if (aio_core_is_awaited(object_p, call_p)) {
			return aio_core_suspended(ecma_make_object_value(object_p));
		}
	}
	return NULL;
}

/** Keeps the call of an async function from being collected, and with it where it waits. */
void aio_core_keep_call(ecma_value_t promise) /**< its promise */
{
	vm_executable_object_t *call_p = aio_core_suspended(promise);

	if (call_p != NULL) {
		ecma_ref_object((ecma_object_t *)call_p);
	}
}

/** As jerry_backtrace_capture(), of calls that wait for one another; the outermost comes last. */
static void aio_core_capture_call(vm_executable_object_t *call_p, uint32_t left,
				  jerry_backtrace_cb_t callback, void *user_p)
{
	jerry_frame_t frame = {.frame_type = JERRY_BACKTRACE_FRAME_JS};
	vm_frame_ctx_t at;

	if (call_p == NULL || left == 0) {
		return;
	}
	aio_core_capture_call(aio_core_awaited(call_p), left - 1, callback, user_p);
	at = call_p->frame_ctx;
	/* It goes on behind the await. */
	at.byte_code_p--;
	frame.context_p = &at;
	(void)callback(&frame, user_p);
}

void aio_core_capture_awaits(ecma_value_t promise,	    /**< of the outermost call */
			     uint32_t limit,		    /**< how many at most */
			     jerry_backtrace_cb_t callback, /**< called with each */
			     void *user_p)		    /**< passed on */
{
	aio_core_capture_call(aio_core_suspended(promise), limit, callback, user_p);
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

/** Whether a value is a typed array that is not within its buffer any more: that was detached, or
 * made smaller. */
bool aio_core_typedarray_is_gone(ecma_value_t value) /**< any value */
{
	return ecma_is_typedarray(value) &&
	       aio_typedarray_is_outside(ecma_get_object_from_value(value));
}
