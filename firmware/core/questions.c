/*
 * The name server's answer comes on a thread of the network stack, maybe long after the look-up was
 * given up: it carries the handle, and a handle that is not current any more is ignored.
 *
 * Zephyr asks once for each dns_get_addr_info(). A question or its answer may be lost, so it is
 * asked again: after 250 ms, 500 ms, and then each second, as RFC 1123 6.1.3.3 has it. An answer to
 * the last question but one counts, too: a slow name server is not asked in vain.
 */
#include "questions.h"

#include <errno.h>
#include <stdatomic.h>

#include <zephyr/kernel.h>
#include <zephyr/net/dns_resolve.h>
#include <zephyr/net/socket.h>

#include <aio/address_text.h>
#include <aio/send_room.h>
#include <aio/sizes.h>
#include <aio/timers.h>

#include "event_sources.h"

/** Of the user data of a question, beside the handle: it asks for IPv6. */
#define ASKS_SIX (1 << 30)

#define FIRST_WAIT_US	250000
#define LONGEST_WAIT_US 1000000
/** What a question takes to be sent. Zephyr's call waits for buffers, so it is left out without. */
#define QUESTION_ROOM	512

static struct {
	/** For the next question. */
	struct k_timer timer;
	/** What it is set to, INT64_MAX: it stands still, 0: it was never set. The user's. */
	int64_t timer_at;
	/** It has expired. */
	atomic_bool rang;
} questions;

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

static void keep_address(struct aio_lookup *lookup, const struct dns_addrinfo *info)
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

/** A thread of the network stack, or the user's where the answer is known at once. */
static void on_answer(enum dns_resolve_status status, struct dns_addrinfo *info, void *user_data)
{
	int asked = (int)(intptr_t)user_data;
	bool ended = false;

	/* Given up by us, by its time or with its server: another question follows, or the end. */
	if (status == DNS_EAI_CANCELED) {
		return;
	}

	k_spinlock_key_t key = k_spin_lock(&aio_lookups.lock);
	struct aio_lookup *lookup = aio_lookup_find(asked & ~ASKS_SIX);

	if (lookup != NULL && lookup->state == AIO_LOOKUP_ASKED &&
	    lookup->six == ((asked & ASKS_SIX) != 0)) {
		if (status == DNS_EAI_INPROGRESS) {
			keep_address(lookup, info);
		} else {
			aio_lookup_end(lookup, lookup->address[0] != '\0' ? 0 : outcome_of(status));
			ended = true;
		}
	}
	k_spin_unlock(&aio_lookups.lock, key);
	if (ended) {
		aio_loop_notify();
	}
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

void aio_questions_cancel(struct aio_lookup *lookup)
{
	for (size_t i = 0; i < AIO_LOOKUP_QUESTIONS; i++) {
		cancel_question(&lookup->dns_ids[i]);
	}
}

/** Asks a name server once; an answer may come before it returns. */
static void ask(struct aio_lookup *lookup)
{
	uint16_t *id = &lookup->dns_ids[lookup->asked % AIO_LOOKUP_QUESTIONS];
	intptr_t user_data = aio_lookup_handle(lookup) | (lookup->six ? ASKS_SIX : 0);
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
		aio_lookup_end_asking(lookup, error == -EINVAL ? -ENOENT : error);
	}
}

/** In ISR context. */
static void on_timer(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	atomic_store(&questions.rang, true);
	aio_loop_notify();
}

void aio_questions_schedule(void)
{
	int64_t next = INT64_MAX;

	for (size_t i = 0; i < CONFIG_AIO_MAX_LOOKUPS; i++) {
		const struct aio_lookup *lookup = &aio_lookups.slots[i];

		if (aio_lookup_is_asked(lookup)) {
			next = MIN(next, MIN(lookup->ask_at, lookup->give_up_at));
		}
	}
	if (questions.timer_at == next) {
		return;
	}
	if (questions.timer_at == 0) {
		k_timer_init(&questions.timer, on_timer, NULL);
	}
	questions.timer_at = next;
	if (next == INT64_MAX) {
		k_timer_stop(&questions.timer);
	} else {
		k_timer_start(&questions.timer, K_TIMEOUT_ABS_US(next), K_NO_WAIT);
	}
}

void aio_questions_begin(struct aio_lookup *lookup)
{
	lookup->asked = 0;
	lookup->give_up_at = aio_clock_us() + CONFIG_AIO_LOOKUP_TIMEOUT_MS * INT64_C(1000);
	ask(lookup);
}

void aio_questions_serve(void)
{
	int64_t now = aio_clock_us();

	if (!atomic_exchange(&questions.rang, false)) {
		return;
	}
	questions.timer_at = -1;
	for (size_t i = 0; i < CONFIG_AIO_MAX_LOOKUPS; i++) {
		struct aio_lookup *lookup = &aio_lookups.slots[i];

		if (!aio_lookup_is_asked(lookup)) {
			continue;
		}
		if (now >= lookup->give_up_at) {
			aio_lookup_end_asking(lookup, -ETIMEDOUT);
		} else if (now >= lookup->ask_at) {
			ask(lookup);
		}
	}
	aio_questions_schedule();
}
