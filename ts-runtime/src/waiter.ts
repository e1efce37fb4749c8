import { defaults } from "./defaults.ts";
import type { Settler } from "./deferred.ts";

/** Interest in, and readiness for, reading. */
export const READABLE = 1;
/** Interest in, and readiness for, writing. */
export const WRITABLE = 2;

/**
 * An operation that waits for its socket. Those of one socket and direction form a list, oldest first. When the socket is
 * ready they try again in that order until one finds nothing left: each byte goes to who asked first, and nobody spins.
 */
export abstract class Waiter<T = never> implements Settler<T> {
  declare resolve: (value: T) => void;
  declare reject: (reason: unknown) => void;
  /** Stops listening to its signal, where it has one. */
  declare forget: (() => void) | undefined;
  declare next: Waiter | null;
  /** Whether it is in a list: when it is not, it may be used again. */
  declare waits: boolean;

  /** What it does, for messages of errors. */
  abstract get syscall(): string;

  /** Whether it takes something, which those behind it then do not find. */
  get consumes(): boolean {
    return true;
  }

  /**
   * Tries, and settles the promise unless it has to wait on. Runs none of the program's own code: this is called while the
   * list is walked.
   *
   * @returns whether it is done
   */
  abstract attempt(fd: number): boolean;

  /** Rejects it before it was done: aborted, or its socket was closed. */
  fail(reason: unknown): void {
    this.reject(reason);
  }

  /** Called when it leaves the list, for whatever reason. */
  left(): void {
    this.waits = false;
    if (this.next !== null) {
      this.next = null;
    }
    if (this.forget !== undefined) {
      this.forget();
      this.forget = undefined;
    }
  }
}

defaults(Waiter, { next: null, waits: false, forget: undefined });
