import type { Waiter } from "./waiter.ts";

/** The first of those that wait for one direction of a socket, oldest first. */
export type WaiterList = Waiter | null;

/** Puts one behind all others. Lists are short: walking costs less than a pointer to the last in every socket. */
export function append(list: WaiterList, waiter: Waiter): Waiter {
  if (list === null) {
    return waiter;
  }
  let last = list;
  while (last.next !== null) {
    last = last.next;
  }
  last.next = waiter;
  return list;
}

/** The list without one of its members. */
export function without(list: WaiterList, waiter: Waiter): WaiterList {
  if (list === waiter) {
    return list.next;
  }
  for (let before = list; before !== null; before = before.next) {
    if (before.next === waiter) {
      before.next = waiter.next;
    }
  }
  return list;
}

/** The first that meets a condition. */
export function find(list: WaiterList, matches: (waiter: Waiter) => boolean): WaiterList {
  let waiter = list;
  while (waiter !== null && !matches(waiter)) {
    waiter = waiter.next;
  }
  return waiter;
}

/**
 * Lets each try, oldest first, until one that takes something finds nothing left; those behind it that take nothing still
 * have their turn. What is done leaves.
 *
 * @returns those that wait on, in order
 */
export function advance(list: WaiterList, fd: number): WaiterList {
  if (list !== null && list.next === null) {
    return advanceOne(list, fd);
  }
  let kept: WaiterList = null;
  let last: WaiterList = null;
  for (let waiter = list; waiter !== null; ) {
    const next: WaiterList = waiter.next;
    if (!(last !== null && waiter.consumes) && waiter.attempt(fd)) {
      waiter.left();
    } else {
      waiter.next = null;
      if (last === null) {
        kept = waiter;
      } else {
        last.next = waiter;
      }
      last = waiter;
    }
    waiter = next;
  }
  return kept;
}

/** As {@link advance}, for the one that waits nearly always alone. */
function advanceOne(waiter: Waiter, fd: number): WaiterList {
  if (!waiter.attempt(fd)) {
    return waiter;
  }
  waiter.left();
  return null;
}
