/*
 * What newlib asks of a system. There is no heap: malloc() fails from the first byte, and is
 * counted.
 */
#include <errno.h>
#include <stdlib.h>

#include <zephyr/kernel.h>

#include "kernel_internal.h"

#undef errno

/** Bytes of heap that the C library was given since boot: none, whatever it asked for. */
size_t z_heap_given;
/** How often it asked, and for how much. */
size_t z_heap_refused;
size_t z_heap_refused_bytes;

int *__errno(void);

static void *refuse(size_t bytes)
{
	z_heap_refused++;
	z_heap_refused_bytes += bytes;
	*__errno() = ENOMEM;
	return NULL;
}

void *malloc(size_t bytes)
{
	return refuse(bytes);
}

void *calloc(size_t count, size_t bytes)
{
	return refuse(count * bytes);
}

void *realloc(void *memory, size_t bytes)
{
	ARG_UNUSED(memory);
	return refuse(bytes);
}

void free(void *memory)
{
	/* Nothing that is not NULL came from here. */
	__ASSERT_NO_MSG(memory == NULL);
	ARG_UNUSED(memory);
}

/** Each thread has its own; an ISR uses that of the thread it interrupted. */
int *__errno(void)
{
	static int before_threads;

	return pxCurrentTCB != NULL ? &pxCurrentTCB->errno_var : &before_threads;
}

void __assert_func(const char *file, int line, const char *function, const char *condition)
{
	printk("assertion \"%s\" failed: %s, %s:%d\n", condition, function, file, line);
	k_panic();
}

void abort(void)
{
	k_panic();
}

void _exit(int code)
{
	printk("exit(%d)\n", code);
	k_panic();
}

void exit(int code)
{
	_exit(code);
}

/** Called by heap.c. */
FUNC_NORETURN void z_heap_damaged(const void *mem);
FUNC_NORETURN void z_heap_damaged(const void *mem)
{
	printk("heap: damage found at %p: freed twice, or written beyond its end\n", mem);
	k_panic();
}
