#include "reactor_table.h"

#include <errno.h>

#include <zephyr/kernel.h>

#include <aio/reactor.h>
#include <aio/sizes.h>

#define SLOT_BITS 8

BUILD_ASSERT(CONFIG_AIO_MAX_SOCKETS >= 1 && CONFIG_AIO_MAX_SOCKETS <= 1 << SLOT_BITS,
	     "CONFIG_AIO_MAX_SOCKETS must be 1 to 256: a handle has 8 bits for the slot");
BUILD_ASSERT(AIO_READABLE == 1 && AIO_WRITABLE == 2, "struct aio_slot_bits has them so");

static int handle_of(const struct aio_table *table, int slot)
{
	return slot | table->slots[slot].generation << SLOT_BITS;
}

static bool is_registered(const struct aio_table *table, int fd)
{
	for (int slot = -1; (slot = aio_slot_bits_next(&table->used, slot + 1)) >= 0;) {
		if (table->slots[slot].fd == fd) {
			return true;
		}
	}
	return false;
}

static int free_slot(const struct aio_table *table)
{
	for (int slot = 0; slot < CONFIG_AIO_MAX_SOCKETS; slot++) {
		if (aio_slot_bits_get(&table->used, slot) == 0) {
			return slot;
		}
	}
	return -EMFILE;
}

int aio_table_register(struct aio_table *table, int fd)
{
	if (fd < 0) {
		return -EBADF;
	}
	if (fd >= AIO_FD_LIMIT) {
		return -ERANGE;
	}
	if (is_registered(table, fd)) {
		return -EEXIST;
	}

	int slot = free_slot(table);

	if (slot < 0) {
		return slot;
	}

	uint16_t generation = table->slots[slot].generation + 1;

	/* Generation 0 is left out: with slot 0 it would make handle 0. */
	table->slots[slot] = (struct aio_slot){
		.fd = fd,
		.generation = generation == 0 ? 1 : generation,
	};
	aio_slot_bits_add(&table->used, slot, AIO_READABLE | AIO_WRITABLE);
	table->nfds = MAX(table->nfds, fd + 1);
	return handle_of(table, slot);
}

int aio_table_find(const struct aio_table *table, int handle)
{
	int slot = AIO_SLOT(handle);

	if (handle <= 0 || slot >= CONFIG_AIO_MAX_SOCKETS ||
	    aio_slot_bits_get(&table->used, slot) == 0 || handle_of(table, slot) != handle) {
		return -EBADF;
	}
	return slot;
}

/** Forgets readiness, also for the turn that would have handed it out. */
static void forget_ready(struct aio_table *table, int slot, uint8_t bits)
{
	aio_slot_bits_remove(&table->ready, slot, bits);
	aio_slot_bits_remove(&table->turn, slot, bits);
}

void aio_table_arm(struct aio_table *table, int slot, uint8_t interest)
{
	uint8_t added = interest & ~aio_slot_bits_get(&table->armed, slot);

	/* Who arms has found the descriptor not ready, or wants to know it anew: readiness that was
	 * reported before is used up.
	 */
	forget_ready(table, slot, interest);
	aio_slot_bits_add(&table->armed, slot, added);
	aio_slot_bits_add(&table->fresh, slot, added);
	aio_fd_sets_add(&table->asked, table->slots[slot].fd, added);
}

/** Takes bits out of what is armed; the running select may wait for them still. */
static void drop(struct aio_table *table, int slot, uint8_t bits)
{
	uint8_t dropped = bits & aio_slot_bits_get(&table->armed, slot);

	if (table->selecting) {
		aio_slot_bits_add(&table->lingering, slot,
				  dropped & ~aio_slot_bits_get(&table->fresh, slot));
	}
	aio_slot_bits_remove(&table->armed, slot, dropped);
	aio_slot_bits_remove(&table->fresh, slot, dropped);
	aio_fd_sets_remove(&table->asked, table->slots[slot].fd, dropped);
}

