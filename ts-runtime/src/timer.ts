import { AsyncSequence } from "./async-sequence.ts";
import { fromNow, type Instant, NEVER, now } from "./clock.ts";
import { promiseFor, type Settler, unset } from "./deferred.ts";
import type { TimerOwner } from "./events.ts";
import { onAbort, signalOf, type WaitOptions } from "./signal.ts";
import { NO_SLOT, releaseTimer, startTimer, stopTimer } from "./timer-slot.ts";

/** One who awaits a timer. */
class Awaiter implements Settler<Instant> {
  resolve: (instant: Instant) => void = unset;
  reject: (reason: unknown) => void = unset;
  forget: () => void = unset;
}

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
  /** When it fires next. */
  private when: Instant = NEVER;
  /** The instants of an interval are `start + beat * period`: sums would drift away from them. */
  private start: Instant = NEVER;
  private period = NEVER;
  private beat = 0;
  private slot = NO_SLOT;
  private awaiters: Awaiter[] = [];

  private constructor() {}

  /** A timer that does not fire until it is set. */
  static never(): Timer {
    return new Timer();
  }

  /** Fires once. @param milliseconds from now, not from when it is awaited. 0, negative and NaN: at once; Infinity: never */
  static after(milliseconds: number): Timer {
    const timer = new Timer();
    timer.setAfter(milliseconds);
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
    return this.when !== NEVER;
  }

  /** Moves it, whoever awaits it: as {@link Timer.after}. */
  setAfter(milliseconds: number): void {
    this.set(fromNow(milliseconds), NEVER);
  }

  /** Moves it, whoever awaits it: as {@link Timer.at}. */
  setAt(instant: Instant): void {
    this.set(instant, NEVER);
  }

  /** Moves it, whoever awaits it: as {@link Timer.interval}. */
  setInterval(milliseconds: number): void {
    this.set(fromNow(milliseconds), milliseconds);
  }

  /** Moves it, whoever awaits it: as {@link Timer.intervalAt}. */
  setIntervalAt(start: Instant, milliseconds: number): void {
    this.set(start, milliseconds);
  }

  /** It does not fire any more until it is set. Who awaits it waits on. */
  clear(): void {
    this.set(NEVER, NEVER);
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
    const awaiter = new Awaiter();
    const promise = promiseFor(awaiter);
    this.awaiters.push(awaiter);
    if (signal !== undefined) {
      awaiter.forget = onAbort(signal, (reason) => this.drop(awaiter, reason));
    }
    if (this.slot === NO_SLOT && this.awaiters.length > 0) {
      this.arm();
    }
    return promise;
  }

  // biome-ignore lint/suspicious/noThenProperty: a timer is awaited, as in Rust
  then<R = Instant, E = never>(
    onFired?: ((instant: Instant) => R | PromiseLike<R>) | null,
    onFailed?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E> {
    return this.wait().then(onFired, onFailed);
  }

  /** Never ends, as async-io's stream: a one-shot timer yields once for each time that it is set. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Instant, undefined> {
    return new AsyncSequence(() => this.wait().then((value) => ({ done: false as const, value })));
  }

  /** @internal The host's event. */
  expired(handle: number): void {
    releaseTimer(handle);
    this.slot = NO_SLOT;
    const { when: instant, awaiters } = this;
    this.beat++;
    this.when = this.period === NEVER ? NEVER : this.start + this.beat * this.period;
    this.awaiters = [];
    for (const awaiter of awaiters) {
      awaiter.forget();
      awaiter.resolve(instant);
    }
  }

  private set(start: Instant, period: number): void {
    // NaN is now: what compares with nothing could not be ordered among deadlines.
    this.start = Number.isNaN(start) ? now() : start;
    this.period = period > 0 ? period : 0;
    this.beat = 0;
    this.when = this.start;
    stopTimer(this.slot);
    this.slot = NO_SLOT;
    if (this.awaiters.length > 0) {
      this.arm();
    }
  }

  /** Sets the host's timer. Where there is none left, all who wait hear of it: nobody is left hanging. */
  private arm(): void {
    try {
      this.slot = startTimer(this.when, this);
    } catch (error) {
      for (const awaiter of this.awaiters.splice(0)) {
        awaiter.forget();
        awaiter.reject(error);
      }
    }
  }

  /** Takes out one who was aborted, and the host's timer with the last. */
  private drop(awaiter: Awaiter, reason: unknown): void {
    const index = this.awaiters.indexOf(awaiter);
    if (index >= 0) {
      this.awaiters.splice(index, 1);
      awaiter.forget();
      awaiter.reject(reason);
    }
    if (this.awaiters.length === 0) {
      stopTimer(this.slot);
      this.slot = NO_SLOT;
    }
  }
}
