/*
 * Which thread waits in the selector, and the lock between the reactor's thread and the user.
 *
 * The lock is a spinlock, which masks interrupts on one core: every section under it is short and
 * bounded (the sets are copied, a slot's bits are changed), so that a timer's interrupt is not
 * delayed for long, and it costs a few instructions where a mutex costs hundreds. Nothing is
 * called, woken or asked under it, and a select's result is walked without it.
 */
#include <errno.h>
#include <stdatomic.h>

#include <zephyr/kernel.h>
#include <zephyr/net/socket.h>
#include <zephyr/sys/printk.h>

#include <aio/reactor.h>
#include <aio/sizes.h>
#include <aio/stats.h>

#include "event_sources.h"
#include "fd_sets.h"
#include "reactor_table.h"
#include "selector.h"

#define ANY (AIO_READABLE | AIO_WRITABLE)

/** The pause after a select that failed for an unknown reason. */
#define BACK_OFF_MS 20

/** The reactor's thread is parked after so many waits without a timer in a row: parking it costs
 * more than it saves where every other wait has one. */
#define PARK_AFTER 4

/**
 * Which thread waits in the selector. The user alone changes it, while it is not blocked:
 *
 *   PARKED to HIRED   it is about to wait while a timer is set. A timer's interrupt can give a
 *                     semaphore and cannot end a select(): the user waits for the semaphore, and
 *                     the reactor's thread in the selector. Or the selector failed: the reactor's
 *                     thread knows how to survive that.
 *   HIRED to PARKED   it has waited PARK_AFTER times without a timer. The running select is ended
 *                     first, so that no two threads wait in the selector at once.
 *   PARKED to DIRECT  it is about to wait for sockets without a timer. It waits in the selector
 *                     itself, which saves two switches of threads and a semaphore. The reactor's
 *                     thread wakes the selector for interrupts, which must not.
 *   DIRECT to PARKED  that wait has ended.
 */
enum mode {
	PARKED,
	HIRED,
	DIRECT,
};

static struct {
	struct k_spinlock lock;
	/** Under the lock, but for a slot's fd: it stays while a select waits for it. */
	struct aio_table table;
	/** Given when a select has ended that a deregistration waits for. */
	struct k_sem let_go;
	/** Given when the parked reactor's thread has something to do. */
	struct k_sem work;
	/** What every call answers until the thread runs; 0: aio_reactor_start() was not called.
	 * The user's. */
	int refusal;
	bool running;
	/** The error of select that was printed last. The reactor's. */
	int printed;
	/** Waits without a timer since the last with one. The user's. */
	uint8_t timerless;
	/** enum mode. The user writes, to HIRED and from it under the lock; anybody reads. */
	atomic_uchar mode;
	/** The running select was, or is about to be, woken. Under the lock. */
	bool woken;
	/** A deregistration waits for let_go. Under the lock. */
	bool leaving;
} reactor;

/* 500 bytes at 20 sockets, and in proportion for more. */
BUILD_ASSERT(sizeof(reactor) * 20 <= 500 * MAX(CONFIG_AIO_MAX_SOCKETS, 20),
	     "the reactor's state has outgrown 25 bytes a socket");

const struct aio_table *const aio_inspect_table = &reactor.table;

static struct k_thread reactor_thread;
static K_THREAD_STACK_DEFINE(reactor_stack, CONFIG_AIO_REACTOR_STACK_SIZE);

static enum mode mode(void)
{
	return (enum mode)atomic_load(&reactor.mode);
}

/** Whether the caller is the one to wake select, after unlocking. */
static bool claim_wake(void)
{
	bool claimed = reactor.table.selecting && !reactor.woken;

	reactor.woken |= claimed;
	return claimed;
}

static void wake_select(void)
{
	AIO_COUNT(wakes);
	aio_selector_wake();
}

/* The reactor's thread */

