/*
 * sys_heap: segregated free lists behind two levels of bitmaps, with boundary tags (Masmano,
 * Ripoll, Crespo, Real: TLSF, 2004). Every step takes constant time.
 *
 * A block is a multiple of 8 bytes and begins 8 bytes below the memory that it hands out:
 *
 *     previous   offset of the block below, while that one is free: its last 4 bytes otherwise
 *     size       bytes to the next block; bit 0: this one is free, bit 1: the one below is free
 *     next, prev offsets of its neighbours in its list, while it is free: memory otherwise
 *
 * so that a block in use costs 4 bytes, and the smallest has 12 bytes of memory. Offsets, not
 * pointers: they have 32 bits on the host too, where this file is tested. Offset 0 is none.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/sys/sys_heap.h>
#include <zephyr/sys/util.h>

#define GRANULE	   8u
#define TAG	   4u
#define BLOCK_MIN  16u
#define SIZE_LIMIT 0x7ffffff0u
#define FREE	   1u
#define BELOW_FREE 2u
#define FLAGS	   7u

/* Blocks below 128 bytes have a list for each size; above, each power of two is cut into 16. */
#define LISTS_LOG2 4u
#define LISTS	   (1u << LISTS_LOG2)
#define EXACT_LOG2 (LISTS_LOG2 + 3u)
#define ROWS_MAX   (32u - EXACT_LOG2)

struct block {
	uint32_t previous;
	uint32_t size;
	uint32_t next;
	uint32_t prev;
};

/** At the beginning of the heap's memory. */
struct z_heap {
	uint32_t first;
	/** Where a block would begin that is not there: it has a size of 0, and is in use. */
	uint32_t end;
	/** Bytes in blocks, tags included. */
	uint32_t allocated;
	uint32_t max_allocated;
	/** Bit r: row r has a list that is not empty. */
	uint32_t rows;
	/** Bit l of row r: its list l is not empty. */
	uint16_t lists[ROWS_MAX];
	/** The first block of each list; as many rows as the heap's size wants. */
	uint32_t heads[][LISTS];
};

struct place {
	uint32_t row;
	uint32_t list;
};

/** Reports damage and does not return: in libc.c, and in the test. */
FUNC_NORETURN void z_heap_damaged(const void *mem);

static ALWAYS_INLINE struct block *at(const struct z_heap *heap, uint32_t offset)
{
	return (struct block *)((uintptr_t)heap + offset);
}

static ALWAYS_INLINE uint32_t offset_of(const struct z_heap *heap, const void *block)
{
	return (uint32_t)((uintptr_t)block - (uintptr_t)heap);
}

static ALWAYS_INLINE uint32_t size_of(const struct block *block)
{
	return block->size & ~FLAGS;
}

static ALWAYS_INLINE struct block *above(const struct block *block)
{
	return (struct block *)((uintptr_t)block + size_of(block));
}

static ALWAYS_INLINE void *memory_of(const struct block *block)
{
	return (void *)((uintptr_t)block + GRANULE);
}

static ALWAYS_INLINE struct block *block_of(const void *mem)
{
	return (struct block *)((uintptr_t)mem - GRANULE);
}

/** The list that a block of this size is in. */
static ALWAYS_INLINE struct place place_of(uint32_t size)
{
	uint32_t log2;

	if (size < (1u << EXACT_LOG2)) {
		return (struct place){0, size / GRANULE};
	}
	log2 = 31u - (uint32_t)__builtin_clz(size);
	return (struct place){log2 - EXACT_LOG2 + 1, (size >> (log2 - LISTS_LOG2)) & (LISTS - 1)};
}

static ALWAYS_INLINE void list_insert(struct z_heap *heap, struct block *block)
{
	struct place place = place_of(size_of(block));
	uint32_t *head = &heap->heads[place.row][place.list];

	block->next = *head;
	block->prev = 0;
	if (*head != 0) {
		at(heap, *head)->prev = offset_of(heap, block);
	}
	*head = offset_of(heap, block);
	heap->rows |= 1u << place.row;
	heap->lists[place.row] |= (uint16_t)(1u << place.list);
}

