import { AsyncSequence } from "./async-sequence.ts";
import { type Awaiter, Reaction, stepAt, Target } from "./awaiter.ts";
import { forgetSignal, isAwaited, rejectAll, resolveAll, withLast, without } from "./awaiter-list.ts";
import { deadlineIn, deadlineOf, type Instant, NEVER, now } from "./clock.ts";
import { defaults } from "./defaults.ts";
import type { TimerTarget } from "./host.ts";
import {
  hostAwaitBy,
  hostPromise,
  hostTimerExists,
  hostTimerMove,
  hostTimerRetarget,
  hostTimerStart,
} from "./host-binding.ts";
import { type AbortSignalLike, onAbort, signalOf, type WaitOptions } from "./signal.ts";
import { NO_TIMER, stopTimer, type TimerOwner, timerError } from "./timer-slot.ts";

const UNKNOWN = -1;

/**
 * Fires at an instant, or again and again. `await timer` and `for await (const instant of timer)` yield the instant that was
 * scheduled, exactly, and never before it has come. Whoever waits when it fires gets it, in the order they began to.
 *
 * A one-shot timer that has fired fires again only after it is set; awaited until then, it waits. An interval that fell
 * behind yields each missed instant at once. It takes one of the host's CONFIG_AIO_MAX_TIMERS only while somebody awaits
 * it, and holds the program only then: as a future of async-io's that nobody polls, it costs nothing otherwise.
 *
 * A timer is a thenable: an async function that returns one returns what it yields. Return it in an object to hand it on.
 *
 * Counterpart of async-io's `Timer`. Unlike there, `setAfter` and `setAt` make an interval a one-shot timer, as their
 * documentation says.
 */
export class Timer implements PromiseLike<Instant>, TimerOwner, AsyncIterable<Instant> {
  /** When it fires next, and the host's deadline for that (not looked at where it never does). */
  declare private when: Instant;
  declare private deadline: number;
  /** The instants of an interval are `start + beat * period`: sums would drift away from them. */
  declare private start: Instant;
  declare private period: number;
  declare private beat: number;
  /** Whether there is a period: a flag, because doubles are compared in software. */
  declare private repeats: boolean;
  declare private slot: number;
  declare private first: Awaiter | undefined;
  /**
   * What the host settles by itself, where nobody else awaits the timer, so that nothing lies between a deadline and its line.
   * That it has is found out by {@link catchUp}.
   */
  declare private only: TimerTarget | undefined;
  /** Whether that is a step of a loop. */
  declare private isStep: boolean;

  private constructor() {}

  /** A timer that does not fire until it is set. */
  static never(): Timer {
    return new Timer();
  }

  /** Fires once. @param milliseconds from now, not from when it is awaited. 0, negative and NaN: at once; Infinity: never */
  static after(milliseconds: number): Timer {
    const timer = new Timer();
    // As setAfter, of one that nobody awaits.
    const deadline = deadlineIn(milliseconds);
    timer.when = deadline / 1000;
    timer.deadline = deadline;
    return timer;
  }

  /** Fires once, at an instant of `performance.now()`; one that is past fires at once. */
  static at(instant: Instant): Timer {
    const timer = new Timer();
    timer.setAt(instant);
    return timer;
  }

  /** Fires again and again, first after one period. @param milliseconds as in {@link after} */
  static interval(milliseconds: number): Timer {
    const timer = new Timer();
    timer.setInterval(milliseconds);
    return timer;
  }

  /** Fires again and again, first at `start`. */
  static intervalAt(start: Instant, milliseconds: number): Timer {
    const timer = new Timer();
    timer.setIntervalAt(start, milliseconds);
    return timer;
  }

  /** Whether it fires if nobody sets it again. */
  willFire(): boolean {
    this.catchUp();
    return this.when !== NEVER;
  }

  /** Moves it, whoever awaits it: as {@link Timer.after}. */
  setAfter(milliseconds: number): void {
    const deadline = deadlineIn(milliseconds);
    this.set(deadline / 1000, deadline, NEVER);
  }

  /** Moves it, whoever awaits it: as {@link Timer.at}. */
  setAt(instant: Instant): void {
    this.setIntervalAt(instant, NEVER);
  }

  /** Moves it, whoever awaits it: as {@link Timer.interval}. */
  setInterval(milliseconds: number): void {
    const deadline = deadlineIn(milliseconds);
    this.set(deadline / 1000, deadline, milliseconds);
  }

  /** Moves it, whoever awaits it: as {@link Timer.intervalAt}. */
  setIntervalAt(start: Instant, milliseconds: number): void {
    // NaN is now: what compares with nothing could not be ordered among deadlines.
    const first = Number.isNaN(start) ? now() : start;
    this.set(first, deadlineOf(first), milliseconds);
  }

  /** It does not fire any more until it is set. Who awaits it waits on. */
  clear(): void {
    this.set(NEVER, NEVER, NEVER);
  }

  /**
   * Waits until it fires, as `await timer` does.
   *
   * @throws IoError `ENOMEM` with `option`: all timers are in use
   */
  wait(options?: WaitOptions): Promise<Instant> {
    const signal = signalOf(options);
    if (signal?.aborted) {
      return Promise.reject(signal.reason);
    }
    const promise = hostPromise<Instant>();
    if (signal !== undefined) {
      this.waitUnless(signal, promise);
    } else if (!this.serve(promise, false)) {
      this.add(new Target(promise, false));
    }
    return promise;
  }

