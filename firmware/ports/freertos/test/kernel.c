/*
 * Threads, semaphores, mutexes and condition variables.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

static K_SEM_DEFINE(sem, 0, 2);
static K_SEM_DEFINE(done, 0, 10);
static K_MUTEX_DEFINE(mutex);
static K_CONDVAR_DEFINE(condvar);

/** The order in which things happened. */
static char trace[32];

static void note(char c)
{
	size_t length = strlen(trace);

	EXPECT(length + 1 < sizeof(trace));
	trace[length] = c;
}

static char letter(void *argument)
{
	return (char)(intptr_t)argument;
}

CASE("a semaphore counts up to its limit and refuses at 0")
{
	struct k_sem wrong;

	EXPECT_EQ(k_sem_take(&sem, K_NO_WAIT), -EBUSY);
	for (int i = 0; i < 3; i++) {
		k_sem_give(&sem);
	}
	EXPECT_EQ(k_sem_count_get(&sem), 2);
	EXPECT_EQ(k_sem_take(&sem, K_NO_WAIT), 0);
	EXPECT_EQ(k_sem_take(&sem, K_FOREVER), 0);
	EXPECT_EQ(k_sem_take(&sem, K_NO_WAIT), -EBUSY);
	EXPECT_EQ(k_sem_init(&wrong, 2, 1), -EINVAL);
	EXPECT_EQ(k_sem_init(&wrong, 0, 0), -EINVAL);
}

CASE("a wait times out with EAGAIN, not early, and soon after")
{
	for (int us = 1; us < 5000; us = us * 3 + 1) {
		uint64_t before = k_cycle_get_64();
		uint64_t waited;

		EXPECT_EQ(k_sem_take(&sem, K_USEC(us)), -EAGAIN);
		waited = k_cyc_to_ns_floor64(k_cycle_get_64() - before);
		EXPECT_BETWEEN(waited, us * 1000, us * 1000 + 40000);
	}
}

static void take_and_note(void *argument, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	EXPECT_EQ(k_sem_take(&sem, K_FOREVER), 0);
	note(letter(argument));
}

CASE("a semaphore wakes by priority, then by arrival, and at once")
{
	test_thread(6, take_and_note, (void *)'c');
	test_thread(4, take_and_note, (void *)'a');
	test_thread(4, take_and_note, (void *)'b');
	for (int i = 0; i < 3; i++) {
		note('0' + (char)i);
		k_sem_give(&sem);
	}
	EXPECT_EQ(strcmp(trace, "0a1b2c"), 0);
}

static void take_expecting_reset(void *argument, void *p2, void *p3)
{
	ARG_UNUSED(argument);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	EXPECT_EQ(k_sem_take(&sem, K_SECONDS(10)), -EAGAIN);
	k_sem_give(&done);
}

CASE("a reset ends waits with EAGAIN")
{
	test_thread(6, take_expecting_reset, NULL);
	k_sem_reset(&sem);
	EXPECT_EQ(k_sem_take(&done, K_NO_WAIT), 0);
	EXPECT(k_uptime_get() < 1000);
}

static void hold_mutex(void *argument, void *p2, void *p3)
{
	ARG_UNUSED(argument);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	EXPECT_EQ(k_mutex_lock(&mutex, K_FOREVER), 0);
	k_sleep(K_MSEC(5));
	EXPECT_EQ(k_mutex_unlock(&mutex), 0);
	k_sleep(K_FOREVER);
}

