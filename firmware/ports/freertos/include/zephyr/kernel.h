/*
 * Zephyr's <zephyr/kernel.h> on FreeRTOS: the slice that the firmware uses, on FreeRTOS.
 *
 * Signatures and return values are Zephyr 3.7's. Where behaviour differs:
 * - threads of one priority do not share the CPU by time, and threads of negative priority are
 *   preempted by such of a higher one, as all others are;
 * - a mutex does not lend its owner the priority of who waits for it;
 * - a relative k_timer is never early, where Zephyr's may be by less than a tick.
 */
#ifndef ZEPHYR_KERNEL_H_
#define ZEPHYR_KERNEL_H_

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/arch/cpu.h>
#include <zephyr/fatal.h>
#include <zephyr/irq.h>
#include <zephyr/kernel/thread_stack.h>
#include <zephyr/spinlock.h>
#include <zephyr/sys/__assert.h>
#include <zephyr/sys/atomic.h>
#include <zephyr/sys/dlist.h>
#include <zephyr/sys/printk.h>
#include <zephyr/sys/util.h>
#include <zephyr/sys_clock.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Timeouts: one list, ordered by deadline, behind one hardware timer. */

struct _timeout;
/** Runs in the timer's ISR with interrupts locked. */
typedef void (*_timeout_func_t)(struct _timeout *t);

struct _timeout {
	sys_dnode_t node;
	_timeout_func_t fn;
	/** Ticks since boot. */
	uint64_t deadline;
};

/** Threads that wait, the first to be woken first: by priority, then by arrival. */
typedef struct {
	sys_dlist_t waitq;
} _wait_q_t;

#define Z_WAIT_Q_INIT(wait_q)                                                                      \
	{                                                                                          \
		SYS_DLIST_STATIC_INIT(&(wait_q)->waitq)                                            \
	}

/* Threads */

#define K_PRIO_COOP(x)			 (-(CONFIG_NUM_COOP_PRIORITIES - (x)))
#define K_PRIO_PREEMPT(x)		 (x)
#define K_HIGHEST_THREAD_PRIO		 (-CONFIG_NUM_COOP_PRIORITIES)
#define K_LOWEST_APPLICATION_THREAD_PRIO (CONFIG_NUM_PREEMPT_PRIORITIES - 1)
#define K_IDLE_PRIO			 CONFIG_NUM_PREEMPT_PRIORITIES

#define K_ESSENTIAL 0x1
#define K_USER	    0x4

typedef void (*k_thread_entry_t)(void *p1, void *p2, void *p3);

/** FreeRTOS' control block, whose size thread.c checks. */
#define Z_TASK_WORDS 14

struct k_thread {
	uint32_t task[Z_TASK_WORDS];
	k_thread_entry_t entry;
	void *p1, *p2, *p3;
	/** Without the guard. */
	struct {
		uintptr_t start;
		size_t size;
	} stack_info;
	/** In the list of all threads. */
	sys_dnode_t all_node;
	/** The same for debuggers, as Zephyr's: the one that was created before, or NULL. */
	struct k_thread *next_thread;
	/** In the queue that it waits in; not linked where it does not wait. */
	sys_dnode_t wait_node;
	/** Running while it waits with a timeout. */
	struct _timeout timeout;
	/** What the wait returns. */
	int wait_result;
	/** Who waits for its end. */
	_wait_q_t join_queue;
	/** Its errno. */
	int errno_var;
	int8_t prio;
	bool waiting;
	bool ended;
	/** FreeRTOS has forgotten it. */
	bool reaped;
	char name[CONFIG_THREAD_MAX_NAME_LEN];
};

typedef struct k_thread *k_tid_t;

/** stack: of K_THREAD_STACK_DEFINE; stack_size: of K_THREAD_STACK_SIZEOF. delay: K_NO_WAIT, or
 * K_FOREVER until k_thread_start(). Threads only. */
