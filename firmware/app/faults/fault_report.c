/*
 * What is said about a fault: Zephyr's hook, a text for people, and the record.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include <zephyr/kernel.h>
#include <zephyr/linker/linker-defs.h>
#include <zephyr/sys/cbprintf.h>

#include "backtrace.h"
#include "console.h"
#include "fault_reason.h"

/* Words of the stack that are searched for return addresses, where its end is not known. */
#define SCAN_WORDS     256
/* Bytes of registers that an exception pushes; a word more where it had to align the stack. */
#define FRAME_BYTES    32
#define XPSR_ALIGNED   (1u << 9)
/* Which exception was interrupted; 0: a thread. */
#define XPSR_EXCEPTION 0x1ffu
#define EXC_RETURN_PSP (1u << 2)

/* As in fault_reason.c: Zephyr clears CFSR before it comes here. */
#define SCB_CFSR	 (*(volatile uint32_t *)0xe000ed28)
#define SCB_HFSR	 (*(volatile uint32_t *)0xe000ed2c)
#define SCB_MMFAR	 (*(volatile uint32_t *)0xe000ed34)
#define SCB_BFAR	 (*(volatile uint32_t *)0xe000ed38)
/* The registers could not be stored: there was no stack left for them. */
#define CFSR_NOT_STACKED ((1u << 4) | (1u << 12))
#define CFSR_MMARVALID	 (1u << 7)
#define CFSR_BFARVALID	 (1u << 15)

#define RAM_START ((uint32_t)(uintptr_t)_image_ram_start)
#define RAM_END	  ((uint32_t)(uintptr_t)_image_ram_end)

/* What no stack leaves behind that ran over it. */
#define BEGUN 0x6c756166u

struct reg {
	const char *name;
	uint32_t value;
};

/** All that is known about a fault. */
struct fault {
	const char *reason;
	const char *thread;
	/** Is its stack too small? */
	bool overflow;
	/** The stack pointer before the exception; 0: unknown. */
	uint32_t sp;
	size_t register_count;
	struct reg registers[18];
	struct aio_backtrace backtrace;
};

static void add(struct fault *fault, const char *name, uint32_t value)
{
	if (fault->register_count < ARRAY_SIZE(fault->registers)) {
		fault->registers[fault->register_count++] = (struct reg){name, value};
	}
}

/** Where the stack that the fault was on ends. */
static uint32_t stack_end(const struct fault *fault, const struct k_thread *thread)
{
	uint32_t end = MAX(fault->sp, RAM_START) + SCAN_WORDS * 4;

	if (thread != NULL) {
		uint32_t start = (uint32_t)thread->stack_info.start;
		uint32_t thread_end = start + (uint32_t)thread->stack_info.size;

		if (fault->sp >= start - FRAME_BYTES * 4 && fault->sp < thread_end) {
			return thread_end;
		}
	}
	return MIN(end, RAM_END);
}

static void collect_frame(struct fault *fault, const struct arch_esf *esf)
{
	add(fault, "sp", fault->sp);
	if ((SCB_CFSR & CFSR_NOT_STACKED) != 0) {
		return;
	}
	add(fault, "pc", esf->basic.pc);
	add(fault, "lr", esf->basic.lr);
	add(fault, "r0", esf->basic.a1);
	add(fault, "r1", esf->basic.a2);
	add(fault, "r2", esf->basic.a3);
	add(fault, "r3", esf->basic.a4);
	add(fault, "r12", esf->basic.ip);
	add(fault, "xpsr", esf->basic.xpsr);
	aio_backtrace_begin(&fault->backtrace, esf->basic.pc, esf->basic.lr);
}

static void collect_causes(struct fault *fault)
{
	uint32_t cfsr = SCB_CFSR;

	add(fault, "cfsr", cfsr);
	add(fault, "hfsr", SCB_HFSR);
	if ((cfsr & CFSR_MMARVALID) != 0) {
		add(fault, "mmfar", SCB_MMFAR);
	}
	if ((cfsr & CFSR_BFARVALID) != 0) {
		add(fault, "bfar", SCB_BFAR);
	}
}

#ifdef CONFIG_EXTRA_EXCEPTION_INFO
/** Was it a thread that was interrupted? Zephyr leaves EXC_RETURN out where the kernel itself ended
 * it, by k_panic() or at a broken sentinel; the registers were stored then. */
static bool was_in_thread(const struct arch_esf *esf)
{
	if (esf->extra_info.exc_return == 0) {
		return (esf->basic.xpsr & XPSR_EXCEPTION) == 0;
	}
	return (esf->extra_info.exc_return & EXC_RETURN_PSP) != 0;
}
#endif

/** NULL before there is one, and where its stack has run over everything below, and so over what
 * the kernel knew of it. */
static const struct k_thread *current_thread(void)
{
	const struct k_thread *thread = k_current_get();
	uint32_t address = (uint32_t)(uintptr_t)thread;

	if (address < RAM_START || address >= RAM_END || address % 4 != 0) {
		return NULL;
	}
	for (const char *name = k_thread_name_get((k_tid_t)thread); *name != '\0'; name++) {
		if (*name < ' ' || *name > '~') {
			return NULL;
		}
	}
	return thread;
}

