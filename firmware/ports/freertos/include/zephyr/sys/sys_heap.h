/*
 * Zephyr's <zephyr/sys/sys_heap.h> on FreeRTOS: a heap in memory of the caller's.
 *
 * Segregated free lists behind two levels of bitmaps, boundary tags, immediate coalescing: each
 * operation takes constant time but for the copy of a realloc. A block costs 4 bytes and is at
 * least 16; memory is aligned to 8 bytes. Nothing here locks: one thread uses a heap, or its users
 * lock. Damage that is found (double free, overwritten header) ends in k_panic().
 */
#ifndef ZEPHYR_SYS_SYS_HEAP_H_
#define ZEPHYR_SYS_SYS_HEAP_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/sys/mem_stats.h>

struct z_heap;

struct sys_heap {
	struct z_heap *heap;
	void *init_mem;
	size_t init_bytes;
};

/** Makes mem a heap. Its book-keeping is taken from it too: about 1 KB. bytes < 2 GiB. */
void sys_heap_init(struct sys_heap *heap, void *mem, size_t bytes);

/** NULL: no block is that large, or bytes is 0. */
void *sys_heap_alloc(struct sys_heap *heap, size_t bytes);

/** align: a power of two, 0 for the usual 8. */
void *sys_heap_aligned_alloc(struct sys_heap *heap, size_t align, size_t bytes);

/** mem may be NULL. */
void sys_heap_free(struct sys_heap *heap, void *mem);

/** Grows in place where the next block is free, else moves. NULL: ptr is as it was; bytes 0 frees.
 */
void *sys_heap_aligned_realloc(struct sys_heap *heap, void *ptr, size_t align, size_t bytes);
#define sys_heap_realloc(heap, ptr, bytes) sys_heap_aligned_realloc(heap, ptr, 0, bytes)

/** Bytes that may be used at mem, at least what was asked for. */
size_t sys_heap_usable_size(struct sys_heap *heap, void *mem);

/** Bytes of blocks, their tags included; constant time. @retval -EINVAL an argument is NULL */
int sys_heap_runtime_stats_get(struct sys_heap *heap, struct sys_memory_stats *stats);
int sys_heap_runtime_stats_reset_max(struct sys_heap *heap);

/** Walks the whole heap: is every list and tag in order? For tests. */
bool sys_heap_validate(struct sys_heap *heap);

#endif /* ZEPHYR_SYS_SYS_HEAP_H_ */
