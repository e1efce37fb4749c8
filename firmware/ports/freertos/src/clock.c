/*
 * Time from two CMSDK timers of 32 bits at 25 MHz, counting down: timer 1 runs freely and is the
 * clock, timer 0 is the alarm. Nothing ticks.
 */
#include <zephyr/kernel.h>

#include BOARD_HEADER
#include "kernel_internal.h"

#define TIMER_CTRL     0x0
#define TIMER_VALUE    0x4
#define TIMER_RELOAD   0x8
#define TIMER_INTCLEAR 0xc
#define CTRL_ENABLE    0x1
#define CTRL_INTERRUPT 0x8

#define ALARM(offset)	Z_REGISTER(BOARD_TIMER0_BASE + (offset))
#define COUNTER(offset) Z_REGISTER(BOARD_TIMER1_BASE + (offset))

#define CYCLES_PER_TICK (CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC / CONFIG_SYS_CLOCK_TICKS_PER_SEC)
BUILD_ASSERT(CYCLES_PER_TICK *CONFIG_SYS_CLOCK_TICKS_PER_SEC == CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC,
	     "a tick has to be a whole number of cycles");

/* An alarm further away than this is approached in steps: 86 s. So often the alarm comes where none
 * is set, too: the counter, which wraps after 171 s, has to be looked at between two wraps. */
#define ALARM_MAX_CYCLES 0x80000000u

/* How far the counter may seem to go back: QEMU rounds its reading up or down by one while the
 * main loop handles its wrap. Anything larger is a real advance, of up to 171 s. */
#define BACKWARD_MAX 0x10000u

static struct {
	/** The cycle at which tick `ticks` began, 32 bits of it. */
	uint32_t base;
	/** Whole ticks until base. base and ticks are guarded by irq_lock(). */
	uint64_t ticks;
	/** z_clock_init()'s. */
	void (*expired)(void);
} state;

/** Cycles since base, which is moved up to the current tick: less than CYCLES_PER_TICK. Locked. */
static uint32_t update(void)
{
	/* The counter goes down from 2^32 - 1 and is 0 at the wrap. */
	uint32_t cycles = 0u - COUNTER(TIMER_VALUE) - state.base;
	uint32_t passed;

	if (unlikely(cycles > UINT32_MAX - BACKWARD_MAX)) {
		return 0;
	}
	passed = cycles / CYCLES_PER_TICK;
	state.ticks += passed;
	state.base += passed * CYCLES_PER_TICK;
	return cycles - passed * CYCLES_PER_TICK;
}

int64_t sys_clock_tick_get(void)
{
	unsigned int key = irq_lock();
	uint64_t ticks;

	(void)update();
	ticks = state.ticks;
	irq_unlock(key);
	return (int64_t)ticks;
}

uint64_t k_cycle_get_64(void)
{
	unsigned int key = irq_lock();
	uint32_t rest = update();
	uint64_t ticks = state.ticks;

	irq_unlock(key);
	return ticks * CYCLES_PER_TICK + rest;
}

uint32_t k_cycle_get_32(void)
{
	return (uint32_t)k_cycle_get_64();
}

void z_clock_alarm(uint64_t deadline)
{
	uint32_t rest = update();
	uint64_t cycles;

	if (deadline <= state.ticks) {
		z_irq_set_pending(BOARD_TIMER0_IRQ);
		return;
	}
	if (deadline - state.ticks > ALARM_MAX_CYCLES / CYCLES_PER_TICK) {
		cycles = ALARM_MAX_CYCLES;
	} else {
		cycles = (deadline - state.ticks) * CYCLES_PER_TICK - rest;
	}
	/* The reload value is 0: the timer stops when it gets there. */
	ALARM(TIMER_VALUE) = (uint32_t)cycles;
}

static void alarm_isr(const void *parameter)
{
	ARG_UNUSED(parameter);
	ALARM(TIMER_INTCLEAR) = 1;
	/* Where a timer is set, the next line moves it nearer. */
	ALARM(TIMER_VALUE) = ALARM_MAX_CYCLES;
	state.expired();
}

void z_clock_start(void)
{
	COUNTER(TIMER_CTRL) = 0;
	COUNTER(TIMER_RELOAD) = UINT32_MAX;
	COUNTER(TIMER_VALUE) = UINT32_MAX;
	COUNTER(TIMER_CTRL) = CTRL_ENABLE;
	ALARM(TIMER_CTRL) = 0;
	ALARM(TIMER_RELOAD) = 0;
	ALARM(TIMER_VALUE) = ALARM_MAX_CYCLES;
	ALARM(TIMER_INTCLEAR) = 1;
	ALARM(TIMER_CTRL) = CTRL_ENABLE | CTRL_INTERRUPT;
}

void z_clock_init(void (*expired)(void))
{
	state.expired = expired;
	IRQ_CONNECT(BOARD_TIMER0_IRQ, 0, alarm_isr, NULL, 0);
	irq_enable(BOARD_TIMER0_IRQ);
}

void k_busy_wait(uint32_t usec_to_wait)
{
	uint64_t end = k_cycle_get_64() + k_us_to_cyc_ceil64(usec_to_wait);

	while (k_cycle_get_64() < end) {
	}
}