  // biome-ignore lint/suspicious/noThenProperty: a timer is awaited, as in Rust
  then<R = Instant, E = never>(
    onFired?: ((instant: Instant) => R | PromiseLike<R>) | null,
    onFailed?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Reaction<R, E> {
    const reaction = new Reaction(this, onFired, onFailed);
    if (typeof onFired !== "function" || !this.serve(onFired, false)) {
      this.add(reaction);
    }
    return reaction;
  }

  /** Never ends, as async-io's stream: a one-shot timer yields once for each time that it is set. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Instant, undefined> {
    return new AsyncSequence(() => {
      const promise = hostPromise<IteratorResult<Instant, undefined>>();
      if (!this.serve(promise, true)) {
        this.add(new Target(promise, true));
      }
      return promise;
    });
  }

  /** @internal The host's event. */
  expired(): void {
    const instant = this.when;
    const { first } = this;
    this.slot = NO_TIMER;
    this.first = undefined;
    this.pass();
    resolveAll(first, instant);
  }

  /** @internal */
  watch(reaction: Reaction<unknown, unknown>): boolean {
    this.catchUp();
    this.hear();
    return isAwaited(this.first, reaction);
  }

  /** Its instant is over. */
  private pass(): void {
    if (this.repeats) {
      this.beat++;
      this.when = this.start + this.beat * this.period;
      // Worked out when somebody awaits it again.
      this.deadline = UNKNOWN;
    } else {
      this.when = NEVER;
    }
  }

  /** Does what there was no time for when the host had fired it. */
  private catchUp(): void {
    if (this.only !== undefined && hostTimerExists(this.slot) === 0) {
      this.forget();
      this.pass();
    }
  }

  private forget(): void {
    this.slot = NO_TIMER;
    this.only = undefined;
  }

  /** From now on the host tells when it fires. */
  private hear(): void {
    if (this.only !== undefined) {
      this.putFirst();
      hostTimerRetarget(this.slot, this.expired, this);
    }
  }

  /** Makes one of a list of whom the host would have served. */
  private putFirst(): void {
    if (this.only !== undefined) {
      this.first = new Target(this.only, this.isStep);
      this.only = undefined;
    }
  }

  private set(start: Instant, deadline: number, period: number): void {
    this.when = start;
    this.deadline = deadline;
    if (period !== NEVER) {
      this.start = start;
      this.period = period > 0 ? period : 0;
      this.beat = 0;
      this.repeats = true;
    } else if (this.repeats) {
      this.repeats = false;
    }
    if (this.slot !== NO_TIMER) {
      this.move();
    } else if (this.first !== undefined) {
      this.arm();
    }
  }

  /** Moves the host's timer. Where it fired meanwhile, that was before it was set. */
  private move(): void {
    const never = this.deadline === NEVER;
    const result = never
      ? stopTimer(this.slot)
      : hostTimerMove(this.slot, this.deadline, this.only === undefined ? this : this.outcome());
    if (result < 0) {
      this.forget();
    } else if (never) {
      this.putFirst();
      this.slot = NO_TIMER;
    }
  }

  private outcome(): unknown {
    return this.isStep ? stepAt(this.when) : this.when;
  }

  /** Lets the host settle a target by itself. Returns whether it does: not with others who wait, nor a program's function. */
  private serve(target: TimerTarget, isStep: boolean): boolean {
    if (this.only !== undefined) {
      this.catchUp();
    }
    if (this.first !== undefined || this.only !== undefined || this.when === NEVER) {
      return false;
    }
    if (this.deadline === UNKNOWN) {
      this.deadline = deadlineOf(this.when);
    }
    const slot = hostTimerStart(this.deadline, target, isStep ? stepAt(this.when) : this.when, 2);
    if (slot <= 0) {
      return false;
    }
    this.slot = slot;
    this.only = target;
    if (this.isStep !== isStep) {
      this.isStep = isStep;
    }
    return true;
  }

  private waitUnless(signal: AbortSignalLike, promise: Promise<Instant>): void {
    const awaiter = new Target(promise, false);
    this.add(awaiter);
    if (this.first !== undefined) {
      awaiter.forget = onAbort(signal, (reason) => this.drop(awaiter, reason));
    }
  }

  private add(awaiter: Awaiter): void {
    this.catchUp();
    this.hear();
    const isFirst = this.first === undefined;
    this.first = withLast(this.first, awaiter);
    if (isFirst && this.when !== NEVER) {
      this.arm();
    }
  }

  /** Sets the host's timer. Where there is none left, all who wait hear of it: nobody is left hanging. */
  private arm(): void {
    if (this.deadline === UNKNOWN) {
      this.deadline = deadlineOf(this.when);
    }
    const slot = hostTimerStart(this.deadline, this.expired, this, 0);
    if (slot < 0) {
      const { first } = this;
      this.first = undefined;
      rejectAll(first, timerError(slot));
    } else if (slot !== NO_TIMER) {
      this.slot = slot;
    }
  }

  /** Takes out one who was aborted, and the host's timer with the last. */
  private drop(awaiter: Awaiter, reason: unknown): void {
    this.first = without(this.first, awaiter);
    forgetSignal(awaiter);
    awaiter.reject(reason);
    if (this.first === undefined) {
      stopTimer(this.slot);
      this.slot = NO_TIMER;
    }
  }
}

defaults(Timer, {
  when: NEVER,
  deadline: NEVER,
  repeats: false,
  slot: NO_TIMER,
  first: undefined,
  only: undefined,
  isStep: false,
});
// As by `then`, for less: no reaction, and no functions that settle a promise of the engine's.
hostAwaitBy(Timer.prototype, Timer.prototype.wait);