k_tid_t k_thread_create(struct k_thread *new_thread, k_thread_stack_t *stack, size_t stack_size,
			k_thread_entry_t entry, void *p1, void *p2, void *p3, int prio,
			uint32_t options, k_timeout_t delay);
void k_thread_start(k_tid_t thread);
/** Cut at CONFIG_THREAD_MAX_NAME_LEN - 1 bytes. @retval 0 always */
int k_thread_name_set(k_tid_t thread, const char *str);
const char *k_thread_name_get(k_tid_t thread);
/** Bytes of the stack that were never used. Scans them. */
int k_thread_stack_space_get(const struct k_thread *thread, size_t *unused_ptr);
/** Waits for the end of a thread, whose memory may be used again only then. @retval -EBUSY, -EAGAIN
 * it runs still @retval -EDEADLK it is the caller */
int k_thread_join(struct k_thread *thread, k_timeout_t timeout);
/** Ends a thread that does not own a mutex. */
void k_thread_abort(k_tid_t thread);
int k_thread_priority_get(k_tid_t thread);

typedef void (*k_thread_user_cb_t)(const struct k_thread *thread, void *user_data);
/** Interrupts stay locked meanwhile: keep it short. */
void k_thread_foreach(k_thread_user_cb_t user_cb, void *user_data);
/** As k_thread_foreach(), and the list must not change meanwhile. */
void k_thread_foreach_unlocked(k_thread_user_cb_t user_cb, void *user_data);

/** Cycles since boot. Unlike Zephyr's there is no count for each thread. */
typedef struct k_thread_runtime_stats {
	uint64_t execution_cycles;
	/** Of these, those in which the CPU was not idle. */
	uint64_t total_cycles;
	uint64_t idle_cycles;
} k_thread_runtime_stats_t;

/** Needs CONFIG_SCHED_THREAD_USAGE_ALL. Any thread. @retval -EINVAL stats is NULL */
int k_thread_runtime_stats_all_get(k_thread_runtime_stats_t *stats);

k_tid_t k_current_get(void);
void k_yield(void);
static inline bool k_is_in_isr(void)
{
	return arch_is_in_isr();
}
static inline bool k_is_pre_kernel(void)
{
	return false;
}
/** Other threads do not run until k_sched_unlock(); interrupts do. */
void k_sched_lock(void);
void k_sched_unlock(void);

/** 0; sleeping cannot be cut short here. */
int32_t k_sleep(k_timeout_t timeout);
static inline int32_t k_msleep(int32_t ms)
{
	return k_sleep(K_MSEC(ms));
}
static inline int32_t k_usleep(int32_t us)
{
	return k_sleep(K_USEC(us));
}
void k_busy_wait(uint32_t usec_to_wait);

/* Time: any thread, any ISR */

static inline int64_t k_uptime_ticks(void)
{
	return sys_clock_tick_get();
}
static inline int64_t k_uptime_get(void)
{
	return (int64_t)k_ticks_to_ms_floor64((uint64_t)k_uptime_ticks());
}
static inline uint32_t k_uptime_get_32(void)
{
	return (uint32_t)k_uptime_get();
}
uint64_t k_cycle_get_64(void);
uint32_t k_cycle_get_32(void);

/* Semaphores */

#define K_SEM_MAX_LIMIT UINT_MAX

struct k_sem {
	_wait_q_t wait_q;
	unsigned int count;
	unsigned int limit;
};

#define K_SEM_DEFINE(name, initial_count, count_limit)                                             \
	struct k_sem name = {Z_WAIT_Q_INIT(&name.wait_q), initial_count, count_limit}

