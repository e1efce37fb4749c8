/*
 * Look-ups in static slots. The name server's answer comes on a thread of the network stack, maybe
 * long after the look-up was given up: it carries the handle, and a handle that is not current any
 * more is ignored.
 */
#include <errno.h>
#include <string.h>
#include <strings.h>

#include <zephyr/kernel.h>
#include <zephyr/net/dns_resolve.h>
#include <zephyr/net/socket.h>

#include <aio/resolver.h>

#include "event_sources.h"

#define SLOT_BITS    8
#define SLOT_MASK    ((1 << SLOT_BITS) - 1)
#define HOST_MAX     255
#define ADDRESS_SIZE 46

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
	char address[ADDRESS_SIZE];
	/** What aio_lookup_result() will return. Under the lock. */
	int result;
	/** Under the lock. */
	enum lookup_state state;
	uint16_t generation;
	/** To cancel it by. The user's. */
	uint16_t dns_id;
	/** Ask for IPv6 too where there is no IPv4 address. Under the lock. */
	bool six_next;
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
	case DNS_EAI_CANCELED:
		/* Zephyr's word for a query whose time has passed. */
		return -ETIMEDOUT;
	case DNS_EAI_MEMORY:
	case DNS_EAI_OVERFLOW:
		return -ENOMEM;
	default:
		return -EIO;
	}
}

static void keep_address(struct lookup *lookup, const struct dns_addrinfo *info)
{
	const void *address = NULL;

	if (lookup->address[0] != '\0' || info == NULL) {
		return;
	}
	if (info->ai_family == AF_INET) {
		address = &((const struct sockaddr_in *)&info->ai_addr)->sin_addr;
	} else if (info->ai_family == AF_INET6) {
		address = &((const struct sockaddr_in6 *)&info->ai_addr)->sin6_addr;
	}
	if (address != NULL) {
		(void)zsock_inet_ntop(info->ai_family, address, lookup->address,
				      sizeof(lookup->address));
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
	bool ended = false;
	k_spinlock_key_t key = k_spin_lock(&resolver.lock);
	struct lookup *lookup = find((int)(intptr_t)user_data);

	if (lookup != NULL && lookup->state == LOOKUP_ASKED) {
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

/** Asks a name server; an answer may come before it returns. */
static void start_asking(struct lookup *lookup, enum dns_query_type type)
{
	int error = dns_get_addr_info(lookup->host, type, &lookup->dns_id, on_answer,
				      (void *)(intptr_t)handle_of(lookup),
				      CONFIG_AIO_LOOKUP_TIMEOUT_MS);

	if (error >= 0) {
		return;
	}

	/* No server, no memory, a name that cannot be asked for: an outcome like any other. */
	k_spinlock_key_t key = k_spin_lock(&resolver.lock);

	if (lookup->state == LOOKUP_ASKED) {
		end(lookup, error == -EINVAL ? -ENOENT : error);
	}
	k_spin_unlock(&resolver.lock, key);
}

/** Answers what needs no name server. False: it needs one. */
static bool answer_locally(struct lookup *lookup, int family)
{
	struct in6_addr address;
	const char *host = lookup->host;
	bool local = strcasecmp(host, "localhost") == 0;
	bool four = zsock_inet_pton(AF_INET, host, &address) == 1;
	bool six = !four && zsock_inet_pton(AF_INET6, host, &address) == 1;

	if (!local && !four && !six) {
		if (strchr(host, ':') == NULL) {
			return false;
		}
		/* Meant as an address: no name has a colon. */
		end(lookup, -ENOENT);
		return true;
	}
	if ((four && family == 6) || (six && family == 4) ||
	    (six && strlen(host) >= ADDRESS_SIZE)) {
		end(lookup, -ENOENT);
		return true;
	}
	strcpy(lookup->address, !local ? host : family == 6 ? "::1" : "127.0.0.1");
	end(lookup, 0);
	return true;
}

static struct lookup *take_slot(void)
{
	for (size_t i = 0; i < CONFIG_AIO_MAX_LOOKUPS; i++) {
		struct lookup *lookup = &resolver.lookups[i];

		if (lookup->state == LOOKUP_FREE) {
			lookup->generation =
				lookup->generation == UINT16_MAX ? 1 : lookup->generation + 1;
			lookup->address[0] = '\0';
			lookup->dns_id = 0;
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
	lookup->six_next = family == 0;

	int handle = handle_of(lookup);
	bool answered = answer_locally(lookup, family);

	k_spin_unlock(&resolver.lock, key);
	resolver.pending++;
	if (!answered) {
		start_asking(lookup, family == 6 ? DNS_QUERY_TYPE_AAAA : DNS_QUERY_TYPE_A);
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
	uint16_t dns_id = 0;
	k_spinlock_key_t key = k_spin_lock(&resolver.lock);
	struct lookup *lookup = find(handle);

	if (lookup == NULL) {
		k_spin_unlock(&resolver.lock, key);
		return -EBADF;
	}
	if (lookup->state == LOOKUP_ASKED) {
		dns_id = lookup->dns_id;
	}
	free_slot(lookup);
	k_spin_unlock(&resolver.lock, key);
	if (dns_id != 0) {
		/* Calls on_answer(), which no longer finds the handle. */
		(void)dns_cancel_addr_info(dns_id);
	}
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
static void ask_again(void)
{
	for (;;) {
		k_spinlock_key_t key = k_spin_lock(&resolver.lock);
		struct lookup *lookup = first_ended(true);

		if (lookup != NULL) {
			lookup->six_next = false;
			if (IS_ENABLED(CONFIG_NET_IPV6)) {
				lookup->state = LOOKUP_ASKED;
				resolver.ended--;
			}
		}
		k_spin_unlock(&resolver.lock, key);
		if (lookup == NULL) {
			return;
		}
		if (IS_ENABLED(CONFIG_NET_IPV6)) {
			start_asking(lookup, DNS_QUERY_TYPE_AAAA);
		}
	}
}

bool aio_lookups_ended(void)
{
	if (resolver.pending == 0) {
		return false;
	}
	ask_again();

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
	return handle;
}

size_t aio_lookups_pending(void)
{
	return resolver.pending;
}
