/*
 * Runs the case whose title the app image's memory holds.
 */
#include <stdarg.h>
#include <string.h>

#include "case.h"

#define THREADS	   4
#define STACK_SIZE 2048
#define PRIORITY   7

extern const struct test_case __start_test_cases[];
extern const struct test_case __stop_test_cases[];

K_THREAD_STACK_DEFINE(case_stack, 4096);
K_THREAD_STACK_ARRAY_DEFINE(stacks, THREADS, STACK_SIZE);
static struct k_thread case_thread;
static struct k_thread threads[THREADS];
static int thread_count;

void test_fail(const char *file, int line, const char *format, ...)
{
	va_list arguments;

	(void)irq_lock();
	aio_console_panic();
	printk("\nFAIL %s:%d: ", file, line);
	va_start(arguments, format);
	vprintk(format, arguments);
	va_end(arguments);
	printk("\n");
	k_fatal_halt(0);
}

void test_say(const char *format, ...)
{
	char line[200];
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintk(line, sizeof(line), format, arguments);
	va_end(arguments);
	aio_console_write(line, (size_t)MIN(length, (int)sizeof(line) - 1));
}

k_tid_t test_thread(int priority, k_thread_entry_t entry, void *argument)
{
	k_tid_t thread = &threads[thread_count];
	k_thread_stack_t *stack = stacks[thread_count];

	thread_count++;
	return k_thread_create(thread, stack, STACK_SIZE, entry, argument, NULL, NULL, priority, 0,
			       K_NO_WAIT);
}

static void run(void *p1, void *p2, void *p3)
{
	const char *title = (const char *)CONFIG_AIO_IMAGE_ADDRESS;

	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (const struct test_case *c = __start_test_cases; c < __stop_test_cases; c++) {
		if (strcmp(c->title, title) == 0) {
			c->run();
			aio_console_flush();
			printk("\nPASS\n");
			return;
		}
	}
	test_fail(__FILE__, __LINE__, "there is no case \"%s\"", title);
}

int main(void)
{
	k_tid_t thread;

	aio_console_init();
	thread = k_thread_create(&case_thread, case_stack, K_THREAD_STACK_SIZEOF(case_stack), run,
				 NULL, NULL, NULL, PRIORITY, 0, K_NO_WAIT);
	k_thread_name_set(thread, "javascript");
	return 0;
}
