# Read by jerryscript_patches.cmake: the garbage collector.
#
# The published collector marks and frees in one go: 80,000 instructions where nothing but the runtime is alive, and 4 for each byte that
# it frees. Here it only marks in one go. What it found is a list of its own, which is freed in steps: two objects whenever one is made,
# and some while the program has nothing to do (aio_core_free_some). No live object refers to what is in that list but a WeakRef, which
# is asked below, and a collection of keys that are held weakly, which the freeing of a key takes it out of, as before.
aio_change(ecma/base/ecma-gc.c "freeing in steps: the list" [==[
extern inline void
ecma_init_gc_info (ecma_object_t *object_p) /**< object */
{
  JERRY_CONTEXT (ecma_gc_objects_number)++;
]==] [==[
static jmem_cpointer_t aio_gc_dead_cp;
void aio_gc_free_dead (uint32_t count);

extern inline void
ecma_init_gc_info (ecma_object_t *object_p) /**< object */
{
  if (JERRY_UNLIKELY (aio_gc_dead_cp != JMEM_CP_NULL))
  {
    aio_gc_free_dead (2);
  }

  JERRY_CONTEXT (ecma_gc_objects_number)++;
]==])
# What is freed counts as if the collection had freed it: the next one is as far away as ever.
aio_change(ecma/base/ecma-gc.c "freeing in steps: a step" [==[
/**
 * Run garbage collection, freeing objects that are no longer referenced.
 */
void
ecma_gc_run (void)
{
]==] [==[
/** Frees that many of the objects that a collection found. */
void JERRY_ATTR_NOINLINE
aio_gc_free_dead (uint32_t count) /**< how many at most */
{
  const size_t before = JERRY_CONTEXT (jmem_heap_allocated_size);

  while (aio_gc_dead_cp != JMEM_CP_NULL && count-- > 0)
  {
    ecma_object_t *object_p = JMEM_CP_GET_NON_NULL_POINTER (ecma_object_t, aio_gc_dead_cp);

    aio_gc_dead_cp = object_p->gc_next_cp;
    ecma_gc_free_object (object_p);
  }

  JERRY_CONTEXT (jmem_heap_limit) -= before - JERRY_CONTEXT (jmem_heap_allocated_size);
}

/** Whether an object is one of them. */
bool
aio_gc_is_dead (const ecma_object_t *object_p) /**< object */
{
  return object_p->type_flags_refs >= ECMA_OBJECT_NON_VISITED;
}

/**
 * Run garbage collection, freeing objects that are no longer referenced.
 */
void
ecma_gc_run (void)
{
  aio_gc_free_dead (UINT32_MAX);

]==])
aio_change(ecma/base/ecma-gc.c "freeing in steps: not at once" [==[
  /* Sweep objects that are currently unmarked. */
  obj_iter_cp = white_gray_list_head.gc_next_cp;
]==] [==[
  aio_gc_dead_cp = white_gray_list_head.gc_next_cp;
  obj_iter_cp = JMEM_CP_NULL;
]==])
aio_change(ecma/base/ecma-gc.c "freeing at once where memory is short" [==[
    ecma_gc_run ();

#if JERRY_PROPERTY_HASHMAP
    /* Free hashmaps of remaining objects. */
]==] [==[
    ecma_gc_run ();
    aio_gc_free_dead (UINT32_MAX);

#if JERRY_PROPERTY_HASHMAP
    /* Free hashmaps of remaining objects. */
]==])
aio_change(jmem/jmem-heap.c "freeing at once where an allocation failed" [==[
    pressure++;
    ecma_free_unused_memory (pressure);
]==] [==[
    pressure++;
    ecma_free_unused_memory (pressure);
    aio_gc_free_dead (UINT32_MAX);
]==])
aio_change(jmem/jmem-heap.c "freeing at once where an allocation failed: declaration" [==[
static jmem_heap_free_t *jmem_heap_find_prev (const jmem_heap_free_t *const block_p);
]==] [==[
void aio_gc_free_dead (uint32_t count);
static jmem_heap_free_t *jmem_heap_find_prev (const jmem_heap_free_t *const block_p);
]==])
aio_change(api/jerryscript.c "freeing at once where it is asked for" [==[
    ecma_gc_run ();
    return;
]==] [==[
    void aio_gc_free_dead (uint32_t count);

    ecma_gc_run ();
    aio_gc_free_dead (UINT32_MAX);
    return;
]==])
aio_change(ecma/base/ecma-init-finalize.c "freeing at once at the end" [==[
    ecma_gc_run ();
]==] [==[
    void aio_gc_free_dead (uint32_t count);

    ecma_gc_run ();
    aio_gc_free_dead (UINT32_MAX);
]==])
aio_change(ecma/builtin-objects/ecma-builtin-weakref-prototype.c "a WeakRef to what is to be freed" [==[
  return ecma_copy_value (this_ext_obj->u.cls.u3.target);
]==] [==[
  bool aio_gc_is_dead (const ecma_object_t *object_p);

  if (ecma_is_value_object (this_ext_obj->u.cls.u3.target)
      && aio_gc_is_dead (ecma_get_object_from_value (this_ext_obj->u.cls.u3.target)))
  {
    return ECMA_VALUE_UNDEFINED;
  }

  return ecma_copy_value (this_ext_obj->u.cls.u3.target);
]==])

# An object counts up to 1,022 references of the stack, and one more ended the engine: with a stack of 64 KB, 200 calls that are given
# the same object in three arguments each. Here the count stays where it is then, and the object is never freed.
aio_change(ecma/base/ecma-gc.c "more references than are counted" [==[
  else
  {
    jerry_fatal (JERRY_FATAL_REF_COUNT_LIMIT);
  }
} /* ecma_ref_object_inline */
]==] [==[
} /* ecma_ref_object_inline */
]==])
aio_change(ecma/base/ecma-gc.c "more references than are counted: one less" [==[
  object_p->type_flags_refs = (ecma_object_descriptor_t) (object_p->type_flags_refs - ECMA_OBJECT_REF_ONE);
} /* ecma_deref_object */
]==] [==[
  if (JERRY_LIKELY (object_p->type_flags_refs < ECMA_OBJECT_MAX_REF))
  {
    object_p->type_flags_refs = (ecma_object_descriptor_t) (object_p->type_flags_refs - ECMA_OBJECT_REF_ONE);
  }
} /* ecma_deref_object */
]==])
