/*
 * The network's lock, thread and timers: what lwIP is driven by.
 *
 * lwIP is one big state behind one lock. Whoever holds the lock calls lwIP's callback API: the
 * thread that makes a socket call, or the network's thread, which takes frames from the Ethernet
 * controller, turns loopback packets around and runs timers. lwIP's callbacks therefore run with
 * the lock held.
 */
#ifndef NET_CORE_H_
#define NET_CORE_H_

#include <stdbool.h>
#include <stdint.h>

#define NET_NEVER INT64_MAX

/** Threads only; not recursive. */
void net_lock(void);
/** After anything that could have sent something: net_kick(), too. */
void net_unlock(void);
/** After anything else. */
void net_unlock_quietly(void);

/** Looks after loopback packets and TCP's timer. With the lock held. */
void net_kick(void);
/** Makes the network's thread run once more. Any context. */
void net_wake(void);
/** A frame came or went: keeps ARP and its like ageing. With the lock held. */
void net_active(void);

/** One of a few, each of which stays registered for ever. With the lock held, all of it. */
struct net_timer {
	/** Microseconds since boot, NET_NEVER: it is not running. */
	int64_t deadline;
	/** Runs in the network's thread; may start it again. */
	void (*expired)(struct net_timer *timer);
	struct net_timer *next;
};

void net_timer_register(struct net_timer *timer, void (*expired)(struct net_timer *timer));
/** A running one starts anew. */
void net_timer_start(struct net_timer *timer, int64_t delay_us);
void net_timer_stop(struct net_timer *timer);

#endif /* NET_CORE_H_ */