CASE("a mutex is recursive, knows its owner and times out")
{
	int64_t start = k_uptime_get();

	EXPECT_EQ(k_mutex_unlock(&mutex), -EINVAL);
	EXPECT_EQ(k_mutex_lock(&mutex, K_NO_WAIT), 0);
	EXPECT_EQ(k_mutex_lock(&mutex, K_NO_WAIT), 0);
	EXPECT_EQ(k_mutex_unlock(&mutex), 0);
	EXPECT_EQ(k_mutex_unlock(&mutex), 0);
	test_thread(6, hold_mutex, NULL);
	EXPECT_EQ(k_mutex_lock(&mutex, K_NO_WAIT), -EBUSY);
	EXPECT_EQ(k_mutex_unlock(&mutex), -EPERM);
	EXPECT_EQ(k_mutex_lock(&mutex, K_MSEC(1)), -EAGAIN);
	EXPECT_EQ(k_mutex_lock(&mutex, K_FOREVER), 0);
	EXPECT_BETWEEN(k_uptime_get() - start, 5, 6);
}

static void lock_and_note(void *argument, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	EXPECT_EQ(k_mutex_lock(&mutex, K_FOREVER), 0);
	note(letter(argument));
	EXPECT_EQ(k_mutex_unlock(&mutex), 0);
}

CASE("a mutex is handed to who waits, by priority")
{
	EXPECT_EQ(k_mutex_lock(&mutex, K_FOREVER), 0);
	test_thread(6, lock_and_note, (void *)'b');
	test_thread(5, lock_and_note, (void *)'a');
	EXPECT_EQ(k_mutex_unlock(&mutex), 0);
	EXPECT_EQ(strcmp(trace, "ab"), 0);
	EXPECT_EQ(k_mutex_lock(&mutex, K_NO_WAIT), 0);
}

static void wait_and_note(void *argument, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	EXPECT_EQ(k_mutex_lock(&mutex, K_FOREVER), 0);
	EXPECT_EQ(k_condvar_wait(&condvar, &mutex, K_FOREVER), 0);
	note(letter(argument));
	EXPECT_EQ(k_mutex_unlock(&mutex), 0);
}

CASE("a condition variable wakes one or all, who then own the mutex")
{
	for (int i = 0; i < 3; i++) {
		test_thread(6, wait_and_note, (void *)(intptr_t)('a' + i));
	}
	EXPECT_EQ(k_mutex_lock(&mutex, K_NO_WAIT), 0);
	EXPECT_EQ(k_condvar_signal(&condvar), 0);
	EXPECT_EQ(strcmp(trace, ""), 0);
	EXPECT_EQ(k_mutex_unlock(&mutex), 0);
	EXPECT_EQ(strcmp(trace, "a"), 0);
	EXPECT_EQ(k_condvar_broadcast(&condvar), 2);
	EXPECT_EQ(strcmp(trace, "abc"), 0);
	EXPECT_EQ(k_mutex_lock(&mutex, K_NO_WAIT), 0);
	EXPECT_EQ(k_condvar_wait(&condvar, &mutex, K_MSEC(1)), -EAGAIN);
	EXPECT_EQ(k_mutex_unlock(&mutex), 0);
}

static void note_only(void *argument, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	note(letter(argument));
}

CASE("a thread of a higher priority runs when it is created, one of a lower not before a wait")
{
	test_thread(8, note_only, (void *)'c');
	test_thread(6, note_only, (void *)'a');
	note('b');
	k_sleep(K_USEC(100));
	EXPECT_EQ(strcmp(trace, "abc"), 0);
}

CASE("a locked scheduler keeps others waiting")
{
	test_thread(6, take_and_note, (void *)'b');
	k_sched_lock();
	k_sem_give(&sem);
	note('a');
	k_sched_unlock();
	EXPECT_EQ(strcmp(trace, "ab"), 0);
}

CASE("threads of one priority take turns when they yield")
{
	test_thread(7, note_only, (void *)'b');
	note('a');
	k_yield();
	EXPECT_EQ(strcmp(trace, "ab"), 0);
}

K_THREAD_STACK_DEFINE(extra_stack, 1024);
static struct k_thread extra;

static k_tid_t create_extra(k_thread_entry_t entry, k_timeout_t delay)
{
	return k_thread_create(&extra, extra_stack, K_THREAD_STACK_SIZEOF(extra_stack), entry,
			       (void *)'x', NULL, NULL, 3, 0, delay);
}

