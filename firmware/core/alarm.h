/*
 * The alarm of the timers' earliest deadline. alarm_timer.c has it on a k_timer, alarm_counter.c on
 * Zephyr's counter API; Kconfig chooses one (CONFIG_AIO_ALARM_TIMER, CONFIG_AIO_ALARM_COUNTER).
 *
 * The user only, but for aio_alarm_expired(). It may expire needlessly, early or twice: whoever is
 * woken looks at the clock.
 */
#ifndef AIO_ALARM_H_
#define AIO_ALARM_H_

#include <stdint.h>

/** Once, before all others. */
void aio_alarm_init(void);

/** Sets it, or sets it anew. deadline_us: of aio_clock_us(); the past is at once. */
void aio_alarm_set(int64_t deadline_us);

/** It expires no more, but for an interrupt that is on its way. */
void aio_alarm_stop(void);

/** It has expired. In an ISR; timers.c has it. */
void aio_alarm_expired(void);

#endif /* AIO_ALARM_H_ */