/** @retval -EINVAL limit is 0, or below initial_count */
int k_sem_init(struct k_sem *sem, unsigned int initial_count, unsigned int limit);
/** An ISR: K_NO_WAIT only. @retval -EBUSY it is 0 @retval -EAGAIN timed out, or reset */
int k_sem_take(struct k_sem *sem, k_timeout_t timeout);
/** Any context. */
void k_sem_give(struct k_sem *sem);
/** Makes it 0 and wakes who waits with -EAGAIN. */
void k_sem_reset(struct k_sem *sem);
static inline unsigned int k_sem_count_get(struct k_sem *sem)
{
	return sem->count;
}

/* Mutexes: threads only */

struct k_mutex {
	_wait_q_t wait_q;
	struct k_thread *owner;
	uint32_t lock_count;
};

#define K_MUTEX_DEFINE(name) struct k_mutex name = {Z_WAIT_Q_INIT(&name.wait_q), NULL, 0}

int k_mutex_init(struct k_mutex *mutex);
/** Recursive. @retval -EBUSY it is locked @retval -EAGAIN timed out */
int k_mutex_lock(struct k_mutex *mutex, k_timeout_t timeout);
/** @retval -EPERM the caller does not own it @retval -EINVAL nobody does */
int k_mutex_unlock(struct k_mutex *mutex);

/* Condition variables: threads only */

struct k_condvar {
	_wait_q_t wait_q;
};

#define K_CONDVAR_DEFINE(name) struct k_condvar name = {Z_WAIT_Q_INIT(&name.wait_q)}

int k_condvar_init(struct k_condvar *condvar);
int k_condvar_signal(struct k_condvar *condvar);
/** How many were woken. */
int k_condvar_broadcast(struct k_condvar *condvar);
/** Unlocks the mutex, once locked, while it waits. @retval -EAGAIN timed out; it is locked again */
int k_condvar_wait(struct k_condvar *condvar, struct k_mutex *mutex, k_timeout_t timeout);

/* Timers */

struct k_timer;
/** Runs in the timer's ISR. */
typedef void (*k_timer_expiry_t)(struct k_timer *timer);
/** Runs in the context of k_timer_stop(). */
typedef void (*k_timer_stop_t)(struct k_timer *timer);

struct k_timer {
	struct _timeout timeout;
	k_timer_expiry_t expiry_fn;
	k_timer_stop_t stop_fn;
	/** K_NO_WAIT or K_FOREVER: one shot. */
	k_timeout_t period;
	/** Expiries since it was last asked for. */
	uint32_t status;
	void *user_data;
};

#define K_TIMER_DEFINE(name, expiry, stop)                                                         \
	struct k_timer name = {.expiry_fn = expiry, .stop_fn = stop}

void k_timer_init(struct k_timer *timer, k_timer_expiry_t expiry_fn, k_timer_stop_t stop_fn);
/** A running one starts anew. duration K_FOREVER: does nothing. Any context. Costs a walk over the
 * timeouts that end before it. */
void k_timer_start(struct k_timer *timer, k_timeout_t duration, k_timeout_t period);
/** Any context. */
void k_timer_stop(struct k_timer *timer);
uint32_t k_timer_status_get(struct k_timer *timer);
k_ticks_t k_timer_expires_ticks(const struct k_timer *timer);
k_ticks_t k_timer_remaining_ticks(const struct k_timer *timer);
static inline uint32_t k_timer_remaining_get(struct k_timer *timer)
{
	return (uint32_t)k_ticks_to_ms_floor64((uint64_t)k_timer_remaining_ticks(timer));
}
static inline void k_timer_user_data_set(struct k_timer *timer, void *user_data)
{
	timer->user_data = user_data;
}
static inline void *k_timer_user_data_get(const struct k_timer *timer)
{
	return timer->user_data;
}

/* Faults */

/** Ends in k_sys_fatal_error_handler(). */
FUNC_NORETURN void z_except_reason(unsigned int reason);
#define k_oops()  z_except_reason(K_ERR_KERNEL_OOPS)
#define k_panic() z_except_reason(K_ERR_KERNEL_PANIC)

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_H_ */
