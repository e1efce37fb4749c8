#include "fault_reason.h"

#include <stdint.h>
#include <string.h>

#include <zephyr/kernel.h>

/* ARMv7-M's registers about faults. Zephyr clears CFSR before it comes here. */
#define SCB_CFSR (*(volatile uint32_t *)0xe000ed28)
#define SCB_HFSR (*(volatile uint32_t *)0xe000ed2c)

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

const char *aio_fault_reason(unsigned int reason)
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

const char *aio_stack_option(const char *thread)
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
