#include "sim.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/net/socket.h>
#include <zephyr/zvfs/eventfd.h>

#include <aio/reactor.h>

#include "case.h"

#define NS_PER_US 1000
#define FDS	  CONFIG_ZVFS_OPEN_MAX

struct sim sim;
unsigned int zsock_fd_isset_calls;

/* Time and interrupts */

static int64_t now_ns;
static bool in_interrupt;
static int spin_depth;
static struct k_timer *timers[4];
static struct {
	int64_t at_ns;
	void (*function)(int argument);
	int argument;
} plans[64];

static void not_locked(const char *what)
{
	if (spin_depth > 0) {
		fail(__FILE__, __LINE__, "%s under a spinlock", what);
	}
}

int64_t sim_now(void)
{
	return now_ns / NS_PER_US;
}

int64_t k_uptime_ticks(void)
{
	return (int64_t)((__int128)now_ns * CONFIG_SYS_CLOCK_TICKS_PER_SEC / 1000000000);
}

uint64_t k_cycle_get_64(void)
{
	return (uint64_t)now_ns / 40;
}

static int64_t ns_of_tick(int64_t tick)
{
	return (int64_t)(((__int128)tick * 1000000000 + CONFIG_SYS_CLOCK_TICKS_PER_SEC - 1) /
			 CONFIG_SYS_CLOCK_TICKS_PER_SEC);
}

void sim_at(int64_t us, void (*function)(int argument), int argument)
{
	for (size_t i = 0; i < ARRAY_SIZE(plans); i++) {
		if (plans[i].function == NULL) {
			plans[i].at_ns = us * NS_PER_US;
			plans[i].function = function;
			plans[i].argument = argument;
			return;
		}
	}
	fail(__FILE__, __LINE__, "too many plans");
}

/** The k_timer to expire first, not after a time; NULL: none. */
static struct k_timer *first_timer(int64_t until_ns)
{
	struct k_timer *first = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(timers) && timers[i] != NULL; i++) {
		if (timers[i]->at >= 0 && ns_of_tick(timers[i]->at) <= until_ns &&
		    (first == NULL || timers[i]->at < first->at)) {
			first = timers[i];
		}
	}
	return first;
}

/** The plan to run first, not after a time; -1: none. */
static int first_plan(int64_t until_ns)
{
	int first = -1;

	for (int i = 0; i < (int)ARRAY_SIZE(plans); i++) {
		if (plans[i].function != NULL && plans[i].at_ns <= until_ns &&
		    (first < 0 || plans[i].at_ns < plans[first].at_ns)) {
			first = i;
		}
	}
	return first;
}

/** Runs the earliest interrupt that is not after a time. False: there is none. */
static bool interrupt(int64_t until_ns)
{
	struct k_timer *timer = first_timer(until_ns);
	int plan = first_plan(until_ns);

	if (timer == NULL && plan < 0) {
		return false;
	}
	in_interrupt = true;
	if (plan < 0 || (timer != NULL && ns_of_tick(timer->at) < plans[plan].at_ns)) {
		now_ns = MAX(now_ns, ns_of_tick(timer->at));
		timer->at = -1;
		timer->expiry(timer);
	} else {
		void (*function)(int argument) = plans[plan].function;

		now_ns = MAX(now_ns, plans[plan].at_ns);
		plans[plan].function = NULL;
		function(plans[plan].argument);
	}
	in_interrupt = false;
	return true;
}

/* Threads */

enum state {
	READY,
	IN_SEM,
	IN_SELECT,
	ASLEEP,
};

static struct thread {
	pthread_cond_t turn;
	struct k_thread *kernel;
	enum state state;
	int prio;
	struct k_sem *sem;
	/** While in zsock_select(). */
	const zsock_fd_set *reading;
	const zsock_fd_set *writing;
	bool interrupted;
} threads[4] = {{.prio = SIM_USER_PRIORITY, .turn = PTHREAD_COND_INITIALIZER}};
static int thread_count = 1;
static struct thread *current = threads;
static pthread_mutex_t cpu = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void take_cpu(void)
{
	pthread_mutex_lock(&cpu);
}

static struct thread *best_ready(void)
{
	struct thread *best = NULL;

	for (int i = 0; i < thread_count; i++) {
		if (threads[i].state == READY && (best == NULL || threads[i].prio < best->prio)) {
			best = &threads[i];
		}
	}
	return best;
}

