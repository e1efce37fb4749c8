/* The kernel's slice on real threads and real sockets, for what a deterministic CPU does not show.
 */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

#include <zephyr/kernel.h>
#include <zephyr/net/socket.h>
#include <zephyr/zvfs/eventfd.h>

#include "case.h"

unsigned int zsock_fd_isset_calls;

/** One for all semaphores and timers: simple, and slow enough to shake the order of things. */
static pthread_mutex_t kernel = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;

static int64_t clock_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t boot_us;

__attribute__((constructor)) static void boot(void)
{
	pthread_condattr_t attributes;

	boot_us = clock_us();
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&changed, &attributes);
}

int64_t k_uptime_ticks(void)
{
	return clock_us() - boot_us;
}

uint64_t k_cycle_get_64(void)
{
	return (uint64_t)k_uptime_ticks() * 25;
}

int32_t k_msleep(int32_t ms)
{
	usleep((unsigned int)ms * 1000);
	return 0;
}

void printk(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
}

/* Threads */

static void *thread_main(void *argument)
{
	struct k_thread *thread = argument;

	thread->entry(thread->p1, thread->p2, thread->p3);
	return NULL;
}

k_tid_t k_thread_create(struct k_thread *thread, k_thread_stack_t *stack, size_t stack_size,
			k_thread_entry_t entry, void *p1, void *p2, void *p3, int prio,
			uint32_t options, k_timeout_t delay)
{
	pthread_t id;

	ARG_UNUSED(stack);
	ARG_UNUSED(stack_size);
	ARG_UNUSED(options);
	ARG_UNUSED(delay);
	*thread = (struct k_thread){.entry = entry, .p1 = p1, .p2 = p2, .p3 = p3, .prio = prio};
	pthread_create(&id, NULL, thread_main, thread);
	pthread_detach(id);
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

/* Kernel objects */

k_spinlock_key_t k_spin_lock(struct k_spinlock *lock)
{
	while (__atomic_exchange_n(&lock->locked, 1, __ATOMIC_ACQUIRE)) {
		sched_yield();
	}
	return (k_spinlock_key_t){0};
}

void k_spin_unlock(struct k_spinlock *lock, k_spinlock_key_t key)
{
	ARG_UNUSED(key);
	__atomic_store_n(&lock->locked, 0, __ATOMIC_RELEASE);
}

int k_sem_init(struct k_sem *sem, unsigned int initial_count, unsigned int limit)
{
	*sem = (struct k_sem){.count = initial_count, .limit = limit};
	return 0;
}

int k_sem_take(struct k_sem *sem, k_timeout_t timeout)
{
	int result = 0;

	pthread_mutex_lock(&kernel);
	while (sem->count == 0 && timeout.ticks != K_NO_WAIT.ticks) {
		pthread_cond_wait(&changed, &kernel);
	}
	if (sem->count == 0) {
		result = -EBUSY;
	} else {
		sem->count--;
	}
	pthread_mutex_unlock(&kernel);
	return result;
}

void k_sem_give(struct k_sem *sem)
{
	pthread_mutex_lock(&kernel);
	sem->count = MIN(sem->count + 1, sem->limit);
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&kernel);
}

unsigned int k_sem_count_get(struct k_sem *sem)
{
	unsigned int count;

	pthread_mutex_lock(&kernel);
	count = sem->count;
	pthread_mutex_unlock(&kernel);
	return count;
}

/** The "interrupt" of the one k_timer that there is. */
static void *timer_main(void *argument)
{
	struct k_timer *timer = argument;

	pthread_mutex_lock(&kernel);
	for (;;) {
		int64_t at = timer->at;

		if (at < 0) {
			pthread_cond_wait(&changed, &kernel);
		} else if (k_uptime_ticks() < at) {
			struct timespec until = {
				.tv_sec = (boot_us + at) / 1000000,
				.tv_nsec = (boot_us + at) % 1000000 * 1000,
			};

			pthread_cond_timedwait(&changed, &kernel, &until);
		} else {
			timer->at = -1;
			pthread_mutex_unlock(&kernel);
			timer->expiry(timer);
			pthread_mutex_lock(&kernel);
		}
	}
	return NULL;
}

void k_timer_init(struct k_timer *timer, k_timer_expiry_t expiry, k_timer_expiry_t stop)
{
	pthread_t id;

	ARG_UNUSED(stop);
	timer->expiry = expiry;
	timer->at = -1;
	pthread_create(&id, NULL, timer_main, timer);
	pthread_detach(id);
}

void k_timer_start(struct k_timer *timer, k_timeout_t duration, k_timeout_t period)
{
	ARG_UNUSED(period);
	pthread_mutex_lock(&kernel);
	timer->at = -2 - duration.ticks;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&kernel);
}

void k_timer_stop(struct k_timer *timer)
{
	pthread_mutex_lock(&kernel);
	timer->at = -1;
	pthread_mutex_unlock(&kernel);
}

/* Sockets: the host's. Its eventfd is a pipe, as not every host has one. */

static int eventfd_in = -1;

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
	return (set->bitset[fd / 32] >> (fd % 32)) & 1;
}

static void to_host(zsock_fd_set *from, fd_set *to)
{
	FD_ZERO(to);
	for (int fd = 0; fd < ZSOCK_FD_SETSIZE; fd++) {
		if (ZSOCK_FD_ISSET(fd, from)) {
			FD_SET(fd, to);
		}
	}
}

static void from_host(fd_set *from, zsock_fd_set *to)
{
	memset(to, 0, sizeof(*to));
	for (int fd = 0; fd < ZSOCK_FD_SETSIZE; fd++) {
		if (FD_ISSET(fd, from)) {
			ZSOCK_FD_SET(fd, to);
		}
	}
}

int zsock_select(int nfds, zsock_fd_set *readfds, zsock_fd_set *writefds, zsock_fd_set *exceptfds,
		 struct zsock_timeval *timeout)
{
	fd_set reading;
	fd_set writing;
	struct timeval at_once = {0};
	int count;

	ARG_UNUSED(exceptfds);
	to_host(readfds, &reading);
	to_host(writefds, &writing);
	count = select(nfds, &reading, &writing, NULL, timeout != NULL ? &at_once : NULL);
	if (count >= 0) {
		from_host(&reading, readfds);
		from_host(&writing, writefds);
	}
	return count;
}

int zsock_getsockopt(int sock, int level, int optname, void *optval, socklen_t *optlen)
{
	return getsockopt(sock, level, optname, optval, optlen);
}

int zvfs_eventfd(unsigned int initval, int flags)
{
	int ends[2];

	ARG_UNUSED(initval);
	ARG_UNUSED(flags);
	EXPECT_EQ(pipe(ends), 0);
	EXPECT_EQ(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
	EXPECT_EQ(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
	eventfd_in = ends[1];
	return ends[0];
}

int zvfs_eventfd_write(int fd, zvfs_eventfd_t value)
{
	ARG_UNUSED(fd);
	return write(eventfd_in, &value, sizeof(value)) == sizeof(value) ? 0 : -1;
}

int zvfs_eventfd_read(int fd, zvfs_eventfd_t *value)
{
	int result = -1;

	while (read(fd, value, sizeof(*value)) == sizeof(*value)) {
		result = 0;
	}
	return result;
}
