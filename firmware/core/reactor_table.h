/*
 * The reactor's registrations: a pure table without thread or lock, so that it is tested alone.
 *
 * Each slot has four pairs of bits (AIO_READABLE, AIO_WRITABLE):
 *
 *   armed      the user wants to hear of it
 *   fresh      armed, but since the running select began: its result says nothing about it
 *   lingering  in the running select, but no longer armed: its result is dropped
 *   ready      reported by select, not yet taken by the user
 *
 * A bit is armed or ready, never both. What the running select waits for is thus known without a
 * copy of its sets: armed and not fresh, or lingering.
 */
#ifndef AIO_REACTOR_TABLE_H_
#define AIO_REACTOR_TABLE_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <aio/sizes.h>

#include "fd_sets.h"
#include "slot_bits.h"

struct aio_slot {
	/** In the table while the slot is used. */
	int16_t fd;
	/** Of the current or, in a free slot, of the last registration; 0: there was none. */
	uint16_t generation;
};

/** All zeros is an empty table. */
struct aio_table {
	/** What is armed, kept as it changes: the next select gets a copy. */
	struct aio_fd_sets asked;
	/** Slots that hold a registration have both bits. */
	struct aio_slot_bits used;
	/** As said above. */
	struct aio_slot_bits armed;
	struct aio_slot_bits fresh;
	struct aio_slot_bits lingering;
	struct aio_slot_bits ready;
	/** What was ready when the turn began and was not handed out since. */
	struct aio_slot_bits turn;
	struct aio_slot slots[CONFIG_AIO_MAX_SOCKETS];
	/** The highest registered descriptor plus one. */
	int16_t nfds;
	/** The slot to hand out first: the one after the last, so that none is always behind. */
	uint8_t cursor;
	/** A select has the sets and has not ended. */
	bool selecting;
};

/** As aio_reactor_register(). */
int aio_table_register(struct aio_table *table, int fd);

/** The slot of a handle, or -EBADF. */
int aio_table_find(const struct aio_table *table, int handle);

/** As aio_reactor_arm() and aio_reactor_disarm(), of a slot. interest has no other bits. */
void aio_table_arm(struct aio_table *table, int slot, uint8_t interest);
void aio_table_disarm(struct aio_table *table, int slot, uint8_t interest);

/** Whether the running select waits for the slot's descriptor: it must not be closed yet. */
bool aio_table_held(const struct aio_table *table, int slot);

/** Frees a slot that is disarmed and not held. */
void aio_table_remove(struct aio_table *table, int slot);

/**
 * A select begins.
 *
 * @param sets receives what it waits for
 * @return the highest descriptor in the sets plus one, or 0
 */
int aio_table_begin(struct aio_table *table, struct aio_fd_sets *sets);

/** The select ended, and its results were reported. */
void aio_table_end(struct aio_table *table);

/**
 * What a select waits for and whose results are wanted.
 *
 * @param looked a select that begins now, rather than the running one
 */
struct aio_slot_bits aio_table_waited(const struct aio_table *table, bool looked);

/** Whether something is armed that the running select does not wait for. */
bool aio_table_missing(const struct aio_table *table);

/**
 * Reports a result and disarms what it reports.
 *
 * @param result the bits that select set for the slot's descriptor
 * @param looked 0: the result is the running select's; else it is another's, begun after everything
 * was armed, that was asked for these bits
 * @return false: the result was stale, nobody wants it any more
 */
bool aio_table_report(struct aio_table *table, int slot, uint8_t result, uint8_t looked);

/** Begins a turn: what is ready now is what aio_table_take() hands out. */
void aio_table_turn(struct aio_table *table);

/**
 * Hands out one slot of the turn, in turn.
 *
 * @return its handle, or 0: none is left
 */
int aio_table_take(struct aio_table *table, uint8_t *bits);

/** How many slots are armed or ready. */
size_t aio_table_pending(const struct aio_table *table);

/** The reactor's, for debuggers and what else reads from outside. */
extern const struct aio_table *const aio_inspect_table;

#endif /* AIO_REACTOR_TABLE_H_ */
