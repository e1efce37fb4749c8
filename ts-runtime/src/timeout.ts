import { deadlineIn, wholeDeadline } from "./clock.ts";
import { ETIMEDOUT } from "./errno.ts";
import type { TimerOwner } from "./events.ts";
import { AbortController, type AbortSignal } from "./globals/abort.ts";
import { IoError } from "./io-error.ts";
import { type Slot, startTimer, stopTimer } from "./timer-slot.ts";

/** What {@link timeout} limits: a promise, or a function that is given a signal and returns one. */
export type Operation<T> = PromiseLike<T> | ((signal: AbortSignal) => PromiseLike<T> | T);

/**
 * Limits how long an operation may take. When the time is over the signal is aborted and this rejects; how the operation ends
 * after that is ignored. Only an operation that listens to its signal stops, so a function is the better choice.
 *
 * @param milliseconds Infinity: no limit
 * @throws IoError `ETIMEDOUT`; `ENOMEM` with `option`: all timers are in use, and the operation was aborted; what the operation
 *   rejects with
 */
export function timeout<T>(milliseconds: number, operation: Operation<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const limit = new Limit(milliseconds, reject);
    const ended = (): void => limit.end();
    let running: PromiseLike<T> | T;
    try {
      running = typeof operation === "function" ? operation(limit.signal) : operation;
    } catch (error) {
      reject(error);
      return;
    }
    limit.begin();
    Promise.resolve(running).then(
      (value) => {
        ended();
        resolve(value);
      },
      (error) => {
        ended();
        reject(error);
      },
    );
  });
}

class Limit implements TimerOwner {
  private readonly controller = new AbortController();
  private readonly milliseconds: number;
  private readonly reject: (error: unknown) => void;
  private readonly deadline: number;
  private slot: Slot = undefined;

  constructor(milliseconds: number, reject: (error: unknown) => void) {
    this.milliseconds = milliseconds;
    this.reject = reject;
    // It starts to count before the operation does.
    this.deadline = wholeDeadline(deadlineIn(milliseconds));
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  begin(): void {
    try {
      this.slot = startTimer(this.deadline, this);
    } catch (error) {
      this.fail(error);
    }
  }

  expired(): void {
    this.slot = undefined;
    this.fail(new IoError("timeout", ETIMEDOUT, `${this.milliseconds} ms`));
  }

  end(): void {
    stopTimer(this.slot);
    this.slot = undefined;
  }

  private fail(error: unknown): void {
    this.reject(error);
    this.controller.abort(error);
  }
}