/** The one place where threads take turns. */
static void dispatch(void)
{
	struct thread *self = current;
	struct thread *next;

	if (in_interrupt) {
		return;
	}
	while ((next = best_ready()) == NULL) {
		if (!interrupt(INT64_MAX)) {
			fail(__FILE__, __LINE__, "every thread waits, and nothing will happen");
		}
	}
	if (next == self) {
		return;
	}
	sim.switches++;
	current = next;
	pthread_cond_signal(&next->turn);
	while (current != self) {
		pthread_cond_wait(&self->turn, &cpu);
	}
}

void sim_busy(int64_t us)
{
	int64_t until = now_ns + us * NS_PER_US;

	while (interrupt(until)) {
		dispatch();
	}
	now_ns = MAX(now_ns, until);
}

static void *thread_main(void *argument)
{
	struct thread *self = argument;

	pthread_mutex_lock(&cpu);
	while (current != self) {
		pthread_cond_wait(&self->turn, &cpu);
	}
	self->kernel->entry(self->kernel->p1, self->kernel->p2, self->kernel->p3);
	fail(__FILE__, __LINE__, "a thread ended");
}

k_tid_t k_thread_create(struct k_thread *thread, k_thread_stack_t *stack, size_t stack_size,
			k_thread_entry_t entry, void *p1, void *p2, void *p3, int prio,
			uint32_t options, k_timeout_t delay)
{
	struct thread *added = &threads[thread_count++];
	pthread_t id;

	ARG_UNUSED(stack);
	ARG_UNUSED(stack_size);
	ARG_UNUSED(options);
	ARG_UNUSED(delay);
	*thread = (struct k_thread){.entry = entry, .p1 = p1, .p2 = p2, .p3 = p3, .prio = prio};
	pthread_cond_init(&added->turn, NULL);
	added->kernel = thread;
	added->prio = prio;
	pthread_create(&id, NULL, thread_main, added);
	pthread_detach(id);
	dispatch();
	return thread;
}

int k_thread_name_set(k_tid_t thread, const char *name)
{
	ARG_UNUSED(thread);
	ARG_UNUSED(name);
	return 0;
}

int k_thread_stack_space_get(const struct k_thread *thread, size_t *unused)
{
	ARG_UNUSED(thread);
	*unused = 0;
	return 0;
}

static void wake_sleeper(int index)
{
	threads[index].state = READY;
}

int32_t k_msleep(int32_t ms)
{
	not_locked("k_msleep");
	current->state = ASLEEP;
	sim_at(sim_now() + (int64_t)ms * 1000, wake_sleeper, (int)(current - threads));
	dispatch();
	return 0;
}

/* Kernel objects */

k_spinlock_key_t k_spin_lock(struct k_spinlock *lock)
{
	if (lock->locked) {
		fail(__FILE__, __LINE__, "a spinlock is locked twice");
	}
	lock->locked = 1;
	spin_depth++;
	return (k_spinlock_key_t){0};
}

void k_spin_unlock(struct k_spinlock *lock, k_spinlock_key_t key)
{
	ARG_UNUSED(key);
	lock->locked = 0;
	spin_depth--;
	if (sim.after_unlocks != NULL && !in_interrupt && --sim.unlocks == 0) {
		void (*function)(void) = sim.after_unlocks;

		sim.after_unlocks = NULL;
		in_interrupt = true;
		function();
		in_interrupt = false;
		dispatch();
	}
}

int k_sem_init(struct k_sem *sem, unsigned int initial_count, unsigned int limit)
{
	*sem = (struct k_sem){.count = initial_count, .limit = limit};
	return 0;
}

int k_sem_take(struct k_sem *sem, k_timeout_t timeout)
{
	not_locked("k_sem_take");
	while (sem->count == 0) {
		if (timeout.ticks == K_NO_WAIT.ticks) {
			return -EBUSY;
		}
		current->state = IN_SEM;
		current->sem = sem;
		dispatch();
	}
	sem->count--;
	return 0;
}

void k_sem_give(struct k_sem *sem)
{
	not_locked("k_sem_give");
	sim.sem_gives++;
	sem->count = MIN(sem->count + 1, sem->limit);
	for (int i = 0; i < thread_count; i++) {
		if (threads[i].state == IN_SEM && threads[i].sem == sem) {
			threads[i].state = READY;
		}
	}
	dispatch();
}

