/*
 * Faults: the host expects their words.
 */
#include <string.h>

#include "case.h"
#include "faults/fatal.h"

/* Not a tail call, and not a loop. */
static __attribute__((noinline)) int recurse(int depth)
{
	volatile char used[64];

	used[0] = (char)depth;
	return depth == 0 ? 0 : recurse(depth - 1) + used[0];
}

static __attribute__((noinline)) void touch(uintptr_t address)
{
	*(volatile uint32_t *)address = 1;
}

CASE("a stack overflow names the thread and its option")
{
	(void)recurse(1000000);
}

static void overflow(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	k_thread_name_set(k_current_get(), "reactor");
	(void)recurse(1000000);
}

CASE("an overflow of another thread names that one")
{
	test_thread(6, overflow, NULL);
}

static void clobber(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	/* As a thread would that jumped over the guard, or that has none. */
	memset((void *)k_current_get()->stack_info.start, 0, 16);
	k_sleep(K_FOREVER);
}

CASE("a stack that was used to its last byte is found without a guard")
{
	test_thread(6, clobber, NULL);
}

CASE("memory that is not there is a bus error with its address")
{
	touch(0x60000000);
}

CASE("an undefined instruction is named")
{
	__asm__ volatile("udf #7");
}

CASE("a division by zero is named")
{
	volatile int zero = 0;

	test_say("%d\n", 5 / zero);
}

CASE("a jump to nowhere shows who jumped")
{
	void (*volatile nowhere)(void) = NULL;

	nowhere();
}

static void fault_in_isr(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	touch(0x60000000);
}

CASE("a fault in an interrupt names the interrupts")
{
	static struct k_timer timer;

	k_timer_init(&timer, fault_in_isr, NULL);
	k_timer_start(&timer, K_USEC(10), K_NO_WAIT);
	k_sleep(K_MSEC(1));
}

static void overflow_in_isr(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	(void)recurse(1000000);
}

CASE("an overflow of the interrupts' stack is reported")
{
	static struct k_timer timer;

	k_timer_init(&timer, overflow_in_isr, NULL);
	k_timer_start(&timer, K_USEC(10), K_NO_WAIT);
	k_sleep(K_MSEC(1));
}

CASE("a panic prints what the console still held")
{
	for (int i = 0; i < 100; i++) {
		test_say("line %d\n", i);
	}
	k_panic();
}

CASE("an interrupt that nobody handles is a fault")
{
	irq_enable(31);
	z_irq_set_pending(31);
	k_sleep(K_MSEC(1));
}

CASE("the end of the program flushes and says its code")
{
	test_say("last words\n");
	aio_exit(42);
}

CASE("a fatal error is a line and code 1")
{
	aio_fatal("out of memory: raise %s", "CONFIG_AIO_JS_HEAP_SIZE");
}

CASE("a boot failure is a line and a record whose message is escaped")
{
	aio_boot_failure("no \"app\" \\ here\nat all");
}