void aio_table_disarm(struct aio_table *table, int slot, uint8_t interest)
{
	drop(table, slot, interest);
	forget_ready(table, slot, interest);
}

/** What the running select was asked about a slot. */
static uint8_t asked_of(const struct aio_table *table, int slot)
{
	return (aio_slot_bits_get(&table->armed, slot) & ~aio_slot_bits_get(&table->fresh, slot)) |
	       aio_slot_bits_get(&table->lingering, slot);
}

bool aio_table_held(const struct aio_table *table, int slot)
{
	return table->selecting && asked_of(table, slot) != 0;
}

void aio_table_remove(struct aio_table *table, int slot)
{
	int nfds = 0;

	aio_slot_bits_remove(&table->used, slot, AIO_READABLE | AIO_WRITABLE);
	if (table->slots[slot].fd + 1 < table->nfds) {
		return;
	}
	for (slot = -1; (slot = aio_slot_bits_next(&table->used, slot + 1)) >= 0;) {
		nfds = MAX(nfds, table->slots[slot].fd + 1);
	}
	table->nfds = nfds;
}

int aio_table_begin(struct aio_table *table, struct aio_fd_sets *sets)
{
	table->fresh = (struct aio_slot_bits){0};
	table->selecting = true;
	*sets = table->asked;
	return table->nfds;
}

void aio_table_end(struct aio_table *table)
{
	table->lingering = (struct aio_slot_bits){0};
	table->selecting = false;
}

struct aio_slot_bits aio_table_waited(const struct aio_table *table, bool looked)
{
	struct aio_slot_bits waited = table->armed;

	for (size_t i = 0; i < AIO_SLOT_BITS_WORDS && !looked; i++) {
		waited.words[i] &= ~table->fresh.words[i];
	}
	return waited;
}

bool aio_table_missing(const struct aio_table *table)
{
	return table->selecting && aio_slot_bits_any(&table->fresh);
}

bool aio_table_report(struct aio_table *table, int slot, uint8_t result, uint8_t looked)
{
	uint8_t asked = looked != 0 ? looked : asked_of(table, slot);
	uint8_t wanted = asked & aio_slot_bits_get(&table->armed, slot);
	uint8_t reported = result & wanted;

	if (looked == 0) {
		wanted &= ~aio_slot_bits_get(&table->fresh, slot);
		reported &= wanted;
	}
	/* Zephyr's select() reports an error on a socket as writable, also to one who asked about
	 * reading only.
	 */
	if ((result & ~asked) & AIO_WRITABLE) {
		reported |= wanted & AIO_READABLE;
	}
	if (reported == 0) {
		return false;
	}
	drop(table, slot, reported);
	aio_slot_bits_add(&table->ready, slot, reported);
	return true;
}

void aio_table_turn(struct aio_table *table)
{
	table->turn = table->ready;
}

int aio_table_take(struct aio_table *table, uint8_t *bits)
{
	int slot = aio_slot_bits_next(&table->turn, table->cursor);

	if (slot < 0) {
		slot = aio_slot_bits_next(&table->turn, 0);
	}
	if (slot < 0) {
		return 0;
	}
	*bits = aio_slot_bits_get(&table->turn, slot);
	forget_ready(table, slot, *bits);
	table->cursor = slot + 1 < CONFIG_AIO_MAX_SOCKETS ? slot + 1 : 0;
	return handle_of(table, slot);
}

size_t aio_table_pending(const struct aio_table *table)
{
	struct aio_slot_bits pending = table->armed;
	size_t count = 0;

	for (size_t i = 0; i < AIO_SLOT_BITS_WORDS; i++) {
		pending.words[i] |= table->ready.words[i];
	}
	for (int slot = -1; (slot = aio_slot_bits_next(&pending, slot + 1)) >= 0;) {
		count++;
	}
	return count;
}