unsigned int k_sem_count_get(struct k_sem *sem)
{
	return sem->count;
}

void k_timer_init(struct k_timer *timer, k_timer_expiry_t expiry, k_timer_expiry_t stop)
{
	ARG_UNUSED(stop);
	timer->expiry = expiry;
	timer->at = -1;
	for (size_t i = 0; i < ARRAY_SIZE(timers); i++) {
		if (timers[i] == NULL || timers[i] == timer) {
			timers[i] = timer;
			return;
		}
	}
}

void k_timer_start(struct k_timer *timer, k_timeout_t duration, k_timeout_t period)
{
	ARG_UNUSED(period);
	not_locked("k_timer_start");
	sim.timer_starts++;
	timer->at = -2 - duration.ticks;
}

void k_timer_stop(struct k_timer *timer)
{
	sim.timer_stops++;
	timer->at = -1;
}

void printk(const char *format, ...)
{
	va_list args;

	not_locked("printk");
	va_start(args, format);
	vsnprintf(sim.print, sizeof(sim.print), format, args);
	va_end(args);
	sim.printed++;
}

/* Sockets */

static struct {
	bool open;
	uint8_t ready;
	bool error;
	/** Of an eventfd. */
	uint64_t count;
} fds[FDS];

static bool is_open(int fd)
{
	return fd >= 0 && fd < FDS && fds[fd].open;
}

int sim_open(void)
{
	for (int fd = 0; fd < FDS; fd++) {
		if (!fds[fd].open) {
			memset(&fds[fd], 0, sizeof(fds[fd]));
			fds[fd].open = true;
			return fd;
		}
	}
	fail(__FILE__, __LINE__, "no descriptor is left");
}

static bool in_set(int fd, const zsock_fd_set *set)
{
	return set != NULL && (set->bitset[fd / 32] >> (fd % 32) & 1) != 0;
}

void sim_close(int fd)
{
	for (int i = 0; i < thread_count; i++) {
		if (in_set(fd, threads[i].reading) || in_set(fd, threads[i].writing)) {
			fail(__FILE__, __LINE__, "descriptor %d is closed while select has it", fd);
		}
	}
	if (!is_open(fd)) {
		fail(__FILE__, __LINE__, "descriptor %d is closed twice", fd);
	}
	fds[fd].open = false;
}

static void wake_selects(void)
{
	for (int i = 0; i < thread_count; i++) {
		if (threads[i].state == IN_SELECT) {
			threads[i].state = READY;
		}
	}
	dispatch();
}

void sim_set_ready(int fd, uint8_t bits)
{
	fds[fd].ready = bits;
	wake_selects();
}

void sim_set_error(int fd)
{
	fds[fd].error = true;
	wake_selects();
}

void sim_interrupt_select(int unused)
{
	ARG_UNUSED(unused);
	for (int i = 0; i < thread_count; i++) {
		threads[i].interrupted = threads[i].state == IN_SELECT;
	}
	wake_selects();
}

void ZSOCK_FD_SET(int fd, zsock_fd_set *set)
{
	set->bitset[fd / 32] |= UINT32_C(1) << (fd % 32);
}

void ZSOCK_FD_CLR(int fd, zsock_fd_set *set)
{
	set->bitset[fd / 32] &= ~(UINT32_C(1) << (fd % 32));
}

int ZSOCK_FD_ISSET(int fd, zsock_fd_set *set)
{
	zsock_fd_isset_calls++;
	return in_set(fd, set);
}

/** What select finds now; -1: EBADF. */
static int find_ready(int nfds, const zsock_fd_set *reading, const zsock_fd_set *writing,
		      zsock_fd_set *readable, zsock_fd_set *writable)
{
	int count = 0;

	*readable = (zsock_fd_set){0};
	*writable = (zsock_fd_set){0};
	for (int fd = 0; fd < FDS; fd++) {
		bool asked = in_set(fd, reading) || in_set(fd, writing);

		if (asked && (fd >= nfds || !is_open(fd))) {
			return -1;
		}
		if (in_set(fd, reading) && (fds[fd].ready & AIO_READABLE)) {
			ZSOCK_FD_SET(fd, readable);
			count++;
		}
		if ((in_set(fd, writing) && (fds[fd].ready & AIO_WRITABLE)) ||
		    (asked && fds[fd].error)) {
			ZSOCK_FD_SET(fd, writable);
			count++;
		}
	}
	return count;
}

