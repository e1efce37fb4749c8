import { defaults } from "./defaults.ts";
import { hostPromise, hostSettle, hostTimerStartIn } from "./host-binding.ts";
import { type AbortSignalLike, onAbort, signalOf, type WaitOptions } from "./signal.ts";
import { stopTimer, type TimerOwner, timerError } from "./timer-slot.ts";

/** One who listens to a signal while it sleeps. */
class Sleeper implements TimerOwner {
  readonly promise = hostPromise<void>();
  declare forget: (() => void) | undefined;

  listen(slot: number, signal: AbortSignalLike): void {
    this.forget = onAbort(signal, (reason) => {
      stopTimer(slot);
      this.forget?.();
      hostSettle(this.promise, reason, 1);
    });
  }

  expired(): void {
    this.forget?.();
    // What counts references frees no circle.
    this.forget = undefined;
    hostSettle(this.promise, undefined, 0);
  }
}

defaults(Sleeper, { forget: undefined });

/**
 * Waits. 0, negative and NaN wait for the next turn, Infinity for ever (which does not hold the program).
 *
 * @param milliseconds fractions are allowed: 0.05 is 50 µs
 * @throws IoError `ENOMEM` with `option`: all timers are in use
 */
export function sleep(milliseconds: number, options?: WaitOptions): Promise<void> {
  const signal = signalOf(options);
  if (signal !== undefined) {
    return sleepUnless(signal, milliseconds);
  }
  const promise = hostPromise<void>();
  const slot = hostTimerStartIn(milliseconds, promise, undefined, 0);
  return slot < 0 ? Promise.reject(timerError(slot)) : promise;
}

function sleepUnless(signal: AbortSignalLike, milliseconds: number): Promise<void> {
  if (signal.aborted) {
    return Promise.reject(signal.reason);
  }
  const sleeper = new Sleeper();
  const slot = hostTimerStartIn(milliseconds, sleeper.expired, sleeper, 0);
  if (slot < 0) {
    return Promise.reject(timerError(slot));
  }
  sleeper.listen(slot, signal);
  return sleeper.promise;
}