static ALWAYS_INLINE void list_remove(struct z_heap *heap, struct block *block)
{
	struct place place;

	if (block->next != 0) {
		at(heap, block->next)->prev = block->prev;
	}
	if (block->prev != 0) {
		at(heap, block->prev)->next = block->next;
		return;
	}
	place = place_of(size_of(block));
	heap->heads[place.row][place.list] = block->next;
	if (block->next == 0) {
		heap->lists[place.row] &= (uint16_t) ~(1u << place.list);
		if (heap->lists[place.row] == 0) {
			heap->rows &= ~(1u << place.row);
		}
	}
}

/** Makes [block, block + size) a free block, in its list, known to the one above. */
static ALWAYS_INLINE void make_free(struct z_heap *heap, struct block *block, uint32_t size,
				    uint32_t below)
{
	struct block *next;

	block->size = size | FREE | below;
	next = above(block);
	next->previous = offset_of(heap, block);
	next->size |= BELOW_FREE;
	list_insert(heap, block);
}

static ALWAYS_INLINE void count(struct z_heap *heap, uint32_t more, uint32_t less)
{
	heap->allocated += more - less;
	if (heap->allocated > heap->max_allocated) {
		heap->max_allocated = heap->allocated;
	}
}

/** What a block needs for that much memory; 0: too much. */
static ALWAYS_INLINE uint32_t block_size(size_t bytes)
{
	if (unlikely(bytes > SIZE_LIMIT - GRANULE)) {
		return 0;
	}
	return MAX(((uint32_t)bytes + TAG + GRANULE - 1) & ~(GRANULE - 1), BLOCK_MIN);
}

/** The last resort of a large size: the list that it would be in has smaller and larger blocks. */
static struct block *search_own_list(struct z_heap *heap, uint32_t size)
{
	struct place place = place_of(size);
	uint32_t offset;

	if (place.row == 0 || ((heap->rows >> place.row) & 1u) == 0) {
		return NULL;
	}
	for (offset = heap->heads[place.row][place.list]; offset != 0;
	     offset = at(heap, offset)->next) {
		if (size_of(at(heap, offset)) >= size) {
			return at(heap, offset);
		}
	}
	return NULL;
}

/** A free block of at least that size, still in its list. */
static ALWAYS_INLINE struct block *find(struct z_heap *heap, uint32_t size)
{
	struct place place;
	uint32_t wanted = size;
	uint32_t map;

	if (size >= (1u << EXACT_LOG2)) {
		/* All blocks of the next list are large enough, whichever comes first. */
		wanted += (1u << (31u - (uint32_t)__builtin_clz(size) - LISTS_LOG2)) - 1;
	}
	place = place_of(wanted);
	map = heap->rows >> place.row;
	if ((map & 1u) != 0) {
		uint32_t lists = (uint32_t)heap->lists[place.row] >> place.list;

		if (lists != 0) {
			place.list += (uint32_t)__builtin_ctz(lists);
			return at(heap, heap->heads[place.row][place.list]);
		}
	}
	map = place.row + 1 < ROWS_MAX ? heap->rows >> (place.row + 1) : 0;
	if (unlikely(map == 0)) {
		return search_own_list(heap, size);
	}
	place.row += 1 + (uint32_t)__builtin_ctz(map);
	place.list = (uint32_t)__builtin_ctz(heap->lists[place.row]);
	return at(heap, heap->heads[place.row][place.list]);
}

/** Cuts a block in use to size; what is left becomes free where it is enough for a block. The block
 * above is in use. */
static ALWAYS_INLINE void trim(struct z_heap *heap, struct block *block, uint32_t size)
{
	uint32_t rest = size_of(block) - size;

	if (rest >= BLOCK_MIN) {
		block->size = size | (block->size & BELOW_FREE);
		make_free(heap, above(block), rest, 0);
	}
}

/** Takes a free block out of its list; it is in use, whole. */
static ALWAYS_INLINE void take(struct z_heap *heap, struct block *block)
{
	list_remove(heap, block);
	block->size &= ~FREE;
	above(block)->size &= ~BELOW_FREE;
}