/** The highest descriptor plus one, or -1: the thread is not hired. */
static int begin_select(struct aio_fd_sets *sets)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	int nfds = mode() == HIRED ? aio_table_begin(&reactor.table, sets) : -1;

	k_spin_unlock(&reactor.lock, key);
	return nfds;
}

/** @param woken the select has seen a wake-up */
static void end_select(bool woken)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	bool written = reactor.woken;
	bool leaving = reactor.leaving;

	aio_table_end(&reactor.table);
	reactor.woken = false;
	reactor.leaving = false;
	k_spin_unlock(&reactor.lock, key);

	/* Also where select did not see the write, as the next one would return for nothing; and
	 * where it is seen only now, as its writer was interrupted between claiming and writing.
	 */
	if (written || woken) {
		aio_selector_forget_wake();
	}
	if (leaving) {
		k_sem_give(&reactor.let_go);
	}
}

static struct aio_slot_bits waited_for(bool looked)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	struct aio_slot_bits waited = aio_table_waited(&reactor.table, looked);

	k_spin_unlock(&reactor.lock, key);
	return waited;
}

/** As aio_table_report(). The lock is held for an instant. */
static bool report_slot(int slot, uint8_t result, uint8_t looked)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	bool wanted = aio_table_report(&reactor.table, slot, result, looked);

	k_spin_unlock(&reactor.lock, key);
	return wanted;
}

/**
 * Reports what select found. Walks armed slots only, and without the lock: the fd of a slot that
 * select waited for stays, as whoever deregisters it waits until end_select().
 *
 * @param asked NULL: the result is the reactor's own; else what a look asked for
 * @return whether there is something to hand out
 */
static bool report(const struct aio_fd_sets *result, int count, const struct aio_fd_sets *asked)
{
	bool any = false;
	struct aio_slot_bits waited = waited_for(asked != NULL);

	for (int slot = -1; count > 0 && (slot = aio_slot_bits_next(&waited, slot + 1)) >= 0;) {
		int fd = reactor.table.slots[slot].fd;
		uint8_t bits = aio_fd_sets_test(result, fd);

		if (bits != 0) {
			count -= bits == ANY ? 2 : 1;
			any |= report_slot(slot, bits, asked ? aio_fd_sets_test(asked, fd) : 0);
		}
	}
	if (count > 0 && asked == NULL) {
		AIO_COUNT(stale);
	}
	return any;
}

/** After EBADF: reports descriptors that are not open, so that the user's next operation says so.
 */
static bool report_bad(bool looked)
{
	bool any = false;
	struct aio_slot_bits waited = waited_for(looked);

	for (int slot = -1; (slot = aio_slot_bits_next(&waited, slot + 1)) >= 0;) {
		if (aio_selector_is_bad(reactor.table.slots[slot].fd)) {
			any |= report_slot(slot, ANY, looked ? ANY : 0);
		}
	}
	return any;
}

/** Reports what a select answered. As report(). */
static bool report_answer(const struct aio_fd_sets *result, int count,
			  const struct aio_fd_sets *asked)
{
	return count == -EBADF ? report_bad(asked != NULL)
			       : count > 0 && report(result, count, asked);
}

__attribute__((weak)) void aio_reactor_failed(int error)
{
	printk("reactor: select failed with errno %d, trying on; sockets may be late\n", -error);
}

/** Nothing known helps: says so once and tries again, later each time it is the same. */
static void survive(int error)
{
	AIO_COUNT(select_errors);
	if (reactor.printed != error) {
		reactor.printed = error;
		aio_reactor_failed(error);
	}
	k_msleep(BACK_OFF_MS);
}

/** Parked: wakes the user where it waits in select itself and was notified. */
static void serve_parked(void)
{
	(void)k_sem_take(&reactor.work, K_FOREVER);
	if (mode() == DIRECT) {
		wake_select();
	}
}

static void serve_hired(struct aio_fd_sets *sets, int nfds)
{
	AIO_COUNT(selects);

	bool woken;
	int count = aio_selector_wait(sets, nfds, &woken);
	bool found = report_answer(sets, count, NULL);

	end_select(woken);
	if (found) {
		/* The user preempts here, and takes its whole turn before the next select. */
		AIO_COUNT(notifications);
		aio_loop_notify();
	} else if (count < 0 && count != -EINTR) {
		survive(count);
	}
}

