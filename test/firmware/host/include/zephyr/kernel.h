/*
 * The slice of Zephyr's <zephyr/kernel.h> that reactor, timers and loop use, for tests on the host.
 * Implemented twice: sim.c, one deterministic CPU in virtual time, and threads.c, on real threads.
 */
#ifndef ZEPHYR_KERNEL_H_
#define ZEPHYR_KERNEL_H_

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/sys/printk.h>
#include <zephyr/sys/util.h>

/* Time: relative ticks are positive; an absolute time t is -2 - t. */

typedef struct {
	int64_t ticks;
} k_timeout_t;

#define K_FOREVER	       ((k_timeout_t){-1})
#define K_NO_WAIT	       ((k_timeout_t){0})
#define K_MSEC(ms)	       ((k_timeout_t){(int64_t)(ms)*CONFIG_SYS_CLOCK_TICKS_PER_SEC / 1000})
#define K_TIMEOUT_ABS_TICKS(t) ((k_timeout_t){-2 - (int64_t)(t)})
#define K_TIMEOUT_ABS_US(t)    K_TIMEOUT_ABS_TICKS(k_us_to_ticks_ceil64(t))

static inline uint64_t k_ticks_to_us_floor64(uint64_t ticks)
{
	return (uint64_t)((unsigned __int128)ticks * 1000000 / CONFIG_SYS_CLOCK_TICKS_PER_SEC);
}

/** As Zephyr's: multiplies in 64 bits, so that far too large a time comes out wrong. */
static inline uint64_t k_us_to_ticks_ceil64(uint64_t us)
{
	return CONFIG_SYS_CLOCK_TICKS_PER_SEC == 1000000
		       ? us
		       : (us * CONFIG_SYS_CLOCK_TICKS_PER_SEC + 999999) / 1000000;
}

static inline uint64_t k_cyc_to_ns_floor64(uint64_t cycles)
{
	return cycles * 40;
}

int64_t k_uptime_ticks(void);
/** 25 MHz. */
uint64_t k_cycle_get_64(void);
int32_t k_msleep(int32_t ms);

/* Threads */

struct k_thread {
	void (*entry)(void *p1, void *p2, void *p3);
	void *p1, *p2, *p3;
	int prio;
};

typedef struct k_thread *k_tid_t;
typedef char k_thread_stack_t;
typedef void (*k_thread_entry_t)(void *p1, void *p2, void *p3);

/* Real stacks are pthread's. */
#define K_THREAD_STACK_DEFINE(name, size) k_thread_stack_t name[size]
#define K_THREAD_STACK_SIZEOF(name)	  sizeof(name)

k_tid_t k_thread_create(struct k_thread *thread, k_thread_stack_t *stack, size_t stack_size,
			k_thread_entry_t entry, void *p1, void *p2, void *p3, int prio,
			uint32_t options, k_timeout_t delay);
int k_thread_name_set(k_tid_t thread, const char *name);
int k_thread_stack_space_get(const struct k_thread *thread, size_t *unused);

/* Spinlocks */

struct k_spinlock {
	int locked;
};

typedef struct {
	int key;
} k_spinlock_key_t;

k_spinlock_key_t k_spin_lock(struct k_spinlock *lock);
void k_spin_unlock(struct k_spinlock *lock, k_spinlock_key_t key);

/* Semaphores */

struct k_sem {
	unsigned int count;
	unsigned int limit;
};

int k_sem_init(struct k_sem *sem, unsigned int initial_count, unsigned int limit);
int k_sem_take(struct k_sem *sem, k_timeout_t timeout);
void k_sem_give(struct k_sem *sem);
unsigned int k_sem_count_get(struct k_sem *sem);

/* Timers */

struct k_timer;
typedef void (*k_timer_expiry_t)(struct k_timer *timer);

struct k_timer {
	k_timer_expiry_t expiry;
	/** Ticks since boot; negative: it does not run. */
	int64_t at;
};

void k_timer_init(struct k_timer *timer, k_timer_expiry_t expiry, k_timer_expiry_t stop);
void k_timer_start(struct k_timer *timer, k_timeout_t duration, k_timeout_t period);
void k_timer_stop(struct k_timer *timer);

#endif /* ZEPHYR_KERNEL_H_ */
