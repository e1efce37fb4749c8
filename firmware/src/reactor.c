/*
 * The reactor's thread, and the lock between it and the user.
 *
 * The lock is a spinlock, which masks interrupts on one core: every section under it is short and
 * bounded (the sets are copied, a slot's bits are changed), so that a timer's interrupt is not
 * delayed for long, and it costs a few instructions where a mutex costs hundreds. Nothing is
 * called, woken or asked under it, and a select's result is walked without it.
 */
#include <errno.h>

#include <zephyr/kernel.h>
#include <zephyr/net/socket.h>
#include <zephyr/sys/printk.h>
#include <zephyr/zvfs/eventfd.h>

#include <aio/reactor.h>

#include "event_sources.h"
#include "fd_sets.h"
#include "reactor_table.h"
#include "stats.h"

#define ANY (AIO_READABLE | AIO_WRITABLE)

/** The pause after a select that failed for an unknown reason. */
#define BACK_OFF_MS 20

static struct {
	struct k_spinlock lock;
	/** Under the lock, but for a slot's fd: it stays while a select waits for it. */
	struct aio_table table;
	/** Given when a select has ended that a deregistration waits for. */
	struct k_sem let_go;
	/** Makes select return; set before the thread starts. */
	int eventfd;
	/** What every call answers until the thread runs; 0: aio_reactor_start() was not called.
	 * The user's. */
	int refusal;
	bool running;
	/** The error of select that was printed last. The reactor's. */
	int printed;
	/** The running select was, or is about to be, woken through the eventfd. Under the lock. */
	bool woken;
	/** A deregistration waits for let_go. Under the lock. */
	bool leaving;
} reactor;

/* 500 bytes at 20 sockets, and in proportion for more. */
BUILD_ASSERT(sizeof(reactor) * 20 <= 500 * MAX(CONFIG_AIO_MAX_SOCKETS, 20),
	     "the reactor's state has outgrown 25 bytes a socket");

static struct k_thread reactor_thread;
static K_THREAD_STACK_DEFINE(reactor_stack, CONFIG_AIO_REACTOR_STACK_SIZE);

/** Whether the caller is the one to wake select; it writes to the eventfd after unlocking. */
static bool claim_wake(void)
{
	bool claimed = reactor.table.selecting && !reactor.woken;

	reactor.woken |= claimed;
	return claimed;
}

static void wake_select(void)
{
	AIO_COUNT(wakes);
	(void)zvfs_eventfd_write(reactor.eventfd, 1);
}

/* The reactor's thread */

static int begin_select(struct aio_fd_sets *sets)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	int nfds = aio_table_begin(&reactor.table, sets);

	k_spin_unlock(&reactor.lock, key);
	aio_fd_sets_add(sets, reactor.eventfd, AIO_READABLE);
	return MAX(nfds, reactor.eventfd + 1);
}

static void end_select(const struct aio_fd_sets *sets, int count)
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
	if (written || (count > 0 && aio_fd_sets_test(sets, reactor.eventfd) != 0)) {
		zvfs_eventfd_t value;

		(void)zvfs_eventfd_read(reactor.eventfd, &value);
	}
	if (leaving) {
		k_sem_give(&reactor.let_go);
	}
}

static struct aio_slot_mask waited_for(bool looked)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	struct aio_slot_mask waited = aio_table_waited(&reactor.table, looked);

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
	struct aio_slot_mask waited = waited_for(asked != NULL);

	for (int slot = -1; count > 0 && (slot = aio_slot_mask_next(&waited, slot + 1)) >= 0;) {
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
static bool report_bad(void)
{
	bool any = false;
	struct aio_slot_mask waited = waited_for(false);

	for (int slot = -1; (slot = aio_slot_mask_next(&waited, slot + 1)) >= 0;) {
		if (aio_fd_is_bad(reactor.table.slots[slot].fd)) {
			any |= report_slot(slot, ANY, 0);
		}
	}
	return any;
}

/** Reports what the reactor's own select answered; the eventfd is not one of the slots. */
static bool report_own(const struct aio_fd_sets *result, int count)
{
	if (count == -EBADF) {
		return report_bad();
	}
	return count > 0 &&
	       report(result, count - (aio_fd_sets_test(result, reactor.eventfd) != 0), NULL);
}

/** Nothing known helps: says so once and tries again, later each time it is the same. */
static void survive(int error)
{
	AIO_COUNT(select_errors);
	if (reactor.printed != error) {
		reactor.printed = error;
		printk("reactor: select failed with errno %d, trying on; sockets may be late\n",
		       -error);
	}
	k_msleep(BACK_OFF_MS);
}

static void reactor_run(void *unused1, void *unused2, void *unused3)
{
	ARG_UNUSED(unused1);
	ARG_UNUSED(unused2);
	ARG_UNUSED(unused3);
	for (;;) {
		struct aio_fd_sets sets;
		int nfds = begin_select(&sets);

		AIO_COUNT(selects);

		int count = aio_fd_sets_select(&sets, nfds, true);
		bool found = report_own(&sets, count);

		end_select(&sets, count);
		if (found) {
			/* The user preempts here, and takes its whole turn before the next select.
			 */
			AIO_COUNT(notifications);
			aio_loop_notify();
		} else if (count < 0 && count != -EINTR) {
			survive(count);
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
	reactor.eventfd = zvfs_eventfd(0, ZVFS_EFD_NONBLOCK);
	if (reactor.eventfd < 0 || reactor.eventfd >= AIO_FD_LIMIT) {
		reactor.refusal = -ENFILE;
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

	bool held = aio_table_held(&reactor.table, slot);
	bool wake = held && claim_wake();

	reactor.leaving |= held;
	k_spin_unlock(&reactor.lock, key);
	if (wake) {
		wake_select();
	}
	if (held) {
		(void)k_sem_take(&reactor.let_go, K_FOREVER);
	}
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
	bool ready = aio_slot_mask_any(&reactor.table.ready);

	k_spin_unlock(&reactor.lock, key);
	return ready;
}

void aio_reactor_flush(void)
{
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	bool wake = aio_table_missing(&reactor.table) && claim_wake();

	k_spin_unlock(&reactor.lock, key);
	if (wake) {
		wake_select();
	}
}

void aio_reactor_look(void)
{
	struct aio_fd_sets asked;
	k_spinlock_key_t key = k_spin_lock(&reactor.lock);
	bool armed = aio_slot_mask_any(&reactor.table.armed);
	int nfds = reactor.table.nfds;

	asked = reactor.table.asked;
	k_spin_unlock(&reactor.lock, key);
	if (!armed) {
		return;
	}
	AIO_COUNT(looks);

	struct aio_fd_sets result = asked;

	/* An error is left to the reactor's own select, which meets it too. */
	(void)report(&result, aio_fd_sets_select(&result, nfds, false), &asked);
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
