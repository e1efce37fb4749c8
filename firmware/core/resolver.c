/*
 * Look-ups in static slots. The name server's answer comes on a thread of the network stack, maybe
 * long after the look-up was given up: it carries the handle, and a handle that is not current any
 * more is ignored.
 *
 * Zephyr asks once for each dns_get_addr_info(). A question or its answer may be lost, so it is
 * asked again: after 250 ms, 500 ms, and then each second, as RFC 1123 6.1.3.3 has it. An answer to
 * the last question but one counts, too: a slow name server is not asked in vain.
 */
#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/net/dns_resolve.h>
#include <zephyr/net/socket.h>

#include <aio/address_text.h>
#include <aio/resolver.h>
#include <aio/send_room.h>
#include <aio/sizes.h>
#include <aio/timers.h>

#include "event_sources.h"
#include "host_name.h"

#define SLOT_BITS 8
#define SLOT_MASK ((1 << SLOT_BITS) - 1)
#define HOST_MAX  255
/** Of the user data of a question, beside the handle: it asks for IPv6. */
#define ASKS_SIX  (1 << 30)

#define FIRST_WAIT_US	250000
#define LONGEST_WAIT_US 1000000
/** What a question takes to be sent. Zephyr's call waits for buffers, so it is left out without. */
#define QUESTION_ROOM	512
/** Questions of one look-up that are open at once. */
#define QUESTIONS	2

BUILD_ASSERT(CONFIG_AIO_MAX_LOOKUPS >= 1 && CONFIG_AIO_MAX_LOOKUPS <= SLOT_MASK,
	     "CONFIG_AIO_MAX_LOOKUPS must be 1 to 255: a handle has 8 bits for the slot");

enum lookup_state {
	LOOKUP_FREE = 0,
	/** An answer is expected. */
	LOOKUP_ASKED,
	/** Ended; its event has not been handed out. */
	LOOKUP_ENDED,
	/** Its event has been handed out; the result has not been taken. */
	LOOKUP_REPORTED,
};

struct lookup {
	/** Zephyr's resolver keeps the pointer while it asks. The user's. */
	char host[HOST_MAX + 1];
	/** Numeric, once there is one. Under the lock. */
	char address[AIO_ADDRESS_TEXT];
	/** What aio_lookup_result() will return. Under the lock. */
	int result;
	/** Under the lock. */
	enum lookup_state state;
	uint16_t generation;
	/** To cancel its questions by, 0: none. The user's. */
	uint16_t dns_ids[QUESTIONS];
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

static struct {
	struct k_spinlock lock;
	struct lookup lookups[CONFIG_AIO_MAX_LOOKUPS];
	/** Slots whose event has not been handed out. The user's. */
	uint8_t pending;
	/** Slots that ended, or have to be asked again. Under the lock. */
	uint8_t ended;
	/** What the turn may still hand out. The user's. */
	uint8_t turn;
	/** For the next question. */
	struct k_timer timer;
	/** What it is set to, INT64_MAX: it stands still, 0: it was never set. The user's. */
	int64_t timer_at;
	/** It has expired. */
	atomic_bool rang;
} resolver;

static int handle_of(const struct lookup *lookup)
{
	return (int)(lookup - resolver.lookups) | lookup->generation << SLOT_BITS;
}

/** The look-up of a handle that is in use, or NULL. Under the lock. */
static struct lookup *find(int handle)
{
	int slot = handle & SLOT_MASK;

	if (handle <= 0 || slot >= CONFIG_AIO_MAX_LOOKUPS) {
		return NULL;
	}

	struct lookup *lookup = &resolver.lookups[slot];

