import type { Instant } from "./clock.ts";
import { promiseFor, type Settler, unset } from "./deferred.ts";

/** One who awaits a timer. */
export interface Awaiter {
  resolve(instant: Instant): void;
  reject(reason: unknown): void;
  /** Stops listening to its signal, where it has one. */
  forget: (() => void) | undefined;
}

/** Awaits with a promise. */
export class Waiting implements Awaiter, Settler<Instant> {
  resolve: (instant: Instant) => void = unset;
  reject: (reason: unknown) => void = unset;
  forget: (() => void) | undefined = undefined;
}

/** One step of a loop over a timer: its promise is settled with what the loop wants. */
export class Step implements Awaiter {
  readonly promise: Promise<IteratorResult<Instant, undefined>>;
  forget: undefined = undefined;
  private readonly settler: Settler<IteratorResult<Instant, undefined>> = { resolve: unset, reject: unset };

  constructor() {
    this.promise = promiseFor(this.settler);
  }

  resolve(value: Instant): void {
    this.settler.resolve({ done: false, value });
  }

  reject(reason: unknown): void {
    this.settler.reject(reason);
  }
}

type Handler<V, R> = ((value: V) => R | PromiseLike<R>) | null | undefined;

/**
 * What `then` of a timer returns. Its promise is made when somebody asks for it, which `await timer` never does: that calls
 * `then` with functions that settle a promise of its own, and so nothing lies between a timer's deadline and the line after.
 */
export class Reaction<R, E> implements Awaiter, PromiseLike<R | E> {
  forget: undefined = undefined;
  private readonly onFired: Handler<Instant, R>;
  private readonly onFailed: Handler<unknown, E>;
  private outcome: Promise<R | E> | undefined = undefined;
  private settler: Settler<R | E> | undefined = undefined;

  constructor(onFired: Handler<Instant, R>, onFailed: Handler<unknown, E>) {
    this.onFired = onFired;
    this.onFailed = onFailed;
  }

  resolve(instant: Instant): void {
    if (typeof this.onFired === "function") {
      this.call(this.onFired, instant);
    } else {
      this.end(instant as R);
    }
  }

  reject(reason: unknown): void {
    if (typeof this.onFailed === "function") {
      this.call(this.onFailed, reason);
    } else {
      this.fail(reason);
    }
  }

  // biome-ignore lint/suspicious/noThenProperty: it stands for a promise
  then<R2 = R | E, E2 = never>(onDone?: Handler<R | E, R2>, onFailed?: Handler<unknown, E2>): Promise<R2 | E2> {
    return this.promise().then(onDone, onFailed);
  }

  catch<E2 = never>(onFailed?: Handler<unknown, E2>): Promise<R | E | E2> {
    return this.promise().catch(onFailed);
  }

  finally(onEnded?: (() => void) | null): Promise<R | E> {
    return this.promise().finally(onEnded);
  }

  private promise(): Promise<R | E> {
    if (this.outcome === undefined) {
      this.settler = { resolve: unset, reject: unset };
      this.outcome = promiseFor(this.settler);
    }
    return this.outcome;
  }

  private call<V>(handler: (value: V) => unknown, value: V): void {
    let result: unknown;
    try {
      result = handler(value);
    } catch (error) {
      this.fail(error);
      return;
    }
    this.end(result as R | E);
  }

  private end(value: R | E): void {
    if (this.settler !== undefined) {
      this.settler.resolve(value);
    } else if (value !== undefined) {
      this.outcome = Promise.resolve(value);
    }
  }

  /** Where nobody has asked for the promise, it is a rejection that nobody handles. */
  private fail(reason: unknown): void {
    if (this.settler !== undefined) {
      this.settler.reject(reason);
    } else {
      this.outcome = Promise.reject(reason);
    }
  }
}