static void reactor_run(void *unused1, void *unused2, void *unused3)
{
	ARG_UNUSED(unused1);
	ARG_UNUSED(unused2);
	ARG_UNUSED(unused3);
	for (;;) {
		struct aio_fd_sets sets;
		int nfds = begin_select(&sets);

		if (nfds >= 0) {
			serve_hired(&sets, nfds);
		} else {
			serve_parked();
		}
	}
}

/* The user's side */

int aio_reactor_start(void)
{
	if (reactor.running || reactor.refusal != 0) {
		return reactor.refusal;
	}
	aio_loop_init();
	aio_timers_init();
	k_sem_init(&reactor.let_go, 0, 1);
	k_sem_init(&reactor.work, 0, 1);
	reactor.refusal = aio_selector_open();
	if (reactor.refusal != 0) {
		return reactor.refusal;
	}
	reactor.running = true;

	k_tid_t thread = k_thread_create(
		&reactor_thread, reactor_stack, K_THREAD_STACK_SIZEOF(reactor_stack), reactor_run,
		NULL, NULL, NULL, CONFIG_AIO_REACTOR_THREAD_PRIORITY, 0, K_NO_WAIT);

	(void)k_thread_name_set(thread, "reactor");
	return 0;
}

/** What a reactor that does not run answers: nobody would ever wake who waits for it. */
static int refuse(void)
{
	return reactor.refusal != 0 ? reactor.refusal : -ENODEV;
}

int aio_reactor_register(int fd)
{
	if (!reactor.running) {
		return refuse();
	}

	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	int handle = aio_table_register(&reactor.table, fd);

	k_spin_unlock(&reactor.lock, key);
	return handle;
}

/** Unlocks, and where it is to end waits until the reactor's select has ended. */
static void end_running_select(bool end, k_spinlock_key_t key)
{
	bool wake = end && claim_wake();

	reactor.leaving |= end;
	k_spin_unlock(&reactor.lock, key);
	if (wake) {
		wake_select();
	}
	if (end) {
		(void)k_sem_take(&reactor.let_go, K_FOREVER);
	}
}

int aio_reactor_deregister(int handle)
{
	if (!reactor.running) {
		return refuse();
	}

	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	int slot = aio_table_find(&reactor.table, handle);

	if (slot < 0) {
		k_spin_unlock(&reactor.lock, key);
		return slot;
	}
	aio_table_disarm(&reactor.table, slot, ANY);
	end_running_select(aio_table_held(&reactor.table, slot), key);
	key = k_spin_lock(&reactor.lock);
	aio_table_remove(&reactor.table, slot);
	k_spin_unlock(&reactor.lock, key);
	return 0;
}

/** Arms or disarms. */
static int change(int handle, uint8_t interest,
		  void (*apply)(struct aio_table *table, int slot, uint8_t interest))
{
	if (!reactor.running) {
		return refuse();
	}

	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	int slot = aio_table_find(&reactor.table, handle);

	if (slot >= 0) {
		apply(&reactor.table, slot, interest);
	}
	k_spin_unlock(&reactor.lock, key);
	return MIN(slot, 0);
}

int aio_reactor_arm(int handle, uint8_t interest)
{
	if (interest == 0 || (interest & ~ANY) != 0) {
		return -EINVAL;
	}
	return change(handle, interest, aio_table_arm);
}

int aio_reactor_disarm(int handle, uint8_t interest)
{
	return change(handle, interest & ANY, aio_table_disarm);
}

bool aio_reactor_ready(void)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	bool ready = aio_slot_bits_any(&reactor.table.ready);

	k_spin_unlock(&reactor.lock, key);
	return ready;
}