/** The block of memory in use; damage does not return. */
static ALWAYS_INLINE struct block *checked(const struct z_heap *heap, const void *mem)
{
	struct block *block = block_of(mem);
	uint32_t offset = offset_of(heap, block);

	if (unlikely(offset < heap->first || offset >= heap->end || (offset & FLAGS) != 0 ||
		     (block->size & (FREE | 4u)) != 0 || size_of(block) < BLOCK_MIN ||
		     size_of(block) > heap->end - offset ||
		     (above(block)->size & BELOW_FREE) != 0)) {
		z_heap_damaged(mem);
	}
	return block;
}

void sys_heap_init(struct sys_heap *heap, void *mem, size_t bytes)
{
	uintptr_t start = ROUND_UP((uintptr_t)mem, GRANULE);
	uint32_t size =
		(uint32_t)ROUND_DOWN((uintptr_t)mem + MIN(bytes, SIZE_LIMIT) - start, GRANULE);
	struct z_heap *z = (struct z_heap *)start;
	uint32_t rows = place_of(size).row + 1;

	heap->heap = z;
	heap->init_mem = mem;
	heap->init_bytes = bytes;
	memset(z, 0, sizeof(*z) + rows * sizeof(z->heads[0]));
	/* The first tag is 4 bytes above the block's beginning, which may overlap what is before.
	 */
	z->first = (uint32_t)ROUND_UP(sizeof(*z) + rows * sizeof(z->heads[0]), GRANULE);
	z->end = size - GRANULE;
	at(z, z->end)->size = 0;
	make_free(z, at(z, z->first), z->end - z->first, 0);
}

void *sys_heap_alloc(struct sys_heap *heap, size_t bytes)
{
	struct z_heap *z = heap->heap;
	uint32_t size = block_size(bytes);
	struct block *block;

	if (unlikely(bytes == 0 || size == 0)) {
		return NULL;
	}
	block = find(z, size);
	if (unlikely(block == NULL)) {
		return NULL;
	}
	take(z, block);
	trim(z, block, size);
	count(z, size_of(block), 0);
	return memory_of(block);
}

void *sys_heap_aligned_alloc(struct sys_heap *heap, size_t align, size_t bytes)
{
	struct z_heap *z = heap->heap;
	struct block *block;
	struct block *aligned;
	uint32_t size;
	uint32_t gap;
	uint32_t below;

	if (align <= GRANULE) {
		return sys_heap_alloc(heap, bytes);
	}
	size = block_size(bytes);
	if (bytes == 0 || size == 0 || align > SIZE_LIMIT - BLOCK_MIN - size) {
		return NULL;
	}
	/* Room for a gap that is large enough to be a block. */
	block = find(z, size + (uint32_t)align + BLOCK_MIN);
	if (block == NULL) {
		return NULL;
	}
	take(z, block);
	aligned = block_of((void *)ROUND_UP((uintptr_t)memory_of(block), align));
	gap = offset_of(z, aligned) - offset_of(z, block);
	if (gap != 0 && gap < BLOCK_MIN) {
		aligned = (struct block *)((uintptr_t)aligned + align);
		gap += (uint32_t)align;
	}
	if (gap != 0) {
		below = block->size & BELOW_FREE;
		aligned->size = (size_of(block) - gap);
		make_free(z, block, gap, below);
	}
	trim(z, aligned, size);
	count(z, size_of(aligned), 0);
	return memory_of(aligned);
}

void sys_heap_free(struct sys_heap *heap, void *mem)
{
	struct z_heap *z = heap->heap;
	struct block *block;
	struct block *next;
	uint32_t size;
	uint32_t below;

	if (mem == NULL) {
		return;
	}
	block = checked(z, mem);
	size = size_of(block);
	below = block->size & BELOW_FREE;
	count(z, 0, size);
	next = above(block);
	if ((next->size & FREE) != 0) {
		list_remove(z, next);
		size += size_of(next);
	}
	if (below != 0) {
		block = at(z, block->previous);
		list_remove(z, block);
		size += size_of(block);
		/* Two free blocks are never neighbours. */
		below = 0;
	}
	make_free(z, block, size, below);
}

