import { type Awaiter, type Reaction, Target } from "./awaiter.ts";
import type { Instant } from "./clock.ts";

// Those who await one timer, by their first: in the order they came.

/** The list with one more, at its end. */
export function withLast(first: Awaiter | undefined, awaiter: Awaiter): Awaiter {
  if (first === undefined) {
    return awaiter;
  }
  let last = first;
  while (last.next !== undefined) {
    last = last.next;
  }
  last.next = awaiter;
  return first;
}

/** The list without one. */
export function without(first: Awaiter | undefined, awaiter: Awaiter): Awaiter | undefined {
  for (let before = first; before !== undefined; before = before.next) {
    if (before.next === awaiter) {
      before.next = awaiter.next;
    }
  }
  return first === awaiter ? awaiter.next : first;
}

/** Tells all of them that the timer has fired. */
export function resolveAll(first: Awaiter | undefined, instant: Instant): void {
  let awaiter = first;
  while (awaiter !== undefined) {
    // A callback of its may await the timer again, in a list of its own.
    const { next } = awaiter;
    forgetSignal(awaiter);
    awaiter.resolve(instant);
    awaiter = next;
  }
}

/** Tells all of them that the timer cannot fire. */
export function rejectAll(first: Awaiter | undefined, error: unknown): void {
  for (let awaiter = first; awaiter !== undefined; awaiter = awaiter.next) {
    forgetSignal(awaiter);
    awaiter.reject(error);
  }
}

/** Whether a reaction waits in the list, itself or by its function; then it hears how that ends. */
export function isAwaited(first: Awaiter | undefined, reaction: Reaction<unknown, unknown>): boolean {
  for (let awaiter = first; awaiter !== undefined; awaiter = awaiter.next) {
    if (awaiter === reaction) {
      return true;
    }
    if (awaiter instanceof Target && awaiter.target === reaction.onFired) {
      awaiter.reaction = reaction;
      return true;
    }
  }
  return false;
}

/** Stops listening to a signal. The function goes too, for it knows the awaiter: what counts references frees no circle. */
export function forgetSignal(awaiter: Awaiter): void {
  if (awaiter.forget !== undefined) {
    awaiter.forget();
    awaiter.forget = undefined;
  }
}