	return lookup->state != LOOKUP_FREE && handle_of(lookup) == handle ? lookup : NULL;
}

static int outcome_of(enum dns_resolve_status status)
{
	switch (status) {
	case DNS_EAI_ALLDONE:
	case DNS_EAI_NODATA:
	case DNS_EAI_NONAME:
	case DNS_EAI_FAIL:
	case DNS_EAI_ADDRFAMILY:
	case DNS_EAI_FAMILY:
		return -ENOENT;
	case DNS_EAI_MEMORY:
	case DNS_EAI_OVERFLOW:
		return -ENOMEM;
	default:
		return -EIO;
	}
}

static void keep_address(struct lookup *lookup, const struct dns_addrinfo *info)
{
	if (lookup->address[0] != '\0' || info == NULL) {
		return;
	}
	if (info->ai_family == AF_INET) {
		aio_address_format(
			4, (const uint8_t *)&((struct sockaddr_in *)&info->ai_addr)->sin_addr,
			lookup->address);
	} else if (info->ai_family == AF_INET6) {
		aio_address_format(
			6, (const uint8_t *)&((struct sockaddr_in6 *)&info->ai_addr)->sin6_addr,
			lookup->address);
	}
}

/** Under the lock. */
static void end(struct lookup *lookup, int result)
{
	lookup->state = LOOKUP_ENDED;
	lookup->result = result;
	resolver.ended++;
}

/** A thread of the network stack, or the user's where the answer is known at once. */
static void on_answer(enum dns_resolve_status status, struct dns_addrinfo *info, void *user_data)
{
	int asked = (int)(intptr_t)user_data;
	bool ended = false;

	/* Given up by us, by its time or with its server: another question follows, or the end. */
	if (status == DNS_EAI_CANCELED) {
		return;
	}

	k_spinlock_key_t key = k_spin_lock(&resolver.lock);
	struct lookup *lookup = find(asked & ~ASKS_SIX);

	if (lookup != NULL && lookup->state == LOOKUP_ASKED &&
	    lookup->six == ((asked & ASKS_SIX) != 0)) {
		if (status == DNS_EAI_INPROGRESS) {
			keep_address(lookup, info);
		} else {
			end(lookup, lookup->address[0] != '\0' ? 0 : outcome_of(status));
			ended = true;
		}
	}
	k_spin_unlock(&resolver.lock, key);
	if (ended) {
		aio_loop_notify();
	}
}

/** Ends one that is still asked for. */
static void end_asking(struct lookup *lookup, int result)
{
	k_spinlock_key_t key = k_spin_lock(&resolver.lock);

	if (lookup->state == LOOKUP_ASKED) {
		end(lookup, result);
	}
	k_spin_unlock(&resolver.lock, key);
}

static void cancel_question(uint16_t *dns_id)
{
	uint16_t id = *dns_id;

	*dns_id = 0;
	if (id != 0) {
		/* Calls on_answer(), which does not care. */
		(void)dns_cancel_addr_info(id);
	}
}

/** No question has the look-up's host name any more. */
static void cancel_questions(struct lookup *lookup)
{
	for (size_t i = 0; i < QUESTIONS; i++) {
		cancel_question(&lookup->dns_ids[i]);
	}
}

/** Asks a name server once; an answer may come before it returns. */
static void ask(struct lookup *lookup)
{
	uint16_t *id = &lookup->dns_ids[lookup->asked % QUESTIONS];
	intptr_t user_data = handle_of(lookup) | (lookup->six ? ASKS_SIX : 0);
	int error;

	cancel_question(id);
	lookup->ask_at =
		aio_clock_us() + MIN(FIRST_WAIT_US << MIN(lookup->asked, 8), LONGEST_WAIT_US);
	lookup->asked++;
	if (aio_send_room() < QUESTION_ROOM) {
		return;
	}
	error = dns_get_addr_info(lookup->host,
				  lookup->six ? DNS_QUERY_TYPE_AAAA : DNS_QUERY_TYPE_A, id,
				  on_answer, (void *)user_data, CONFIG_AIO_LOOKUP_TIMEOUT_MS);
	if (error < 0) {
		*id = 0;
	}
	/* A name that cannot be asked for, and no server. What else was not sent is as good as
	 * lost, and asked again. */
	if (error == -EINVAL || error == -ENOTCONN) {
		end_asking(lookup, error == -EINVAL ? -ENOENT : error);
	}
}

/** In ISR context. */
static void on_timer(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	atomic_store(&resolver.rang, true);
	aio_loop_notify();
}

static bool is_asked(const struct lookup *lookup)
{
	k_spinlock_key_t key = k_spin_lock(&resolver.lock);
	bool asked = lookup->state == LOOKUP_ASKED;

	k_spin_unlock(&resolver.lock, key);
	return asked;
}

/** Sets the timer to what is due first. */
static void schedule(void)
{
	int64_t next = INT64_MAX;

	for (size_t i = 0; i < CONFIG_AIO_MAX_LOOKUPS; i++) {
		const struct lookup *lookup = &resolver.lookups[i];

		if (is_asked(lookup)) {
			next = MIN(next, MIN(lookup->ask_at, lookup->give_up_at));
		}
	}
	if (resolver.timer_at == next) {
		return;
	}
	if (resolver.timer_at == 0) {
		k_timer_init(&resolver.timer, on_timer, NULL);
	}
	resolver.timer_at = next;
	if (next == INT64_MAX) {
		k_timer_stop(&resolver.timer);
	} else {
		k_timer_start(&resolver.timer, K_TIMEOUT_ABS_US(next), K_NO_WAIT);
	}
}

/** The time for one name and family begins. */
static void begin_asking(struct lookup *lookup)
{
	lookup->asked = 0;
	lookup->give_up_at = aio_clock_us() + CONFIG_AIO_LOOKUP_TIMEOUT_MS * INT64_C(1000);
	ask(lookup);
}

/** Asks again, or gives up, where it is time to. */
static void serve_timer(void)
{
	int64_t now = aio_clock_us();

	if (!atomic_exchange(&resolver.rang, false)) {
		return;
	}
	resolver.timer_at = -1;
	for (size_t i = 0; i < CONFIG_AIO_MAX_LOOKUPS; i++) {
		struct lookup *lookup = &resolver.lookups[i];

		if (!is_asked(lookup)) {
			continue;
		}
		if (now >= lookup->give_up_at) {
			end_asking(lookup, -ETIMEDOUT);
		} else if (now >= lookup->ask_at) {
			ask(lookup);
		}
	}
	schedule();
}

static struct lookup *take_slot(void)
{
	for (size_t i = 0; i < CONFIG_AIO_MAX_LOOKUPS; i++) {
		struct lookup *lookup = &resolver.lookups[i];

		if (lookup->state == LOOKUP_FREE) {
			lookup->generation =
				lookup->generation == UINT16_MAX ? 1 : lookup->generation + 1;
			lookup->address[0] = '\0';
			return lookup;
		}
	}
	return NULL;
}

int aio_lookup_start(const char *host, int family)
{
	if (strlen(host) > HOST_MAX) {
		return -ENAMETOOLONG;
	}

	k_spinlock_key_t key = k_spin_lock(&resolver.lock);
	struct lookup *lookup = take_slot();

	if (lookup == NULL) {
		k_spin_unlock(&resolver.lock, key);
		return -EAGAIN;
	}
	strcpy(lookup->host, host);
	lookup->state = LOOKUP_ASKED;
	lookup->six = family == 6;
	lookup->six_next = family == 0;

	int handle = handle_of(lookup);
	int answer = aio_host_answer(host, family, lookup->address);

	if (answer <= 0) {
		lookup->six_next = false;
		end(lookup, answer);
	}
	k_spin_unlock(&resolver.lock, key);
	resolver.pending++;
	if (answer > 0) {
		begin_asking(lookup);
		schedule();
	}
	return handle;
}

/** Under the lock. */
static void free_slot(struct lookup *lookup)
{
	if (lookup->state == LOOKUP_ENDED) {
		resolver.ended--;
	}
	if (lookup->state != LOOKUP_REPORTED) {
		resolver.pending--;
	}
	lookup->state = LOOKUP_FREE;
}

int aio_lookup_result(int handle, char *address, size_t size)
{
	int result = -EBADF;
	k_spinlock_key_t key = k_spin_lock(&resolver.lock);
	struct lookup *lookup = find(handle);

	if (lookup != NULL && lookup->state == LOOKUP_REPORTED) {
		result = lookup->result;
		if (result == 0 && strlen(lookup->address) >= size) {
			result = -ENOMEM;
		} else if (result == 0) {
			strcpy(address, lookup->address);
		}
		free_slot(lookup);
	}
	k_spin_unlock(&resolver.lock, key);
	return result;
}

int aio_lookup_cancel(int handle)
{
	k_spinlock_key_t key = k_spin_lock(&resolver.lock);
	struct lookup *lookup = find(handle);

	if (lookup != NULL) {
		free_slot(lookup);
	}
	k_spin_unlock(&resolver.lock, key);
	if (lookup == NULL) {
		return -EBADF;
	}
	cancel_questions(lookup);
	schedule();
	return 0;
}

/** The first look-up that ended and matters to the caller. Under the lock. */
static struct lookup *first_ended(bool to_ask_again)
{
	for (size_t i = 0; i < CONFIG_AIO_MAX_LOOKUPS; i++) {
		struct lookup *lookup = &resolver.lookups[i];
		bool again = lookup->result == -ENOENT && lookup->six_next;

		if (lookup->state == LOOKUP_ENDED && again == to_ask_again) {
			return lookup;
		}
	}
	return NULL;
}

/** Asks for IPv6 addresses where there was no IPv4 one. Not done by on_answer(), which Zephyr's
 * resolver calls under its lock. */
static void ask_for_six(void)
{
	for (;;) {
		k_spinlock_key_t key = k_spin_lock(&resolver.lock);
		struct lookup *lookup = first_ended(true);

		if (lookup != NULL) {
			lookup->six_next = false;
			if (IS_ENABLED(CONFIG_NET_IPV6)) {
				lookup->six = true;
				lookup->state = LOOKUP_ASKED;
				resolver.ended--;
			}
		}
		k_spin_unlock(&resolver.lock, key);
		if (lookup == NULL) {
			return;
		}
		if (IS_ENABLED(CONFIG_NET_IPV6)) {
			cancel_questions(lookup);
			begin_asking(lookup);
			schedule();
		}
	}
}

bool aio_lookups_ended(void)
{
	if (resolver.pending == 0) {
		return false;
	}
	serve_timer();
	ask_for_six();

	k_spinlock_key_t key = k_spin_lock(&resolver.lock);
	bool ended = resolver.ended > 0;

	k_spin_unlock(&resolver.lock, key);
	return ended;
}

void aio_lookups_turn(void)
{
	if (resolver.pending == 0) {
		resolver.turn = 0;
		return;
	}

	k_spinlock_key_t key = k_spin_lock(&resolver.lock);

	resolver.turn = resolver.ended;
	k_spin_unlock(&resolver.lock, key);
}

int aio_lookups_take(void)
{
	int handle = 0;

	if (resolver.turn == 0) {
		return 0;
	}

	k_spinlock_key_t key = k_spin_lock(&resolver.lock);
	struct lookup *lookup = first_ended(false);

	if (lookup != NULL) {
		lookup->state = LOOKUP_REPORTED;
		handle = handle_of(lookup);
		resolver.ended--;
		resolver.pending--;
	}
	k_spin_unlock(&resolver.lock, key);
	resolver.turn = lookup != NULL ? resolver.turn - 1 : 0;
	if (lookup != NULL) {
		cancel_questions(lookup);
		schedule();
	}
	return handle;
}

size_t aio_lookups_pending(void)
{
	return resolver.pending;
}