/** The thread's stack pointer, below the registers that an exception pushed. */
static uint32_t thread_sp(void)
{
	uint32_t sp;

	__asm__ volatile("mrs %0, psp" : "=r"(sp));
	return sp;
}

/** Is the stack pointer among variables or below them? Stacks are behind them; where no guard ends
 * it, one that overflows goes on until something that it has run over faults. */
static bool has_run_over(const struct k_thread *thread)
{
	uint32_t sp = thread_sp();

	if (k_current_get() == NULL || sp >= (uint32_t)(uintptr_t)__bss_end) {
		return false;
	}
	return thread == NULL || sp - (uint32_t)thread->stack_info.start > thread->stack_info.size;
}

/** Whose stack overflowed, or what was interrupted. */
static const char *blamed(const struct k_thread *thread, unsigned int reason, bool in_thread)
{
	/* The sentinel is the current thread's, also where an interrupt's end looked at it. */
	if (IS_ENABLED(CONFIG_STACK_SENTINEL) && reason == K_ERR_STACK_CHK_FAIL) {
		in_thread = true;
	}
	if (!in_thread) {
		return "interrupts";
	}
	if (thread == NULL) {
		return k_current_get() == NULL ? "start-up" : "unknown";
	}
	return k_thread_name_get((k_tid_t)thread);
}

static void collect(struct fault *fault, unsigned int reason, const struct arch_esf *esf)
{
	const struct k_thread *thread = current_thread();
	bool in_thread = true;

#ifdef CONFIG_EXTRA_EXCEPTION_INFO
	if (esf != NULL) {
		in_thread = was_in_thread(esf);
		fault->sp = (in_thread ? esf->extra_info.callee->psp : esf->extra_info.msp) +
			    FRAME_BYTES + ((esf->basic.xpsr & XPSR_ALIGNED) != 0 ? 4 : 0);
	}
#endif
	if (has_run_over(thread)) {
		/* Whatever came of it. */
		reason = K_ERR_STACK_CHK_FAIL;
		in_thread = true;
		fault->sp = thread_sp() + FRAME_BYTES;
	}
	fault->overflow = reason == K_ERR_STACK_CHK_FAIL;
	fault->reason = aio_fault_reason(reason);
	fault->thread = blamed(thread, reason, in_thread);
	if (esf != NULL) {
		collect_frame(fault, esf);
	}
	collect_causes(fault);
	if (fault->sp != 0) {
		aio_backtrace_scan(&fault->backtrace, MAX(fault->sp, RAM_START),
				   stack_end(fault, in_thread ? thread : NULL));
	}
}

static int put_text(int c, void *context)
{
	char byte = (char)c;

	ARG_UNUSED(context);
	aio_console_text(&byte, 1);
	return c;
}

static void print(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void print(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	(void)cbvprintf(put_text, NULL, format, arguments);
	va_end(arguments);
}

static void print_text(const struct fault *fault)
{
	const char *option = aio_stack_option(fault->thread);

	print("\nFault in thread \"%s\": %s\n", fault->thread, fault->reason);
	if (fault->overflow && option != NULL) {
		print("  its stack is too small: raise %s\n", option);
	}
	for (size_t i = 0; i < fault->register_count; i++) {
		print("%s%5s 0x%08x", i % 4 == 0 ? "  " : "  ", fault->registers[i].name,
		      (unsigned int)fault->registers[i].value);
		if (i % 4 == 3 || i + 1 == fault->register_count) {
			print("\n");
		}
	}
	print("  backtrace:");
	for (size_t i = 0; i < fault->backtrace.depth; i++) {
		print(" 0x%08x", (unsigned int)fault->backtrace.frames[i]);
	}
	print("\n");
}

static void print_record(const struct fault *fault)
{
	static const char rs_record[] = "{\"t\":\"fault\",\"reason\":\"";

	aio_console_record_begin();
	aio_console_record_text(rs_record, sizeof(rs_record) - 1);
	print("%s\",\"thread\":\"%s\",\"registers\":{", fault->reason, fault->thread);
	for (size_t i = 0; i < fault->register_count; i++) {
		print("%s\"%s\":%u", i == 0 ? "" : ",", fault->registers[i].name,
		      (unsigned int)fault->registers[i].value);
	}
	print("},\"backtrace\":[");
	for (size_t i = 0; i < fault->backtrace.depth; i++) {
		print("%s%u", i == 0 ? "" : ",", (unsigned int)fault->backtrace.frames[i]);
	}
	print("]}");
	aio_console_record_end();
}

/** Zephyr's hook. Runs in the fault's context; a second fault in here ends in silence, after what
 * was printed until then. */
void k_sys_fatal_error_handler(unsigned int reason, const struct arch_esf *esf)
{
	/* Not on the stack: the one that is left may be short. */
	static struct fault fault;
	static uint32_t begun;

	aio_console_panic();
	if (begun != BEGUN) {
		begun = BEGUN;
		fault = (struct fault){0};
		collect(&fault, reason, esf);
		print_text(&fault);
		print_record(&fault);
	}
	k_fatal_halt(reason);
}
