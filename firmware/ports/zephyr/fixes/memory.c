/*
 * Memory is copied and filled by words.
 *
 * Wrong: a firmware that is built for size (-Os) has picolibc's
 * memcpy(), memmove() and memset() of a byte a turn, whatever CONFIG_PICOLIBC_SPEED_OPTIMIZATIONS
 * says (PREFER_SIZE_OVER_SPEED in the module's zephyr.cmake). A segment of TCP is copied three
 * times on its way out: 18,000 of the 46,000 instructions that it took.
 * Upstream: issues 95154 and 111586, open.
 * For: Zephyr 3.7; 4.1 has the same.
 * Can go: when a firmware for size may have a memcpy() for speed.
 *
 * The linker takes these, as they come before the library. Cortex-M3 and above: words need not be
 * aligned. Nothing but memory may be copied with them, as ever.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Or the compiler makes a call of memcpy() out of memcpy()'s loop. */
#define IN_WORDS __attribute__((optimize("O2", "no-tree-loop-distribute-patterns")))

#define INLINE static inline __attribute__((always_inline))

/** Below it, to bring the addresses into line costs more than it saves. */
#define SHORT 16

struct __attribute__((may_alias)) block {
	uint32_t words[4];
};

typedef uint32_t __attribute__((may_alias)) word_t;
typedef uint32_t __attribute__((may_alias, aligned(1))) loose_word_t;

/** Upwards, so that to may lie before from. to is aligned. Returns how many bytes are left. */
INLINE size_t copy_words(uint8_t **to, const uint8_t **from, size_t size)
{
	uint8_t *t = *to;
	const uint8_t *f = *from;

	if (((uintptr_t)f & 3) == 0) {
		for (; size >= sizeof(struct block); size -= sizeof(struct block)) {
			*(struct block *)t = *(const struct block *)f;
			t += sizeof(struct block);
			f += sizeof(struct block);
		}
	}
	for (; size >= 4 * sizeof(word_t); size -= 4 * sizeof(word_t)) {
		word_t a = ((const loose_word_t *)f)[0], b = ((const loose_word_t *)f)[1];
		word_t c = ((const loose_word_t *)f)[2], d = ((const loose_word_t *)f)[3];

		((word_t *)t)[0] = a;
		((word_t *)t)[1] = b;
		((word_t *)t)[2] = c;
		((word_t *)t)[3] = d;
		t += 4 * sizeof(word_t);
		f += 4 * sizeof(word_t);
	}
	for (; size >= sizeof(word_t); size -= sizeof(word_t)) {
		*(word_t *)t = *(const loose_word_t *)f;
		t += sizeof(word_t);
		f += sizeof(word_t);
	}
	*to = t;
	*from = f;
	return size;
}

INLINE void *copy_upwards(void *destination, const void *source, size_t size)
{
	uint8_t *to = destination;
	const uint8_t *from = source;

	if (size >= SHORT) {
		while (((uintptr_t)to & 3) != 0) {
			*to++ = *from++;
			size--;
		}
		size = copy_words(&to, &from, size);
	}
	while (size-- > 0) {
		*to++ = *from++;
	}
	return destination;
}

IN_WORDS void *memcpy(void *restrict destination, const void *restrict source, size_t size)
{
	return copy_upwards(destination, source, size);
}

IN_WORDS void *memmove(void *destination, const void *source, size_t size)
{
	uint8_t *to = (uint8_t *)destination + size;
	const uint8_t *from = (const uint8_t *)source + size;

	/* A word is read as a whole before it is written: upwards is right wherever it does not
	 * reach what has yet to be read. */
	if ((uintptr_t)destination - (uintptr_t)source >= size) {
		return copy_upwards(destination, source, size);
	}
	if (size >= SHORT) {
		for (; ((uintptr_t)to & 3) != 0; size--) {
			*--to = *--from;
		}
		for (; size >= sizeof(word_t); size -= sizeof(word_t)) {
			to -= sizeof(word_t);
			from -= sizeof(word_t);
			*(word_t *)to = *(const loose_word_t *)from;
		}
	}
	while (size-- > 0) {
		*--to = *--from;
	}
	return destination;
}

IN_WORDS void *memset(void *destination, int value, size_t size)
{
	uint8_t *to = destination;
	word_t word = (uint8_t)value * 0x01010101u;

	if (size >= SHORT) {
		for (; ((uintptr_t)to & 3) != 0; size--) {
			*to++ = (uint8_t)value;
		}
		for (; size >= sizeof(struct block); size -= sizeof(struct block)) {
			*(struct block *)to = (struct block){{word, word, word, word}};
			to += sizeof(struct block);
		}
		for (; size >= sizeof(word_t); size -= sizeof(word_t)) {
			*(word_t *)to = word;
			to += sizeof(word_t);
		}
	}
	while (size-- > 0) {
		*to++ = (uint8_t)value;
	}
	return destination;
}
