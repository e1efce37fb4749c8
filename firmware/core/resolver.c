#include <aio/resolver.h>

#include <errno.h>
#include <string.h>

#include <zephyr/kernel.h>

#include "event_sources.h"
#include "host_name.h"
#include "lookups.h"
#include "questions.h"

/** What the turn may still hand out. The user's. */
static uint8_t turn;

int aio_lookup_start(const char *host, int family)
{
	if (strlen(host) > AIO_LOOKUP_HOST_MAX) {
		return -ENAMETOOLONG;
	}

	k_spinlock_key_t key = k_spin_lock(&aio_lookups.lock);
	struct aio_lookup *lookup = aio_lookup_take();

	if (lookup == NULL) {
		k_spin_unlock(&aio_lookups.lock, key);
		return -EAGAIN;
	}
	strcpy(lookup->host, host);
	lookup->state = AIO_LOOKUP_ASKED;
	lookup->six = family == 6;
	lookup->six_next = family == 0;

	int handle = aio_lookup_handle(lookup);
	int answer = aio_host_answer(host, family, lookup->address);

	if (answer <= 0) {
		lookup->six_next = false;
		aio_lookup_end(lookup, answer);
	}
	k_spin_unlock(&aio_lookups.lock, key);
	aio_lookups.pending++;
	if (answer > 0) {
		aio_questions_begin(lookup);
		aio_questions_schedule();
	}
	return handle;
}

int aio_lookup_result(int handle, char *address, size_t size)
{
	int result = -EBADF;
	k_spinlock_key_t key = k_spin_lock(&aio_lookups.lock);
	struct aio_lookup *lookup = aio_lookup_find(handle);

	if (lookup != NULL && lookup->state == AIO_LOOKUP_REPORTED) {
		result = lookup->result;
		if (result == 0 && strlen(lookup->address) >= size) {
			result = -ENOMEM;
		} else if (result == 0) {
			strcpy(address, lookup->address);
		}
		aio_lookup_free(lookup);
	}
	k_spin_unlock(&aio_lookups.lock, key);
	return result;
}

int aio_lookup_cancel(int handle)
{
	k_spinlock_key_t key = k_spin_lock(&aio_lookups.lock);
	struct aio_lookup *lookup = aio_lookup_find(handle);

	if (lookup != NULL) {
		aio_lookup_free(lookup);
	}
	k_spin_unlock(&aio_lookups.lock, key);
	if (lookup == NULL) {
		return -EBADF;
	}
	aio_questions_cancel(lookup);
	aio_questions_schedule();
	return 0;
}

/** Asks for IPv6 addresses where there was no IPv4 one. Not done by on_answer(), which Zephyr's
 * resolver calls under its lock. */
static void ask_for_six(void)
{
	for (;;) {
		k_spinlock_key_t key = k_spin_lock(&aio_lookups.lock);
		struct aio_lookup *lookup = aio_lookup_first_ended(true);

		if (lookup != NULL) {
			lookup->six_next = false;
			if (IS_ENABLED(CONFIG_NET_IPV6)) {
				lookup->six = true;
				lookup->state = AIO_LOOKUP_ASKED;
				aio_lookups.ended--;
			}
		}
		k_spin_unlock(&aio_lookups.lock, key);
		if (lookup == NULL) {
			return;
		}
		if (IS_ENABLED(CONFIG_NET_IPV6)) {
			aio_questions_cancel(lookup);
			aio_questions_begin(lookup);
			aio_questions_schedule();
		}
	}
}

bool aio_lookups_ended(void)
{
	if (aio_lookups.pending == 0) {
		return false;
	}
	aio_questions_serve();
	ask_for_six();

	k_spinlock_key_t key = k_spin_lock(&aio_lookups.lock);
	bool ended = aio_lookups.ended > 0;

	k_spin_unlock(&aio_lookups.lock, key);
	return ended;
}

void aio_lookups_turn(void)
{
	if (aio_lookups.pending == 0) {
		turn = 0;
		return;
	}

	k_spinlock_key_t key = k_spin_lock(&aio_lookups.lock);

	turn = aio_lookups.ended;
	k_spin_unlock(&aio_lookups.lock, key);
}

int aio_lookups_take(void)
{
	int handle = 0;

	if (turn == 0) {
		return 0;
	}

	k_spinlock_key_t key = k_spin_lock(&aio_lookups.lock);
	struct aio_lookup *lookup = aio_lookup_first_ended(false);

	if (lookup != NULL) {
		lookup->state = AIO_LOOKUP_REPORTED;
		handle = aio_lookup_handle(lookup);
		aio_lookups.ended--;
		aio_lookups.pending--;
	}
	k_spin_unlock(&aio_lookups.lock, key);
	turn = lookup != NULL ? turn - 1 : 0;
	if (lookup != NULL) {
		aio_questions_cancel(lookup);
		aio_questions_schedule();
	}
	return handle;
}

size_t aio_lookups_pending(void)
{
	return aio_lookups.pending;
}
