import type { Instant } from "./clock.ts";
import { defaults } from "./defaults.ts";
import { deferred, type Settler } from "./deferred.ts";
import { resolved } from "./resolved.ts";

/** What a function that returns nothing resolves to. */
const nothing = resolved as Promise<never>;

/** One who awaits a timer; those of one timer form a list, in the order they came. */
export interface Awaiter {
  next: Awaiter | undefined;
  /** Stops listening to its signal, where it has one. */
  forget: (() => void) | undefined;
  resolve(instant: Instant): void;
  reject(reason: unknown): void;
}

/** Awaits with a promise, whose functions are its own: the timer's event calls them with nothing in between. */
export class Waiting implements Awaiter, Settler<Instant> {
  declare next: Awaiter | undefined;
  declare forget: (() => void) | undefined;
  declare resolve: (instant: Instant) => void;
  declare reject: (reason: unknown) => void;
}

defaults(Waiting, { next: undefined, forget: undefined });

type LoopResult = IteratorResult<Instant, undefined>;

/** One step of a loop over a timer: its promise is settled with what the loop wants. */
export class Step implements Awaiter {
  declare next: Awaiter | undefined;
  declare forget: undefined;
  readonly settler = {} as Settler<LoopResult>;

  resolve(value: Instant): void {
    this.settler.resolve({ done: false, value });
  }

  reject(reason: unknown): void {
    this.settler.reject(reason);
  }
}

defaults(Step, { next: undefined, forget: undefined });

type Handler<V, R> = ((value: V) => R | PromiseLike<R>) | null | undefined;

/**
 * What `then` of a timer returns. Its promise is made when somebody asks for it, which `await timer` never does: that calls
 * `then` with functions that settle a promise of its own, and so nothing lies between a timer's deadline and the line after.
 */
export class Reaction<R, E> implements Awaiter, PromiseLike<R | E> {
  declare next: Awaiter | undefined;
  declare forget: undefined;
  private readonly onFired: Handler<Instant, R>;
  private readonly onFailed: Handler<unknown, E>;
  /** What somebody asked for before it was settled. */
  declare private asked: ReturnType<typeof deferred<R | E>> | undefined;
  private outcome: Promise<R | E> | undefined = undefined;

  constructor(onFired: Handler<Instant, R>, onFailed: Handler<unknown, E>) {
    this.onFired = onFired;
    this.onFailed = onFailed;
  }

  resolve(instant: Instant): void {
    const { onFired } = this;
    if (typeof onFired !== "function") {
      this.end(instant as R);
      return;
    }
    try {
      const result = onFired(instant);
      if (result === undefined && this.asked === undefined) {
        this.outcome = nothing;
      } else {
        this.end(result);
      }
    } catch (error) {
      this.fail(error);
    }
  }

  reject(reason: unknown): void {
    const { onFailed } = this;
    if (typeof onFailed !== "function") {
      this.fail(reason);
      return;
    }
    try {
      this.end(onFailed(reason));
    } catch (error) {
      this.fail(error);
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
      this.asked = deferred();
      this.outcome = this.asked.promise;
    }
    return this.outcome;
  }

  private end(value: R | E | PromiseLike<R | E>): void {
    if (this.asked === undefined) {
      this.outcome = Promise.resolve(value);
    } else {
      this.asked.resolve(value as R | E);
    }
  }

  /** Where nobody has asked for the promise, it is a rejection that nobody handles. */
  private fail(reason: unknown): void {
    if (this.asked === undefined) {
      this.outcome = Promise.reject(reason);
    } else {
      this.asked.reject(reason);
    }
  }
}

defaults(Reaction, { next: undefined, forget: undefined, asked: undefined });
