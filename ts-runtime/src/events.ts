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

/** A timer of the host, and who has set it. The object stays for good; the owner does not. */
export interface TimerSlot {
  readonly handle: number;
  owner: TimerOwner | undefined;
  /** In the list of those that are not set. */
  nextSpare: TimerSlot | undefined;
}

// Whose a handle is, by the bits of it that number the host's slot: an array costs a tenth of a Map's look-up.
const SOCKET_SLOT = 0xff;
const TIMER_SLOT = 0x3ff;
const LOOKUP_SLOT = 0xff;

const sockets: (SocketOwner | undefined)[] = [];
const timers: (TimerSlot | undefined)[] = [];
const lookups: (LookupOwner | undefined)[] = [];
/** Timers that are not set. They are kept: taking one from here saves two calls into the host. */
let spare: TimerSlot | undefined;

/** Who hears of a socket from now on; nobody without an owner. */
export function setSocketOwner(handle: number, owner: SocketOwner | undefined): void {
  setAt(sockets, handle & SOCKET_SLOT, owner);
}

/** Who hears of a look-up from now on; nobody without an owner. */
export function setLookupOwner(handle: number, owner: LookupOwner | undefined): void {
  setAt(lookups, handle & LOOKUP_SLOT, owner);
}

/** Remembers a timer that the host has made. */
export function addTimerSlot(slot: TimerSlot): void {
  setAt(timers, slot.handle & TIMER_SLOT, slot);
}

/** A timer that is not set, where there is one. */
export function takeSpareTimer(): TimerSlot | undefined {
  const slot = spare;
  if (slot !== undefined) {
    spare = slot.nextSpare;
  }
  return slot;
}

/** Gives a timer back that is not set any more. */
export function giveTimerBack(slot: TimerSlot): void {
  slot.owner = undefined;
  slot.nextSpare = spare;
  spare = slot;
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
    const slot = timers[handle & TIMER_SLOT];
    if (slot?.owner !== undefined) {
      const { owner } = slot;
      slot.owner = undefined;
      slot.nextSpare = spare;
      spare = slot;
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
