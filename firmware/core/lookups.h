/*
 * The resolver's look-ups, in static slots. A handle is the slot and its generation, so that an
 * answer to one that was given up is known as such.
 */
#ifndef AIO_LOOKUPS_H_
#define AIO_LOOKUPS_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/kernel.h>

#include <aio/address_text.h>

#define AIO_LOOKUP_HOST_MAX  255
/** Questions of one look-up that are open at once. */
#define AIO_LOOKUP_QUESTIONS 2

enum aio_lookup_state {
	AIO_LOOKUP_FREE = 0,
	/** An answer is expected. */
	AIO_LOOKUP_ASKED,
	/** Ended; its event has not been handed out. */
	AIO_LOOKUP_ENDED,
	/** Its event has been handed out; the result has not been taken. */
	AIO_LOOKUP_REPORTED,
};

struct aio_lookup {
	/** Zephyr's resolver keeps the pointer while it asks. The user's. */
	char host[AIO_LOOKUP_HOST_MAX + 1];
	/** Numeric, once there is one. Under the lock. */
	char address[AIO_ADDRESS_TEXT];
	/** What aio_lookup_result() will return. Under the lock. */
	int result;
	/** Under the lock. */
	enum aio_lookup_state state;
	uint16_t generation;
	/** To cancel its questions by, 0: none. The user's. */
	uint16_t dns_ids[AIO_LOOKUP_QUESTIONS];
	/** How often it has been asked. The user's. */
	uint8_t asked;
	/** It asks for IPv6. Under the lock. */
	bool six;
	/** Ask for IPv6 too where there is no IPv4 address. Under the lock. */
	bool six_next;
	/** When it is asked again, and when it has taken too long; microseconds. The user's. */
	int64_t ask_at;
	int64_t give_up_at;
};

struct aio_lookups {
	struct k_spinlock lock;
	struct aio_lookup slots[CONFIG_AIO_MAX_LOOKUPS];
	/** Slots whose event has not been handed out. The user's. */
	uint8_t pending;
	/** Slots that ended, or have to be asked again. Under the lock. */
	uint8_t ended;
};

extern struct aio_lookups aio_lookups;

int aio_lookup_handle(const struct aio_lookup *lookup);

/* Under the lock. */

/** The look-up of a handle that is in use, or NULL. */
struct aio_lookup *aio_lookup_find(int handle);
/** A free slot with a handle of its own, or NULL. */
struct aio_lookup *aio_lookup_take(void);
void aio_lookup_free(struct aio_lookup *lookup);
/** result: what aio_lookup_result() will return. */
void aio_lookup_end(struct aio_lookup *lookup, int result);
/** The first look-up that ended and matters to the caller. */
struct aio_lookup *aio_lookup_first_ended(bool to_ask_again);

/* These take the lock. */

bool aio_lookup_is_asked(const struct aio_lookup *lookup);
/** Ends one that is still asked for. */
void aio_lookup_end_asking(struct aio_lookup *lookup, int result);

#endif /* AIO_LOOKUPS_H_ */
