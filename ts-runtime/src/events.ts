import { hostOnEvent } from "./host-binding.ts";

/** Who hears of a socket's readiness: `bits` of READABLE (1) and WRITABLE (2). */
export interface SocketOwner {
  ready(bits: number): void;
  /** A read that waited in the host has failed, with a positive errno. */
  readFailed(errno: number): void;
}

/** Who hears that a timer is due. It is given back already then. */
export interface TimerOwner {
  expired(): void;
}

/** Who hears that a look-up ended. */
export interface LookupOwner {
  found(): void;
}

// Whose a handle is, by the bits of it that number the host's slot: an array costs a tenth of a Map's look-up.
const SOCKET_SLOT = 0xff;
const TIMER_SLOT = 0x3ff;
const LOOKUP_SLOT = 0xff;

const sockets: (SocketOwner | undefined)[] = [];
const timers: (TimerOwner | undefined)[] = [];
const lookups: (LookupOwner | undefined)[] = [];
/** Timers that are not set, as many as the count says. They are kept: taking one from here saves two calls into the host. */
const spare: number[] = [];
let spareCount = 0;

/** Who hears of a socket from now on; nobody without an owner. */
export function setSocketOwner(handle: number, owner: SocketOwner | undefined): void {
  setAt(sockets, handle & SOCKET_SLOT, owner);
}

/** Who hears of a look-up from now on; nobody without an owner. */
export function setLookupOwner(handle: number, owner: LookupOwner | undefined): void {
  setAt(lookups, handle & LOOKUP_SLOT, owner);
}

/** Who hears of a timer. */
export function setTimerOwner(handle: number, owner: TimerOwner): void {
  setAt(timers, handle & TIMER_SLOT, owner);
}

/** A timer of the host that is not set; 0 where there is none. */
export function takeSpareTimer(): number {
  return spareCount > 0 ? (spare[--spareCount] as number) : 0;
}

/** Gives a timer back that is not set any more. */
export function giveTimerBack(handle: number): void {
  timers[handle & TIMER_SLOT] = undefined;
  spare[spareCount++] = handle;
}

/** Fills the array up to the index: one with holes is slow in both engines. */
function setAt<T>(array: (T | undefined)[], index: number, value: T | undefined): void {
  while (array.length < index) {
    array.push(undefined);
  }
  array[index] = value;
}

function dispatch(kind: number, handle: number, bits: number): void {
  if (kind === 0) {
    const owner = sockets[handle & SOCKET_SLOT];
    if (owner !== undefined) {
      owner.ready(bits);
    }
  } else if (kind === 1) {
    const slot = handle & TIMER_SLOT;
    const owner = timers[slot];
    if (owner !== undefined) {
      timers[slot] = undefined;
      spare[spareCount++] = handle;
      owner.expired();
    }
  } else if (kind === 3) {
    sockets[handle & SOCKET_SLOT]?.readFailed(bits);
  } else {
    const owner = lookups[handle & LOOKUP_SLOT];
    if (owner !== undefined) {
      owner.found();
    }
  }
}

hostOnEvent(dispatch);
