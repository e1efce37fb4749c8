import { hostNow } from "./host-binding.ts";

/** Milliseconds since boot, on the clock of `performance.now()`. */
export type Instant = number;

/** An instant that never comes. */
export const NEVER: Instant = Number.POSITIVE_INFINITY;

/** Beyond this many microseconds (285 years) a double no longer tells them apart: no deadline is later. */
const LAST = 2 ** 53;

/** The instant that it is now. */
export function now(): Instant {
  return hostNow() / 1000;
}

/** The instant that many milliseconds from now: 0, negative and NaN are now, Infinity is never. */
export function fromNow(milliseconds: number): Instant {
  return milliseconds > 0 ? now() + milliseconds : now();
}

/**
 * The first whole microsecond at which `now()` has reached an instant, which a product of doubles alone misses by one
 * either way. Infinity for an instant that never comes; 0 for one before boot.
 */
export function deadlineOf(instant: Instant): number {
  if (!(instant > 0)) {
    return 0;
  }
  let deadline = Math.ceil(instant * 1000);
  if (deadline >= LAST) {
    return NEVER;
  }
  while (deadline / 1000 < instant) {
    deadline++;
  }
  while ((deadline - 1) / 1000 >= instant) {
    deadline--;
  }
  return deadline;
}
