/*
 * Ends of the program, and what is said about a fault.
 */
#include "fatal.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/linker/linker-defs.h>
#include <zephyr/sys/cbprintf.h>

#include "console.h"

#define EXIT_FATAL 1

#define BACKTRACE_MAX  16
/* Words of the stack that are searched for return addresses, where its end is not known. */
#define SCAN_WORDS     256
/* Bytes of registers that an exception pushes; a word more where it had to align the stack. */
#define FRAME_BYTES    32
#define XPSR_ALIGNED   (1u << 9)
/* Which exception was interrupted; 0: a thread. */
#define XPSR_EXCEPTION 0x1ffu
#define EXC_RETURN_PSP (1u << 2)

/* ARMv7-M's registers about faults. Zephyr clears CFSR before it comes here. */
#define SCB_CFSR	 (*(volatile uint32_t *)0xe000ed28)
#define SCB_HFSR	 (*(volatile uint32_t *)0xe000ed2c)
#define SCB_MMFAR	 (*(volatile uint32_t *)0xe000ed34)
#define SCB_BFAR	 (*(volatile uint32_t *)0xe000ed38)
/* The registers could not be stored: there was no stack left for them. */
#define CFSR_NOT_STACKED ((1u << 4) | (1u << 12))
#define CFSR_MMARVALID	 (1u << 7)
#define CFSR_BFARVALID	 (1u << 15)

struct reg {
	const char *name;
	uint32_t value;
};

/** All that is known about a fault. */
struct fault {
	const char *reason;
	const char *thread;
	/** The stack pointer before the exception; 0: unknown. */
	uint32_t sp;
	size_t register_count;
	struct reg registers[18];
	size_t depth;
	uint32_t backtrace[BACKTRACE_MAX];
};

static _Noreturn void idle(void)
{
	for (;;) {
		k_sleep(K_FOREVER);
	}
}

void aio_exit(int code)
{
	aio_console_record("{\"t\":\"exit\",\"code\":%d}", code);
	aio_console_flush();
	idle();
}

static int put_text(int c, void *context)
{
	char byte = (char)c;

	ARG_UNUSED(context);
	aio_console_text(&byte, 1);
	return c;
}

void aio_fatal(const char *format, ...)
{
	va_list arguments;

	aio_console_begin();
	va_start(arguments, format);
	(void)cbvprintf(put_text, NULL, format, arguments);
	va_end(arguments);
	aio_console_text("\n", 1);
	aio_console_end();
	aio_exit(EXIT_FATAL);
}

/** A piece of a JSON string. */
static int put_json(int c, void *context)
{
	char byte = (char)c;

	ARG_UNUSED(context);
	if (c == '"' || c == '\\') {
		aio_console_record_text("\\", 1);
	}
	/* Control characters do not occur in our messages; one that did would end the record. */
	aio_console_record_text((unsigned int)c < ' ' ? " " : &byte, 1);
	return c;
}

void aio_boot_failure(const char *format, ...)
{
	static const char head[] = "{\"t\":\"error\",\"message\":\"";
	va_list arguments;
	va_list again;

	va_start(arguments, format);
	va_copy(again, arguments);
	aio_console_begin();
	(void)cbvprintf(put_text, NULL, format, arguments);
	aio_console_text("\n", 1);
	aio_console_end();
	aio_console_record_begin();
	aio_console_record_text(head, sizeof(head) - 1);
	(void)cbvprintf(put_json, NULL, format, again);
	aio_console_record_text("\"}", 2);
	aio_console_record_end();
	va_end(again);
	va_end(arguments);
	aio_console_flush();
	idle();
}

