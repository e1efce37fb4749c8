import { hostOnEvent } from "./host-binding.ts";

/** Who hears of a socket's readiness: `bits` of READABLE (1) and WRITABLE (2). */
export interface SocketOwner {
  ready(bits: number): void;
}

/** Who hears that a timer is due. It is no longer set then. */
export interface TimerOwner {
  expired(handle: number): void;
}

/** Who hears that a look-up ended. */
export interface LookupOwner {
  found(handle: number): void;
}

/** By the host's handles. An entry lives as long as the program may hear of it. */
export const sockets = new Map<number, SocketOwner>();
export const timers = new Map<number, TimerOwner>();
export const lookups = new Map<number, LookupOwner>();

const SOCKET = 0;
const TIMER = 1;

function dispatch(kind: number, handle: number, bits: number): void {
  if (kind === SOCKET) {
    const owner = sockets.get(handle);
    if (owner !== undefined) {
      owner.ready(bits);
    }
  } else if (kind === TIMER) {
    const owner = timers.get(handle);
    if (owner !== undefined) {
      owner.expired(handle);
    }
  } else {
    const owner = lookups.get(handle);
    if (owner !== undefined) {
      owner.found(handle);
    }
  }
}

hostOnEvent(dispatch);
