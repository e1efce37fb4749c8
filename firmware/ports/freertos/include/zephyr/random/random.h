/*
 * Zephyr's <zephyr/random/random.h> on FreeRTOS.
 *
 * The board has no source of randomness: this is xoshiro128** seeded with the cycle counter, the
 * MAC address and what sys_rand_seed() was given. It keeps ports and sequence numbers apart from
 * run to run; it is no protection against anybody. Under virtual time it repeats exactly.
 */
#ifndef ZEPHYR_RANDOM_RANDOM_H_
#define ZEPHYR_RANDOM_RANDOM_H_

#include <stddef.h>
#include <stdint.h>

/** Any thread, any ISR. */
void sys_rand_get(void *dst, size_t len);
uint32_t sys_rand32_get(void);
uint16_t sys_rand16_get(void);
uint8_t sys_rand8_get(void);

/** The same numbers: there is no better source. @retval 0 always */
int sys_csrand_get(void *dst, size_t len);

/** Not Zephyr's: mixes bytes that differ from device to device (a MAC address) into the state. */
void sys_rand_seed(const void *src, size_t len);

#endif /* ZEPHYR_RANDOM_RANDOM_H_ */