/** Grows or shrinks a block where it is. */
static bool resize(struct z_heap *heap, struct block *block, uint32_t size)
{
	struct block *next = above(block);
	uint32_t old = size_of(block);
	uint32_t available = old + ((next->size & FREE) != 0 ? size_of(next) : 0);

	if (available < size) {
		return false;
	}
	if (available != old) {
		/* Shrinking too: so that the rest becomes one block with the one above. */
		take(heap, next);
		block->size = available | (block->size & BELOW_FREE);
	}
	trim(heap, block, size);
	count(heap, size_of(block), old);
	return true;
}

void *sys_heap_aligned_realloc(struct sys_heap *heap, void *ptr, size_t align, size_t bytes)
{
	struct z_heap *z = heap->heap;
	struct block *block;
	uint32_t size;
	void *moved;

	if (ptr == NULL) {
		return sys_heap_aligned_alloc(heap, align, bytes);
	}
	if (bytes == 0) {
		sys_heap_free(heap, ptr);
		return NULL;
	}
	block = checked(z, ptr);
	size = block_size(bytes);
	if (size == 0) {
		return NULL;
	}
	if ((align <= GRANULE || ((uintptr_t)ptr & (align - 1)) == 0) && resize(z, block, size)) {
		return ptr;
	}
	moved = sys_heap_aligned_alloc(heap, align, bytes);
	if (moved != NULL) {
		memcpy(moved, ptr, MIN(size_of(block) - TAG, bytes));
		sys_heap_free(heap, ptr);
	}
	return moved;
}

size_t sys_heap_usable_size(struct sys_heap *heap, void *mem)
{
	ARG_UNUSED(heap);
	return size_of(block_of(mem)) - TAG;
}

int sys_heap_runtime_stats_get(struct sys_heap *heap, struct sys_memory_stats *stats)
{
	if (heap == NULL || stats == NULL) {
		return -EINVAL;
	}
	stats->allocated_bytes = heap->heap->allocated;
	stats->max_allocated_bytes = heap->heap->max_allocated;
	stats->free_bytes = heap->heap->end - heap->heap->first - heap->heap->allocated;
	return 0;
}

int sys_heap_runtime_stats_reset_max(struct sys_heap *heap)
{
	if (heap == NULL) {
		return -EINVAL;
	}
	heap->heap->max_allocated = heap->heap->allocated;
	return 0;
}

/** Is a free block in its list, between its neighbours? */
static bool listed(const struct z_heap *heap, const struct block *block)
{
	struct place place = place_of(size_of(block));
	uint32_t offset = offset_of(heap, block);

	if (block->next != 0 && at(heap, block->next)->prev != offset) {
		return false;
	}
	if (block->prev != 0) {
		return at(heap, block->prev)->next == offset;
	}
	return heap->heads[place.row][place.list] == offset &&
	       (heap->lists[place.row] & (1u << place.list)) != 0 &&
	       (heap->rows & (1u << place.row)) != 0;
}

/** How many blocks are in lists; as many as are free. */
static size_t count_listed(const struct z_heap *heap)
{
	size_t listed_blocks = 0;

	for (uint32_t row = 0; row < ROWS_MAX; row++) {
		for (uint32_t list = 0; (heap->rows >> row) % 2 != 0 && list < LISTS; list++) {
			for (uint32_t offset = heap->heads[row][list]; offset != 0;
			     offset = at(heap, offset)->next) {
				listed_blocks++;
			}
		}
	}
	return listed_blocks;
}

bool sys_heap_validate(struct sys_heap *heap)
{
	const struct z_heap *z = heap->heap;
	uint32_t offset = z->first;
	uint32_t used = 0;
	size_t free_blocks = 0;
	uint32_t below = 0;

	while (offset < z->end) {
		const struct block *block = at(z, offset);
		uint32_t is_free = block->size & FREE;

		if ((block->size & FLAGS) != (is_free | below) || size_of(block) < BLOCK_MIN ||
		    size_of(block) > z->end - offset || (is_free != 0 && below != 0) ||
		    (is_free != 0 && (!listed(z, block) || above(block)->previous != offset))) {
			return false;
		}
		below = is_free != 0 ? BELOW_FREE : 0;
		free_blocks += is_free;
		used += is_free != 0 ? 0 : size_of(block);
		offset += size_of(block);
	}
	return offset == z->end && at(z, offset)->size == below && used == z->allocated &&
	       free_blocks == count_listed(z);
}
