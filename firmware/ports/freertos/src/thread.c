/*
 * Threads: FreeRTOS's tasks with Zephyr's face.
 */
#include <string.h>

#include <zephyr/kernel.h>

#include "FreeRTOS.h"
#include "task.h"

#include "kernel_internal.h"

BUILD_ASSERT(sizeof(StaticTask_t) == Z_TASK_WORDS * sizeof(uint32_t),
	     "Z_TASK_WORDS of <zephyr/kernel.h> has to fit FreeRTOSConfig.h");
BUILD_ASSERT(configMAX_PRIORITIES == CONFIG_NUM_COOP_PRIORITIES + CONFIG_NUM_PREEMPT_PRIORITIES + 1,
	     "each of Zephyr's priorities has to have one of FreeRTOS's");

/* What FreeRTOS fills a new stack with. */
#define STACK_FILL 0xa5

/** Every thread from its creation to its end; guarded by irq_lock(). */
static sys_dlist_t threads = SYS_DLIST_STATIC_INIT(&threads);

/** For debuggers, guarded as that: the last of them that was created. */
static struct {
	struct k_thread *threads;
} z_debug;

/*
 * Where a debugger, or the harness, finds threads: the first entries of Zephyr's table of that name
 * (CONFIG_DEBUG_THREAD_INFO), version 1. Its second one is an offset in what begins at pxCurrentTCB
 * here, its third one in z_debug.
 */
__attribute__((section(".dbg_thread_info"), used)) const size_t _kernel_thread_info_offsets[] = {
	1,
	0,
	offsetof(__typeof__(z_debug), threads),
	offsetof(struct k_thread, entry),
	offsetof(struct k_thread, next_thread),
	offsetof(struct k_thread, waiting),
	0,
	offsetof(struct k_thread, prio),
	/* FreeRTOS' pxTopOfStack: eight registers, then the exception frame. */
	0,
	offsetof(struct k_thread, name),
};

static void forget(struct k_thread *thread)
{
	struct k_thread **link = &z_debug.threads;

	while (*link != NULL && *link != thread) {
		link = &(*link)->next_thread;
	}
	if (*link != NULL) {
		*link = thread->next_thread;
	}
}

static void end(struct k_thread *thread)
{
	unsigned int key = irq_lock();

	if (!thread->ended) {
		thread->ended = true;
		sys_dlist_remove(&thread->all_node);
		forget(thread);
		z_unpend_thread(thread);
		while (z_unpend_first(&thread->join_queue, 0) != NULL) {
		}
	}
	irq_unlock(key);
	z_mpu_unguard(thread->stack_info.start - Z_STACK_GUARD);
}

static void thread_entry(void *parameter)
{
	struct k_thread *thread = parameter;

	thread->entry(thread->p1, thread->p2, thread->p3);
	k_thread_abort(thread);
}

/** What does not belong to FreeRTOS. */
static void init(struct k_thread *thread, uintptr_t stack, size_t size, int prio)
{
	unsigned int key;

	memset(thread, 0, sizeof(*thread));
	thread->stack_info.start = stack;
	thread->stack_info.size = size;
	thread->prio = (int8_t)prio;
	z_waitq_init(&thread->join_queue);
	z_mpu_guard(stack - Z_STACK_GUARD);
	key = irq_lock();
	sys_dlist_append(&threads, &thread->all_node);
	thread->next_thread = z_debug.threads;
	z_debug.threads = thread;
	irq_unlock(key);
}

static void start_delayed(struct _timeout *timeout)
{
	struct k_thread *thread = CONTAINER_OF(timeout, struct k_thread, timeout);

	thread->waiting = false;
	z_ready_thread(thread);
}

void k_thread_start(k_tid_t thread)
{
	unsigned int key = irq_lock();

	(void)z_abort_timeout(&thread->timeout);
	start_delayed(&thread->timeout);
	irq_unlock(key);
}

