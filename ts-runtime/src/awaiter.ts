import type { Instant } from "./clock.ts";
import { defaults } from "./defaults.ts";
import { deferred } from "./deferred.ts";
import { hostPromise, hostSettle } from "./host-binding.ts";
import { resolved } from "./resolved.ts";

/** What a function that returns nothing resolves to. */
const nothing = resolved as Promise<never>;

/** One who awaits a timer; those of one timer form a list, in the order they came. */
export interface Awaiter {
  next: Awaiter | undefined;
  /** Stops listening to its signal, where it has one. */
  forget: (() => void) | undefined;
  /** What the host resolves with, where that is not the instant itself. */
  outcomeAt: ((instant: Instant) => unknown) | undefined;
  /** The host has settled it by itself. */
  noteFired: (() => void) | undefined;
  resolve(instant: Instant): void;
  reject(reason: unknown): void;
}

/** Awaits with a promise. */
export class Waiting implements Awaiter {
  declare next: Awaiter | undefined;
  declare forget: (() => void) | undefined;
  declare outcomeAt: undefined;
  declare noteFired: undefined;
  readonly promise = hostPromise<Instant>();

  resolve(instant: Instant): void {
    hostSettle(this.promise, instant, 0);
  }

  reject(reason: unknown): void {
    hostSettle(this.promise, reason, 1);
  }
}

const none = { next: undefined, forget: undefined, outcomeAt: undefined, noteFired: undefined };

defaults(Waiting, none);

type LoopResult = IteratorResult<Instant, undefined>;

/** One step of a loop over a timer: its promise is settled with what the loop wants. */
export class Step implements Awaiter {
  declare next: Awaiter | undefined;
  declare forget: undefined;
  declare noteFired: undefined;
  readonly promise = hostPromise<LoopResult>();

  outcomeAt(value: Instant): LoopResult {
    return { done: false, value };
  }

  resolve(value: Instant): void {
    hostSettle(this.promise, this.outcomeAt(value), 0);
  }

  reject(reason: unknown): void {
    hostSettle(this.promise, reason, 1);
  }
}

defaults(Step, { next: undefined, forget: undefined, noteFired: undefined });

type Handler<V, R> = ((value: V) => R | PromiseLike<R>) | null | undefined;

/** The timer of a reaction. */
export interface Reacting {
  /** Somebody wants to know how the reaction ends: the host is not to call its function without a word. */
  watch(): void;
}

/**
 * What `then` of a timer returns. Its promise is made when somebody asks for it, which `await timer` never does: that calls
 * `then` with functions that settle a promise of its own, and the host calls the one.
 */
export class Reaction<R, E> implements Awaiter, PromiseLike<R | E> {
  declare next: Awaiter | undefined;
  declare forget: undefined;
  declare outcomeAt: undefined;
  private readonly timer: Reacting;
  private readonly onFired: Handler<Instant, R>;
  private readonly onFailed: Handler<unknown, E>;
  /** What somebody asked for before it was settled. */
  declare private asked: ReturnType<typeof deferred<R | E>> | undefined;
  declare private outcome: Promise<R | E> | undefined;

  constructor(timer: Reacting, onFired: Handler<Instant, R>, onFailed: Handler<unknown, E>) {
    this.timer = timer;
    this.onFired = onFired;
    this.onFailed = onFailed;
  }

  noteFired(): void {
    this.outcome = nothing;
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
    this.timer.watch();
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

defaults(Reaction, { next: undefined, forget: undefined, outcomeAt: undefined, asked: undefined, outcome: undefined });
