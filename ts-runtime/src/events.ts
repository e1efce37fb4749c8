import { hostOnEvent } from "./host-binding.ts";

/** Who hears of a socket's readiness: `bits` of READABLE (1) and WRITABLE (2). */
export interface SocketOwner {
  ready(bits: number): void;
  /** A read that waited in the host has failed, with a positive errno. */
  readFailed(errno: number): void;
}

/** Who hears that a look-up ended. */
export interface LookupOwner {
  found(): void;
}

// Whose a handle is, by the bits of it that number the host's slot: an array costs a tenth of a Map's look-up.
const SOCKET_SLOT = 0xff;
const LOOKUP_SLOT = 0xff;

const sockets: (SocketOwner | undefined)[] = [];
const lookups: (LookupOwner | undefined)[] = [];

/** Who hears of a socket from now on; nobody without an owner. */
export function setSocketOwner(handle: number, owner: SocketOwner | undefined): void {
  setAt(sockets, handle & SOCKET_SLOT, owner);
}

/** Who hears of a look-up from now on; nobody without an owner. */
export function setLookupOwner(handle: number, owner: LookupOwner | undefined): void {
  setAt(lookups, handle & LOOKUP_SLOT, owner);
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