static void create_task(struct k_thread *thread, k_timeout_t delay)
{
	bool waits = !K_TIMEOUT_EQ(delay, K_NO_WAIT);
	unsigned int key;

	/* A thread that has to wait must not run before it is suspended. */
	vTaskSuspendAll();
	(void)xTaskCreateStatic(thread_entry, "", (uint32_t)(thread->stack_info.size / 4), thread,
				Z_TASK_PRIORITY(thread->prio),
				(StackType_t *)thread->stack_info.start,
				(StaticTask_t *)thread->task);
	if (waits) {
		vTaskSuspend((TaskHandle_t)thread);
		key = irq_lock();
		thread->waiting = true;
		z_add_timeout(&thread->timeout, start_delayed, delay);
		irq_unlock(key);
	}
	(void)xTaskResumeAll();
}

k_tid_t k_thread_create(struct k_thread *new_thread, k_thread_stack_t *stack, size_t stack_size,
			k_thread_entry_t entry, void *p1, void *p2, void *p3, int prio,
			uint32_t options, k_timeout_t delay)
{
	ARG_UNUSED(options);
	init(new_thread, (uintptr_t)stack + Z_STACK_GUARD, ROUND_DOWN(stack_size, 8), prio);
	new_thread->entry = entry;
	new_thread->p1 = p1;
	new_thread->p2 = p2;
	new_thread->p3 = p3;
	create_task(new_thread, delay);
	return new_thread;
}

void z_thread_adopt(struct k_thread *thread, const char *name, int prio, void *stack, size_t size)
{
	init(thread, (uintptr_t)stack + Z_STACK_GUARD, size, prio);
	(void)k_thread_name_set(thread, name);
}

int k_thread_name_set(k_tid_t thread, const char *str)
{
	strncpy(thread->name, str, sizeof(thread->name) - 1);
	return 0;
}

const char *k_thread_name_get(k_tid_t thread)
{
	return thread->name;
}

int k_thread_stack_space_get(const struct k_thread *thread, size_t *unused_ptr)
{
	const uint8_t *stack = (const uint8_t *)thread->stack_info.start;
	size_t unused = 0;

	while (unused < thread->stack_info.size && stack[unused] == STACK_FILL) {
		unused++;
	}
	*unused_ptr = unused;
	return 0;
}

void k_thread_abort(k_tid_t thread)
{
	if (thread == pxCurrentTCB) {
		end(thread);
		/* Not deleted: FreeRTOS would use its memory until the idle thread runs. */
		vTaskSuspend(NULL);
	} else if (!thread->ended) {
		thread->reaped = true;
		vTaskDelete((TaskHandle_t)thread);
		end(thread);
	}
}

int k_thread_join(struct k_thread *thread, k_timeout_t timeout)
{
	unsigned int key;
	int result = 0;

	if (thread == pxCurrentTCB) {
		return -EDEADLK;
	}
	key = irq_lock();
	if (thread->ended) {
		irq_unlock(key);
	} else if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		irq_unlock(key);
		return -EBUSY;
	} else {
		result = z_pend_current(&thread->join_queue, timeout, key);
	}
	if (result == 0 && !thread->reaped) {
		thread->reaped = true;
		vTaskDelete((TaskHandle_t)thread);
	}
	return result;
}

int k_thread_priority_get(k_tid_t thread)
{
	return thread->prio;
}

void k_thread_foreach_unlocked(k_thread_user_cb_t user_cb, void *user_data)
{
	struct k_thread *thread;

	SYS_DLIST_FOR_EACH_CONTAINER(&threads, thread, all_node)
	{
		user_cb(thread, user_data);
	}
}

void k_thread_foreach(k_thread_user_cb_t user_cb, void *user_data)
{
	unsigned int key = irq_lock();

	k_thread_foreach_unlocked(user_cb, user_data);
	irq_unlock(key);
}

k_tid_t k_current_get(void)
{
	return pxCurrentTCB;
}

void k_yield(void)
{
	taskYIELD();
}

void k_sched_lock(void)
{
	vTaskSuspendAll();
}

void k_sched_unlock(void)
{
	(void)xTaskResumeAll();
}

int32_t k_sleep(k_timeout_t timeout)
{
	if (K_TIMEOUT_EQ(timeout, K_NO_WAIT)) {
		k_yield();
		return 0;
	}
	(void)z_pend_current(NULL, timeout, irq_lock());
	return 0;
}
