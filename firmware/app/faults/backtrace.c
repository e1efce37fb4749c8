#include "backtrace.h"

#include <stdbool.h>

#include <zephyr/kernel.h>
#include <zephyr/linker/linker-defs.h>

static bool in_text(uint32_t address)
{
	return address >= (uint32_t)(uintptr_t)__text_region_start &&
	       address < (uint32_t)(uintptr_t)__text_region_end;
}

/** Would a call have left this word on the stack: Thumb, and right after a BL or BLX? */
static bool is_return_address(uint32_t word)
{
	const uint16_t *code = (const uint16_t *)(uintptr_t)(word & ~1u);

	if ((word & 1u) == 0 || !in_text(word - 5) || !in_text(word)) {
		return false;
	}
	if ((code[-2] & 0xf800) == 0xf000 && (code[-1] & 0xd000) == 0xd000) {
		return true;
	}
	return (code[-1] & 0xff87) == 0x4780;
}

static void add(struct aio_backtrace *backtrace, uint32_t address)
{
	if (backtrace->depth < ARRAY_SIZE(backtrace->frames)) {
		backtrace->frames[backtrace->depth++] = address;
	}
}

void aio_backtrace_begin(struct aio_backtrace *backtrace, uint32_t pc, uint32_t lr)
{
	if (in_text(pc)) {
		add(backtrace, pc & ~1u);
	}
	if (is_return_address(lr)) {
		add(backtrace, (lr & ~1u) - 2);
	}
}

void aio_backtrace_scan(struct aio_backtrace *backtrace, uint32_t start, uint32_t end)
{
	for (uint32_t at = start & ~3u;
	     at + 4 <= end && backtrace->depth < ARRAY_SIZE(backtrace->frames); at += 4) {
		uint32_t word = *(const uint32_t *)(uintptr_t)at;

		if (is_return_address(word)) {
			/* Into the call, so that it resolves to the calling line. */
			add(backtrace, (word & ~1u) - 2);
		}
	}
}