static void print(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void print(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	(void)cbvprintf(put_text, NULL, format, arguments);
	va_end(arguments);
}

/** What an ARMv7-M's CFSR and HFSR say. */
static const char *cause(void)
{
	static const struct {
		uint32_t bit;
		const char *text;
	} causes[] = {
		{1u << 0, "instruction fetch from memory that must not be executed"},
		{1u << 1, "access to protected memory"},
		{1u << 3, "access to protected memory while an exception returned"},
		{1u << 4, "access to protected memory while an exception began"},
		{1u << 8, "bus error of an instruction fetch"},
		{1u << 9, "bus error of a data access"},
		{1u << 10, "bus error of an earlier write"},
		{1u << 11, "bus error while an exception returned"},
		{1u << 12, "bus error while an exception began"},
		{1u << 16, "undefined instruction"},
		{1u << 17, "jump to an address that is no Thumb code"},
		{1u << 18, "bad return from an exception"},
		{1u << 19, "coprocessor instruction"},
		{1u << 24, "unaligned access"},
		{1u << 25, "division by zero"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(causes); i++) {
		if ((SCB_CFSR & causes[i].bit) != 0) {
			return causes[i].text;
		}
	}
	return (SCB_HFSR & (1u << 1)) != 0 ? "bus error while a vector was read" : "CPU exception";
}

#ifdef CONFIG_ARM
/** What Zephyr read of CFSR before it cleared it. */
static const char *cause_of(unsigned int reason)
{
	static const struct {
		unsigned int reason;
		const char *text;
	} causes[] = {
		{K_ERR_ARM_MEM_GENERIC, "access to protected memory"},
		{K_ERR_ARM_MEM_STACKING, "access to protected memory while an exception began"},
		{K_ERR_ARM_MEM_UNSTACKING,
		 "access to protected memory while an exception returned"},
		{K_ERR_ARM_MEM_DATA_ACCESS, "access to protected memory"},
		{K_ERR_ARM_MEM_INSTRUCTION_ACCESS,
		 "instruction fetch from memory that must not be executed"},
		{K_ERR_ARM_BUS_GENERIC, "bus error"},
		{K_ERR_ARM_BUS_STACKING, "bus error while an exception began"},
		{K_ERR_ARM_BUS_UNSTACKING, "bus error while an exception returned"},
		{K_ERR_ARM_BUS_PRECISE_DATA_BUS, "bus error of a data access"},
		{K_ERR_ARM_BUS_IMPRECISE_DATA_BUS, "bus error of an earlier write"},
		{K_ERR_ARM_BUS_INSTRUCTION_BUS, "bus error of an instruction fetch"},
		{K_ERR_ARM_USAGE_DIV_0, "division by zero"},
		{K_ERR_ARM_USAGE_UNALIGNED_ACCESS, "unaligned access"},
		{K_ERR_ARM_USAGE_NO_COPROCESSOR, "coprocessor instruction"},
		{K_ERR_ARM_USAGE_ILLEGAL_EXC_RETURN, "bad return from an exception"},
		{K_ERR_ARM_USAGE_ILLEGAL_EPSR, "jump to an address that is no Thumb code"},
		{K_ERR_ARM_USAGE_UNDEFINED_INSTRUCTION, "undefined instruction"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(causes); i++) {
		if (causes[i].reason == reason) {
			return causes[i].text;
		}
	}
	return "unknown fault";
}
#else
static const char *cause_of(unsigned int reason)
{
	ARG_UNUSED(reason);
	return "unknown fault";
}
#endif

static const char *reason_text(unsigned int reason)
{
	switch (reason) {
	case K_ERR_CPU_EXCEPTION:
		return cause();
	case K_ERR_SPURIOUS_IRQ:
		return "interrupt that nobody handles";
	case K_ERR_STACK_CHK_FAIL:
		return "stack overflow";
	case K_ERR_KERNEL_OOPS:
		return "kernel oops";
	case K_ERR_KERNEL_PANIC:
		return "kernel panic";
	default:
		return cause_of(reason);
	}
}

/** The option that sizes a thread's stack; NULL: none is known. */
static const char *stack_option(const char *thread)
{
	static const struct {
		const char *thread;
		const char *option;
	} options[] = {
		{"javascript", "CONFIG_AIO_JS_STACK_SIZE"},
		{"reactor", "CONFIG_AIO_REACTOR_STACK_SIZE"},
		{"network", "CONFIG_NET_STACK_SIZE"},
		{"main", "CONFIG_MAIN_STACK_SIZE"},
		{"idle", "CONFIG_IDLE_STACK_SIZE"},
		{"interrupts", "CONFIG_ISR_STACK_SIZE"},
		/* Zephyr's, as far as CONFIG_THREAD_MAX_NAME_LEN leaves of their names. */
		{"rx_q[0]", "CONFIG_NET_RX_STACK_SIZE"},
		{"tx_q[0]", "CONFIG_NET_TX_STACK_SIZE"},
		{"tcp_work", "CONFIG_NET_TCP_WORKQ_STACK_SIZE"},
		{"sysworkq", "CONFIG_SYSTEM_WORKQUEUE_STACK_SIZE"},
		{"net_socket_serv", "CONFIG_NET_SOCKETS_SERVICE_STACK_SIZE"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(options); i++) {
		if (strcmp(options[i].thread, thread) == 0) {
			return options[i].option;
		}
	}
	return NULL;
}

static void add(struct fault *fault, const char *name, uint32_t value)
{
	if (fault->register_count < ARRAY_SIZE(fault->registers)) {
		fault->registers[fault->register_count++] = (struct reg){name, value};
	}
}

static bool in_text(uint32_t address)
{
	return address >= (uint32_t)(uintptr_t)__text_region_start &&
	       address < (uint32_t)(uintptr_t)__text_region_end;
}

/** Would a call have left this word on the stack: Thumb, and right after a BL or BLX? */
static bool is_return_address(uint32_t word)
{
	const uint16_t *code = (const uint16_t *)(uintptr_t)(word & ~1u);

	if ((word & 1u) == 0 || !in_text(word - 5) || !in_text(word)) {
		return false;
	}
	if ((code[-2] & 0xf800) == 0xf000 && (code[-1] & 0xd000) == 0xd000) {
		return true;
	}
	return (code[-1] & 0xff87) == 0x4780;
}

static void add_frame(struct fault *fault, uint32_t address)
{
	if (fault->depth < BACKTRACE_MAX) {
		fault->backtrace[fault->depth++] = address;
	}
}

/** Every word on the stack that looks like a return address: callers, and now and then a leftover
 * of an earlier call. */
static void scan(struct fault *fault, uint32_t end)
{
	if (fault->sp < (uint32_t)(uintptr_t)_image_ram_start) {
		return;
	}
	for (uint32_t at = fault->sp & ~3u; at + 4 <= end && fault->depth < BACKTRACE_MAX;
	     at += 4) {
		uint32_t word = *(const uint32_t *)(uintptr_t)at;

		if (is_return_address(word)) {
			/* Into the call, so that it resolves to the calling line. */
			add_frame(fault, (word & ~1u) - 2);
		}
	}
}

/** Where the stack that the fault was on ends. */
static uint32_t stack_end(const struct fault *fault, const struct k_thread *thread)
{
	uint32_t end = fault->sp + SCAN_WORDS * 4;

	if (thread != NULL) {
		uint32_t start = (uint32_t)thread->stack_info.start;
		uint32_t thread_end = start + (uint32_t)thread->stack_info.size;

		if (fault->sp >= start - FRAME_BYTES * 4 && fault->sp < thread_end) {
			return thread_end;
		}
	}
	return MIN(end, (uint32_t)(uintptr_t)_image_ram_end);
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
	if (in_text(esf->basic.pc)) {
		add_frame(fault, esf->basic.pc & ~1u);
	}
	if (is_return_address(esf->basic.lr)) {
		add_frame(fault, (esf->basic.lr & ~1u) - 2);
	}
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

/** Whose stack overflowed, or what was interrupted. */
static const char *blamed(const struct k_thread *thread, unsigned int reason, bool in_thread)
{
	/* The sentinel is the current thread's, also where an interrupt's end looked at it. */
	if (IS_ENABLED(CONFIG_STACK_SENTINEL) && reason == K_ERR_STACK_CHK_FAIL) {
		in_thread = true;
	}
	return in_thread ? k_thread_name_get((k_tid_t)thread) : "interrupts";
}

static void collect(struct fault *fault, unsigned int reason, const struct arch_esf *esf)
{
	const struct k_thread *thread = k_current_get();
	bool in_thread = true;

	fault->reason = reason_text(reason);
#ifdef CONFIG_EXTRA_EXCEPTION_INFO
	if (esf != NULL) {
		in_thread = was_in_thread(esf);
		fault->sp = (in_thread ? esf->extra_info.callee->psp : esf->extra_info.msp) +
			    FRAME_BYTES + ((esf->basic.xpsr & XPSR_ALIGNED) != 0 ? 4 : 0);
	}
#endif
	fault->thread = thread == NULL ? "start-up" : blamed(thread, reason, in_thread);
	if (esf != NULL) {
		collect_frame(fault, esf);
	}
	collect_causes(fault);
	if (fault->sp != 0) {
		scan(fault, stack_end(fault, in_thread ? thread : NULL));
	}
}

static void print_text(const struct fault *fault, unsigned int reason)
{
	const char *option = stack_option(fault->thread);

	print("\nFault in thread \"%s\": %s\n", fault->thread, fault->reason);
	if (reason == K_ERR_STACK_CHK_FAIL && option != NULL) {
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
	for (size_t i = 0; i < fault->depth; i++) {
		print(" 0x%08x", (unsigned int)fault->backtrace[i]);
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
	for (size_t i = 0; i < fault->depth; i++) {
		print("%s%u", i == 0 ? "" : ",", (unsigned int)fault->backtrace[i]);
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
	static bool again;

	aio_console_panic();
	if (!again) {
		again = true;
		collect(&fault, reason, esf);
		print_text(&fault, reason);
		print_record(&fault);
	}
	k_fatal_halt(reason);
}