CASE("a thread starts after its delay, or when it is started")
{
	create_extra(note_only, K_MSEC(2));
	EXPECT_EQ(trace[0], '\0');
	k_sleep(K_MSEC(1));
	EXPECT_EQ(trace[0], '\0');
	k_sleep(K_MSEC(2));
	EXPECT_EQ(strcmp(trace, "x"), 0);
	EXPECT_EQ(k_thread_join(&extra, K_NO_WAIT), 0);
	create_extra(note_only, K_FOREVER);
	k_sleep(K_SECONDS(1));
	EXPECT_EQ(strcmp(trace, "x"), 0);
	k_thread_start(&extra);
	EXPECT_EQ(strcmp(trace, "xx"), 0);
}

static void sleep_then_note(void *argument, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	k_sleep(K_MSEC(3));
	note(letter(argument));
}

CASE("a thread is joined at its end, and its memory serves again and again")
{
	for (int i = 0; i < 5; i++) {
		create_extra(sleep_then_note, K_NO_WAIT);
		EXPECT_EQ(k_thread_join(&extra, K_NO_WAIT), -EBUSY);
		EXPECT_EQ(k_thread_join(&extra, K_MSEC(1)), -EAGAIN);
		EXPECT_EQ(k_thread_join(&extra, K_FOREVER), 0);
	}
	EXPECT_EQ(strcmp(trace, "xxxxx"), 0);
	EXPECT_EQ(k_thread_join(k_current_get(), K_FOREVER), -EDEADLK);
}

CASE("an aborted thread neither runs nor is woken again")
{
	create_extra(take_and_note, K_NO_WAIT);
	k_thread_abort(&extra);
	k_sem_give(&sem);
	EXPECT_EQ(k_sem_count_get(&sem), 1);
	create_extra(sleep_then_note, K_NO_WAIT);
	k_thread_abort(&extra);
	k_sleep(K_MSEC(10));
	EXPECT_EQ(strcmp(trace, ""), 0);
	EXPECT_EQ(k_thread_join(&extra, K_NO_WAIT), 0);
}

static void count_thread(const struct k_thread *thread, void *user_data)
{
	ARG_UNUSED(thread);
	(*(int *)user_data)++;
}

CASE("threads have names, are counted and know what they used of their stack")
{
	char used[600];
	size_t before;
	size_t after;
	int count = 0;

	EXPECT_EQ(strcmp(k_thread_name_get(k_current_get()), "javascript"), 0);
	k_thread_name_set(k_current_get(), "a name that is longer than it may be");
	EXPECT_EQ(strlen(k_thread_name_get(k_current_get())), CONFIG_THREAD_MAX_NAME_LEN - 1);
	/* main has ended: idle and this one. */
	k_thread_foreach(count_thread, &count);
	EXPECT_EQ(count, 2);
	k_thread_stack_space_get(k_current_get(), &before);
	memset(used, 1, sizeof(used));
	__asm__ volatile("" ::"r"(used) : "memory");
	k_thread_stack_space_get(k_current_get(), &after);
	EXPECT_BETWEEN(after, 1, k_current_get()->stack_info.size - sizeof(used));
	EXPECT(after <= before);
}

static void change_errno(void *argument, void *p2, void *p3)
{
	ARG_UNUSED(argument);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	errno = EPIPE;
}

CASE("each thread has its own errno")
{
	errno = EBADF;
	test_thread(6, change_errno, NULL);
	EXPECT_EQ(errno, EBADF);
}

extern size_t z_heap_given;
extern size_t z_heap_refused;

CASE("malloc fails and is counted")
{
	void *volatile memory = malloc(10);

	EXPECT(memory == NULL);
	EXPECT_EQ(errno, ENOMEM);
	EXPECT_EQ(z_heap_given, 0);
	EXPECT(z_heap_refused > 0);
}
