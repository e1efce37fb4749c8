/*
 * Read in front of jerry-core's one file (see jerryscript_patches.cmake): the sizes of heap and
 * stack as addresses of symbols, which jerryscript_port.c defines. They cost what a constant does,
 * and another size is no reason to compile the engine again.
 */
#if AIO_LINKED_SIZES

#include "jcontext.h"

extern uint8_t aio_jerryscript_heap_size[];
extern uint8_t aio_jerryscript_stack_limit[];
extern uint8_t aio_jerryscript_gc_limit[];

#undef JMEM_HEAP_SIZE
#define JMEM_HEAP_SIZE ((size_t)aio_jerryscript_heap_size)
#undef CONFIG_MEM_STACK_LIMIT
#define CONFIG_MEM_STACK_LIMIT ((uintptr_t)aio_jerryscript_stack_limit)
#undef CONFIG_GC_LIMIT
#define CONFIG_GC_LIMIT ((size_t)aio_jerryscript_gc_limit)

#endif /* AIO_LINKED_SIZES */
