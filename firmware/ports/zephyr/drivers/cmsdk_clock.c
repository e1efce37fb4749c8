/*
 * Zephyr's system clock from two CMSDK timers: counters of 32 bits that go down at the system
 * clock's rate, and interrupt as they come to 0. timer1 runs freely and is the clock, timer0 is the
 * alarm.
 *
 * One time says it all: when the kernel was last told the time. The alarm ends at most ALARM_MAX
 * cycles after that, whatever is set meanwhile, so that 32 bits of difference are enough and nobody
 * has to look after the counter's wraps.
 */
#include <cmsis_core.h>
#include <zephyr/devicetree.h>
#include <zephyr/drivers/timer/system_timer.h>
#include <zephyr/init.h>
#include <zephyr/irq.h>
#include <zephyr/sys/sys_io.h>
#include <zephyr/sys/util.h>
#include <zephyr/sys_clock.h>

#define ALARM	DT_NODELABEL(timer0)
#define COUNTER DT_NODELABEL(timer1)

#define CTRL	 0x0
#define VALUE	 0x4
#define RELOAD	 0x8
#define INTCLEAR 0xc

#define CTRL_ENABLE    BIT(0)
#define CTRL_INTERRUPT BIT(3)

#define CYCLES_PER_TICK (CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC / CONFIG_SYS_CLOCK_TICKS_PER_SEC)
BUILD_ASSERT(CYCLES_PER_TICK *CONFIG_SYS_CLOCK_TICKS_PER_SEC == CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC,
	     "a tick has to be a whole number of cycles");
BUILD_ASSERT(IS_ENABLED(CONFIG_TICKLESS_KERNEL), "this clock does not tick by itself");
BUILD_ASSERT(!IS_ENABLED(CONFIG_SMP), "the alarm interrupts one processor");

/* Three quarters of the counter's range, 128 s at 25 MHz: the last one is for an interrupt that is
 * late, as it is where interrupts are locked or the host has not run QEMU. */
#define ALARM_MAX_TICKS	 ((int32_t)(0xc0000000u / CYCLES_PER_TICK))
#define ALARM_MAX_CYCLES ((uint32_t)ALARM_MAX_TICKS * CYCLES_PER_TICK)

/* How far the counter may seem to go back: QEMU's may by one as it wraps. Anything larger is an
 * advance. */
#define BACKWARD_MAX 0x10000u

static struct {
	/** The cycle up to which the kernel was told the time, a whole number of ticks. The alarm's
	 * interrupt writes it, which nothing interrupts; who reads all of it locks interrupts.
	 */
	uint64_t announced;
	/** What the kernel was told last by sys_clock_elapsed(): the tick from which it reckons the
	 * next timeout. Guarded by the kernel's lock of its timeouts.
	 */
	int32_t elapsed;
} state;

static inline uint32_t counter(void)
{
	/* From 0 upwards: it was started at 2^32 - 1. */
	return ~sys_read32(DT_REG_ADDR(COUNTER) + VALUE);
}

/** Cycles since the last announcement. Interrupts are locked. */
static uint32_t unannounced(void)
{
	uint32_t cycles = counter() - (uint32_t)state.announced;

	return cycles > UINT32_MAX - BACKWARD_MAX ? 0 : cycles;
}

/* The kernel calls this right behind sys_clock_elapsed() and with the same lock. The deadline is
 * reckoned from what that returned, not from now: otherwise it would be a tick late wherever the
 * clock has passed on to the next one in between.
 */
void sys_clock_set_timeout(int32_t ticks, bool idle)
{
	uint32_t deadline = ALARM_MAX_CYCLES;
	uint32_t now = unannounced();

	ARG_UNUSED(idle);
	if (ticks != K_TICKS_FOREVER && ticks < ALARM_MAX_TICKS - state.elapsed) {
		deadline = (uint32_t)(state.elapsed + MAX(ticks, 0)) * CYCLES_PER_TICK;
	}
	if (deadline <= now) {
		NVIC_SetPendingIRQ(DT_IRQN(ALARM));
		return;
	}
	/* An alarm that has just ended interrupts all the same. The kernel is told the time then,
	 * and nothing is due. */
	sys_write32(deadline - now, DT_REG_ADDR(ALARM) + VALUE);
}

uint32_t sys_clock_elapsed(void)
{
	state.elapsed = (int32_t)(unannounced() / CYCLES_PER_TICK);
	return (uint32_t)state.elapsed;
}

uint32_t sys_clock_cycle_get_32(void)
{
	return counter();
}

uint64_t sys_clock_cycle_get_64(void)
{
	unsigned int key = irq_lock();
	uint64_t cycles = state.announced + unannounced();

	irq_unlock(key);
	return cycles;
}

static void alarm_isr(const void *parameter)
{
	uint32_t ticks;

	ARG_UNUSED(parameter);
	sys_write32(1, DT_REG_ADDR(ALARM) + INTCLEAR);
	ticks = unannounced() / CYCLES_PER_TICK;
	state.announced += ticks * CYCLES_PER_TICK;
	state.elapsed = 0;
	sys_clock_announce((int32_t)ticks);
}

void sys_clock_disable(void)
{
	irq_disable(DT_IRQN(ALARM));
	sys_write32(0, DT_REG_ADDR(ALARM) + CTRL);
	sys_write32(0, DT_REG_ADDR(COUNTER) + CTRL);
}

static void start(mem_addr_t timer, uint32_t reload, uint32_t value, uint32_t ctrl)
{
	sys_write32(0, timer + CTRL);
	sys_write32(reload, timer + RELOAD);
	sys_write32(value, timer + VALUE);
	sys_write32(1, timer + INTCLEAR);
	sys_write32(ctrl, timer + CTRL);
}

static int cmsdk_clock_init(void)
{
	/* Nothing else is at this priority's level or above, as with SysTick: the devicetree has
	 * the network card's. */
	IRQ_CONNECT(DT_IRQN(ALARM), 0, alarm_isr, NULL, 0);
	irq_enable(DT_IRQN(ALARM));
	start(DT_REG_ADDR(COUNTER), UINT32_MAX, UINT32_MAX, CTRL_ENABLE);
	/* With nothing to reload it stops as it comes to 0. */
	start(DT_REG_ADDR(ALARM), 0, ALARM_MAX_CYCLES, CTRL_ENABLE | CTRL_INTERRUPT);
	return 0;
}

SYS_INIT(cmsdk_clock_init, PRE_KERNEL_2, CONFIG_SYSTEM_CLOCK_INIT_PRIORITY);