static int give_up(int error)
{
	current->reading = NULL;
	current->writing = NULL;
	current->interrupted = false;
	errno = error;
	return -1;
}

int zsock_select(int nfds, zsock_fd_set *readfds, zsock_fd_set *writefds, zsock_fd_set *exceptfds,
		 struct zsock_timeval *timeout)
{
	bool waits = timeout == NULL;
	zsock_fd_set reading = *readfds;
	zsock_fd_set writing = *writefds;
	int count;

	ARG_UNUSED(exceptfds);
	not_locked("zsock_select");
	sim.selects += waits;
	sim.looks += !waits;
	if (waits && sim.select_errno != 0) {
		return give_up(sim.select_errno);
	}
	current->reading = &reading;
	current->writing = &writing;
	while ((count = find_ready(nfds, &reading, &writing, readfds, writefds)) == 0 && waits) {
		current->state = IN_SELECT;
		dispatch();
		if (current->interrupted) {
			return give_up(EINTR);
		}
	}
	if (count < 0) {
		return give_up(EBADF);
	}
	current->reading = NULL;
	current->writing = NULL;
	if (waits && sim.after_select != NULL) {
		void (*function)(void) = sim.after_select;

		sim.after_select = NULL;
		in_interrupt = true;
		function();
		in_interrupt = false;
		dispatch();
	}
	return count;
}

/** What poll finds where select has met a descriptor that is not open. */
static int find_closed(struct zsock_pollfd *entries, int count)
{
	int closed = 0;

	for (int i = 0; i < count; i++) {
		entries[i].revents = is_open(entries[i].fd) ? 0 : ZSOCK_POLLNVAL;
		closed += entries[i].revents != 0;
	}
	return closed;
}

int zsock_poll(struct zsock_pollfd *entries, int count, int timeout)
{
	struct zsock_timeval at_once = {0};
	zsock_fd_set in = {0};
	zsock_fd_set writing = {0};
	int ready = 0;

	for (int i = 0; i < count; i++) {
		if (entries[i].events & ZSOCK_POLLIN) {
			ZSOCK_FD_SET(entries[i].fd, &in);
		}
		if (entries[i].events & ZSOCK_POLLOUT) {
			ZSOCK_FD_SET(entries[i].fd, &writing);
		}
	}
	if (zsock_select(FDS, &in, &writing, NULL, timeout < 0 ? NULL : &at_once) < 0) {
		return errno == EBADF ? find_closed(entries, count) : -1;
	}
	for (int i = 0; i < count; i++) {
		bool readable = in_set(entries[i].fd, &in);
		bool writable = in_set(entries[i].fd, &writing);
		/* Select has an error in the set of writers, whether it was asked or not. */
		short error = entries[i].events & ZSOCK_POLLOUT ? ZSOCK_POLLOUT : ZSOCK_POLLERR;

		entries[i].revents =
			(short)((readable ? ZSOCK_POLLIN : 0) | (writable ? error : 0));
		ready += readable || writable;
	}
	return ready;
}

int zsock_getsockopt(int sock, int level, int optname, void *optval, socklen_t *optlen)
{
	ARG_UNUSED(level);
	ARG_UNUSED(optval);
	ARG_UNUSED(optlen);
	not_locked("zsock_getsockopt");
	if (optname == SO_ERROR) {
		fail(__FILE__, __LINE__, "SO_ERROR belongs to the user");
	}
	errno = EBADF;
	return is_open(sock) ? 0 : -1;
}

int zvfs_eventfd(unsigned int initval, int flags)
{
	ARG_UNUSED(initval);
	ARG_UNUSED(flags);
	return sim.eventfd != 0 ? sim.eventfd : sim_open();
}

int zvfs_eventfd_write(int fd, zvfs_eventfd_t value)
{
	not_locked("zvfs_eventfd_write");
	if (in_interrupt) {
		fail(__FILE__, __LINE__, "an eventfd is written in an interrupt");
	}
	sim.eventfd_writes++;
	fds[fd].count += value;
	sim_set_ready(fd, AIO_READABLE);
	return 0;
}

int zvfs_eventfd_read(int fd, zvfs_eventfd_t *value)
{
	not_locked("zvfs_eventfd_read");
	if (fds[fd].count == 0) {
		errno = EAGAIN;
		return -1;
	}
	*value = fds[fd].count;
	fds[fd].count = 0;
	fds[fd].ready = 0;
	return 0;
}
