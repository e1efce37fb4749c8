import { deadlineIn, wholeDeadline } from "./clock.ts";
import { defaults } from "./defaults.ts";
import { promiseFor, type Settler } from "./deferred.ts";
import type { TimerOwner } from "./events.ts";
import { onAbort, signalOf, type WaitOptions } from "./signal.ts";
import { startTimer, stopTimer } from "./timer-slot.ts";

class Sleeper implements TimerOwner, Settler<void> {
  declare resolve: () => void;
  declare reject: (reason: unknown) => void;
  /** Stops listening to its signal, where it has one. */
  declare forget: (() => void) | undefined;

  expired(): void {
    if (this.forget !== undefined) {
      this.forget();
    }
    this.resolve();
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
  if (signal?.aborted) {
    return Promise.reject(signal.reason);
  }
  const sleeper = new Sleeper();
  const promise = promiseFor<void>(sleeper);
  try {
    const slot = startTimer(wholeDeadline(deadlineIn(milliseconds)), sleeper);
    if (signal !== undefined) {
      sleeper.forget = onAbort(signal, (reason) => {
        stopTimer(slot);
        sleeper.forget?.();
        sleeper.reject(reason);
      });
    }
  } catch (error) {
    sleeper.reject(error);
  }
  return promise;
}
