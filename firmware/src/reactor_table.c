#include "reactor_table.h"

#include <errno.h>

#include <zephyr/kernel.h>

#include <aio/reactor.h>

#define SLOT_BITS 8
#define SLOT_MASK ((1 << SLOT_BITS) - 1)

BUILD_ASSERT(CONFIG_AIO_MAX_SOCKETS >= 1 && CONFIG_AIO_MAX_SOCKETS <= SLOT_MASK + 1,
	     "CONFIG_AIO_MAX_SOCKETS must be 1 to 256: a handle has 8 bits for the slot");
BUILD_ASSERT(AIO_READABLE == 1 && AIO_WRITABLE == 2, "a slot has two bits of each kind");

static int handle_of(const struct aio_table *table, int slot)
{
	return slot | table->slots[slot].generation << SLOT_BITS;
}

static bool is_registered(const struct aio_table *table, int fd)
{
	for (int slot = -1; (slot = aio_slot_mask_next(&table->used, slot + 1)) >= 0;) {
		if (table->slots[slot].fd == fd) {
			return true;
		}
	}
	return false;
}

static int free_slot(const struct aio_table *table)
{
	for (int slot = 0; slot < CONFIG_AIO_MAX_SOCKETS; slot++) {
		if (!aio_slot_mask_test(&table->used, slot)) {
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
	aio_slot_mask_set(&table->used, slot);
	table->nfds = MAX(table->nfds, fd + 1);
	return handle_of(table, slot);
}

int aio_table_find(const struct aio_table *table, int handle)
{
	int slot = handle & SLOT_MASK;

	if (handle <= 0 || slot >= CONFIG_AIO_MAX_SOCKETS ||
	    !aio_slot_mask_test(&table->used, slot) || handle_of(table, slot) != handle) {
		return -EBADF;
	}
	return slot;
}

/** Brings a slot's bits in the masks in line with its bits. */
static void refresh_masks(struct aio_table *table, int slot)
{
	const struct aio_slot *state = &table->slots[slot];

	aio_slot_mask_put(&table->armed, slot, state->armed != 0);
	aio_slot_mask_put(&table->fresh, slot, state->fresh != 0);
	aio_slot_mask_put(&table->lingering, slot, state->lingering != 0);
	aio_slot_mask_put(&table->ready, slot, state->ready != 0);
	if (state->ready == 0) {
		aio_slot_mask_clear(&table->turn, slot);
	}
}

void aio_table_arm(struct aio_table *table, int slot, uint8_t interest)
{
	struct aio_slot *state = &table->slots[slot];
	uint8_t added = interest & ~state->armed;

	/* Who arms has found the descriptor not ready, or wants to know it anew: readiness that was
	 * reported before is used up.
	 */
	state->ready &= ~interest;
	state->armed |= added;
	state->fresh |= added;
	aio_fd_sets_add(&table->asked, state->fd, added);
	refresh_masks(table, slot);
}

/** Takes bits out of what is armed; the running select may wait for them still. */
static void drop(struct aio_table *table, int slot, uint8_t bits)
{
	struct aio_slot *state = &table->slots[slot];
	uint8_t dropped = bits & state->armed;

	if (table->selecting) {
		state->lingering |= dropped & ~state->fresh;
	}
	state->armed &= ~dropped;
	state->fresh &= ~dropped;
	aio_fd_sets_remove(&table->asked, state->fd, dropped);
}

void aio_table_disarm(struct aio_table *table, int slot, uint8_t interest)
{
	drop(table, slot, interest);
	table->slots[slot].ready &= ~interest;
	refresh_masks(table, slot);
}

bool aio_table_held(const struct aio_table *table, int slot)
{
	const struct aio_slot *state = &table->slots[slot];

	return table->selecting && (state->lingering | (state->armed & ~state->fresh)) != 0;
}

void aio_table_remove(struct aio_table *table, int slot)
{
	int nfds = 0;

	aio_slot_mask_clear(&table->used, slot);
	if (table->slots[slot].fd + 1 < table->nfds) {
		return;
	}
	for (slot = -1; (slot = aio_slot_mask_next(&table->used, slot + 1)) >= 0;) {
		nfds = MAX(nfds, table->slots[slot].fd + 1);
	}
	table->nfds = nfds;
}

int aio_table_begin(struct aio_table *table, struct aio_fd_sets *sets)
{
	for (int slot = -1; (slot = aio_slot_mask_next(&table->fresh, slot + 1)) >= 0;) {
		table->slots[slot].fresh = 0;
	}
	table->fresh = (struct aio_slot_mask){0};
	table->selecting = true;
	*sets = table->asked;
	return table->nfds;
}

void aio_table_end(struct aio_table *table)
{
	for (int slot = -1; (slot = aio_slot_mask_next(&table->lingering, slot + 1)) >= 0;) {
		table->slots[slot].lingering = 0;
	}
	table->lingering = (struct aio_slot_mask){0};
	table->selecting = false;
}

struct aio_slot_mask aio_table_waited(const struct aio_table *table, bool looked)
{
	struct aio_slot_mask waited = table->armed;

	if (looked) {
		return waited;
	}
	for (int slot = -1; (slot = aio_slot_mask_next(&table->fresh, slot + 1)) >= 0;) {
		if (table->slots[slot].armed == table->slots[slot].fresh) {
			aio_slot_mask_clear(&waited, slot);
		}
	}
	return waited;
}

bool aio_table_missing(const struct aio_table *table)
{
	return table->selecting && aio_slot_mask_any(&table->fresh);
}

bool aio_table_report(struct aio_table *table, int slot, uint8_t result, uint8_t looked)
{
	struct aio_slot *state = &table->slots[slot];
	uint8_t running = (state->armed & ~state->fresh) | state->lingering;
	uint8_t asked = looked != 0 ? looked : running;
	uint8_t wanted = state->armed & (looked != 0 ? looked : ~state->fresh);
	uint8_t reported = result & wanted;

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
	state->ready |= reported;
	refresh_masks(table, slot);
	return true;
}

void aio_table_turn(struct aio_table *table)
{
	table->turn = table->ready;
}

int aio_table_take(struct aio_table *table, uint8_t *bits)
{
	int slot = aio_slot_mask_next(&table->turn, table->cursor);

	if (slot < 0) {
		slot = aio_slot_mask_next(&table->turn, 0);
	}
	if (slot < 0) {
		return 0;
	}
	*bits = table->slots[slot].ready;
	table->slots[slot].ready = 0;
	aio_slot_mask_clear(&table->ready, slot);
	aio_slot_mask_clear(&table->turn, slot);
	table->cursor = (slot + 1) % CONFIG_AIO_MAX_SOCKETS;
	return handle_of(table, slot);
}

size_t aio_table_pending(const struct aio_table *table)
{
	size_t count = 0;

	for (size_t i = 0; i < AIO_SLOT_MASK_WORDS; i++) {
		count += __builtin_popcount(table->armed.words[i] | table->ready.words[i]);
	}
	return count;
}
