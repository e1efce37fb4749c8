import type { Instant } from "./clock.ts";
import { defaults } from "./defaults.ts";
import { deferred } from "./deferred.ts";
import type { TimerTarget } from "./host.ts";
import { hostSettle } from "./host-binding.ts";
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

/** What a step of a loop over a timer yields. */
export function stepAt(value: Instant): IteratorResult<Instant, undefined> {
  return { done: false, value };
}

/** Awaits with a promise of the host's, or with a function of the engine's that resolves one. */
export class Target implements Awaiter {
  declare next: Awaiter | undefined;
  declare forget: (() => void) | undefined;
  /** Somebody wants to know how the reaction with this function ends. */
  declare reaction: Reaction<unknown, unknown> | undefined;
  readonly target: TimerTarget;
  private readonly isStep: boolean;

  /** @param isStep what it awaits is a step of a loop */
  constructor(target: TimerTarget, isStep: boolean) {
    this.target = target;
    this.isStep = isStep;
  }

  resolve(instant: Instant): void {
    const { target } = this;
    if (this.reaction !== undefined) {
      this.reaction.resolve(instant);
    } else if (typeof target === "function") {
      (target as (value: unknown) => unknown)(instant);
    } else {
      hostSettle(target, this.isStep ? stepAt(instant) : instant, 0);
    }
  }

  reject(reason: unknown): void {
    const { target } = this;
    if (typeof target === "function") {
      (target as (value: unknown) => unknown)(Promise.reject(reason));
    } else {
      hostSettle(target, reason, 1);
    }
  }
}

defaults(Target, { next: undefined, forget: undefined, reaction: undefined });

type Handler<V, R> = ((value: V) => R | PromiseLike<R>) | null | undefined;

/** The timer of a reaction. */
interface Reacting {
  /** Somebody wants to know how a reaction ends, which the host may serve without a word. Whether it still waits. */
  watch(reaction: Reaction<unknown, unknown>): boolean;
}

/**
 * What `then` of a timer returns. Its promise is made when somebody asks for it, which `await timer` never does: that calls
 * `then` with functions that settle a promise of its own, and the host calls the one.
 */
export class Reaction<R, E> implements Awaiter, PromiseLike<R | E> {
  declare next: Awaiter | undefined;
  declare forget: undefined;
  private readonly timer: Reacting;
  readonly onFired: Handler<Instant, R>;
  private readonly onFailed: Handler<unknown, E>;
  /** What somebody asked for before it was settled. */
  declare private asked: ReturnType<typeof deferred<R | E>> | undefined;
  declare private outcome: Promise<R | E> | undefined;

  constructor(timer: Reacting, onFired: Handler<Instant, R>, onFailed: Handler<unknown, E>) {
    this.timer = timer;
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
    if (this.outcome === undefined && !this.timer.watch(this as Reaction<unknown, unknown>)) {
      this.outcome = nothing;
    }
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

defaults(Reaction, { next: undefined, forget: undefined, asked: undefined, outcome: undefined });
