import { READABLE } from "../../../ts-runtime/src/waiter.ts";
import type { FakeNetwork } from "./fake-network.ts";

const EBADF = 9;
const EAGAIN = 11;
const EALREADY = 120;

interface Settler {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

interface Pending {
  readonly fd: number;
  readonly buffer: Uint8Array;
  readonly promise: Promise<number>;
}

/** Reads that wait in the host, as `firmware/app/operations/host_reads.c` has them. */
export class FakeReads {
  readonly #network: FakeNetwork;
  readonly #pending = new Map<number, Pending>();
  /** Handles whose last read took all there was. */
  readonly #drained = new Set<number>();
  readonly #settlers = new WeakMap<Promise<unknown>, Settler>();

  constructor(network: FakeNetwork) {
    this.#network = network;
  }

  /** @param arm asks for an event, and returns 0 or a code */
  read(handle: number, fd: number, buffer: Uint8Array, arm: () => number): number | Promise<number> {
    if (handle <= 0) {
      return -EBADF;
    }
    if (this.#pending.has(handle)) {
      return -EALREADY;
    }
    const result = this.#drained.has(handle) ? -EAGAIN : this.#receive(handle, fd, buffer);
    if (result !== -EAGAIN) {
      return result;
    }
    const armed = arm();
    if (armed < 0) {
      return armed;
    }
    const promise = this.promise<number>();
    this.#pending.set(handle, { fd, buffer, promise });
    return promise;
  }

  /** One that {@link settle} settles. */
  promise<T>(): Promise<T> {
    let settler: Settler | undefined;
    const promise = new Promise<T>((resolve, reject) => {
      settler = { resolve: resolve as Settler["resolve"], reject };
    });
    this.#settlers.set(promise, settler as unknown as Settler);
    return promise;
  }

  takeRead(handle: number): Promise<number> | undefined {
    const promise = this.#pending.get(handle)?.promise;
    this.#pending.delete(handle);
    return promise;
  }

  settle(promise: Promise<unknown>, result: unknown, rejected: number): void {
    const settler = this.#settlers.get(promise);
    if (rejected === 1) {
      settler?.reject(result);
    } else {
      settler?.resolve(result);
    }
  }

  /** A socket is gone: whoever deregisters it has settled its read. */
  forget(handle: number): void {
    if (this.#pending.delete(handle)) {
      this.#network.violations.push(`deregister(${handle}): its read waits for ever`);
    }
    this.#drained.delete(handle);
  }

  /**
   * A socket is ready.
   *
   * @returns what the program is to hear of it: bits, and the errno of a read that failed
   */
  advance(handle: number, bits: number, arm: () => number): { readonly bits: number; readonly errno: number } {
    const pending = this.#pending.get(handle);
    if (pending === undefined || (bits & READABLE) === 0) {
      return { bits, errno: 0 };
    }
    const rest = bits & ~READABLE;
    const result = this.#receive(handle, pending.fd, pending.buffer);
    if (result === -EAGAIN) {
      arm();
    } else if (result < 0) {
      return { bits: rest, errno: -result };
    } else {
      this.#pending.delete(handle);
      this.settle(pending.promise, result, 0);
    }
    return { bits: rest, errno: 0 };
  }

  #receive(handle: number, fd: number, buffer: Uint8Array): number {
    const result = this.#network.receive(fd, buffer, 0);
    if (result > 0 && result < buffer.length) {
      this.#drained.add(handle);
    } else {
      this.#drained.delete(handle);
    }
    return result === -EAGAIN && buffer.length === 0 ? 0 : result;
  }
}
