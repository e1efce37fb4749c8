import { hostNow } from "./host-binding.ts";

/** Milliseconds since boot, on the clock of `performance.now()`. */
export type Instant = number;

/** An instant that never comes. */
export const NEVER: Instant = Number.POSITIVE_INFINITY;

/** Beyond this many microseconds (285 years) a double no longer tells them apart: what is later never comes. */
const LAST = 2 ** 53;

const { ceil } = Math;

/** The instant that it is now. */
export function now(): Instant {
  return hostNow() / 1000;
}

/**
 * The deadline that many milliseconds from now, in microseconds of the host's clock, possibly with a fraction: 0, negative and
 * NaN are now, Infinity is never. The host's timers take whole ones: {@link wholeDeadline}.
 */
export function deadlineIn(milliseconds: number): number {
  return milliseconds > 0 ? hostNow() + milliseconds * 1000 : hostNow();
}

/** The first whole microsecond that is not before a deadline; Infinity for one that never comes, 0 for one before boot. */
export function wholeDeadline(deadline: number): number {
  // Doubles are compared in software.
  if ((deadline | 0) === deadline && deadline > 0) {
    return deadline;
  }
  return deadline >= LAST ? NEVER : deadline > 0 ? ceil(deadline) : 0;
}

/**
 * The first whole microsecond at which `now()` has reached an instant. A product of doubles alone may miss it by one either way.
 */
export function deadlineOf(instant: Instant): number {
  let deadline = wholeDeadline(instant * 1000);
  if (deadline > 0 && deadline !== NEVER) {
    while (deadline / 1000 < instant) {
      deadline++;
    }
    while ((deadline - 1) / 1000 >= instant) {
      deadline--;
    }
  }
  return deadline;
}