/** Has the reactor's thread wait in select for all that is armed. */
static void hire(void)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	bool parked = mode() != HIRED;
	bool wake = aio_table_missing(&reactor.table) && claim_wake();

	atomic_store(&reactor.mode, HIRED);
	k_spin_unlock(&reactor.lock, key);
	if (parked) {
		k_sem_give(&reactor.work);
	}
	if (wake) {
		wake_select();
	}
}

/** Parks the reactor's thread: its select has ended when this returns, and it begins no other. */
static void park(void)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);

	atomic_store(&reactor.mode, PARKED);
	end_running_select(reactor.table.selecting, key);
}

bool aio_reactor_prepare(bool timers)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	bool armed = aio_slot_bits_any(&reactor.table.armed);
	bool hired = mode() == HIRED;

	k_spin_unlock(&reactor.lock, key);
	reactor.timerless = timers ? 0 : MIN(reactor.timerless + 1, PARK_AFTER);
	if (!reactor.running) {
		return false;
	}
	if (timers || (hired && reactor.timerless < PARK_AFTER)) {
		hire();
		return false;
	}
	if (!armed) {
		/* Nothing to select: what ends the wait gives the semaphore. */
		return false;
	}
	if (hired) {
		park();
	}
	return true;
}

/**
 * Selects in the user's thread, and reports what it found.
 *
 * @param forever wait, else only look
 * @retval -errno of the selector
 */
static int look(bool forever)
{
	struct aio_fd_sets asked;
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	int nfds = reactor.table.nfds;

	asked = reactor.table.asked;
	k_spin_unlock(&reactor.lock, key);

	struct aio_fd_sets result = asked;
	bool woken = false;
	int count = forever ? aio_selector_wait(&result, nfds, &woken)
			    : aio_selector_ask(&result, nfds, false);
	bool found = report_answer(&result, count, &asked);

	if (woken) {
		aio_selector_forget_wake();
	}
	return found ? 0 : count;
}

bool aio_reactor_select(bool (*stay)(void))
{
	int error = 0;

	/* In this order: whoever notifies either sees it, or is seen by stay(). */
	atomic_store(&reactor.mode, DIRECT);
	if (stay()) {
		AIO_COUNT(selects);
		error = look(true);
	}
	atomic_store(&reactor.mode, PARKED);
	if (error < 0 && error != -EINTR) {
		/* The reactor's thread meets it too, and knows how to survive it. */
		hire();
		return false;
	}
	return true;
}

void aio_reactor_notified(void)
{
	if (mode() == DIRECT) {
		k_sem_give(&reactor.work);
	}
}

void aio_reactor_look_again(void)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	bool wake = claim_wake() || mode() == DIRECT;

	k_spin_unlock(&reactor.lock, key);
	if (wake) {
		/* Not counted: the counter is written by one thread. */
		aio_selector_wake();
	}
}

void aio_reactor_look(void)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	bool armed = aio_slot_bits_any(&reactor.table.armed);

	k_spin_unlock(&reactor.lock, key);
	if (armed) {
		AIO_COUNT(looks);
		/* An error is left to the next one who waits in select, and meets it too. */
		(void)look(false);
	}
}

void aio_reactor_turn(void)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);

	aio_table_turn(&reactor.table);
	k_spin_unlock(&reactor.lock, key);
}

int aio_reactor_take(uint8_t *bits)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	int handle = aio_table_take(&reactor.table, bits);

	k_spin_unlock(&reactor.lock, key);
	return handle;
}

size_t aio_reactor_pending(void)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	size_t count = aio_table_pending(&reactor.table);

	k_spin_unlock(&reactor.lock, key);
	return count;
}

void aio_reactor_footprint(struct aio_reactor_footprint *footprint)
{
	size_t unused = 0;

	(void)k_thread_stack_space_get(&reactor_thread, &unused);
	footprint->state = sizeof(reactor);
	footprint->stack = CONFIG_AIO_REACTOR_STACK_SIZE;
	footprint->stack_used = CONFIG_AIO_REACTOR_STACK_SIZE - unused;
}
