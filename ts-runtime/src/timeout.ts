import { deadlineIn, wholeDeadline } from "./clock.ts";
import { defaults } from "./defaults.ts";
import { promiseFor, type Settler } from "./deferred.ts";
import { ETIMEDOUT } from "./errno.ts";
import { AbortController, type AbortSignal } from "./globals/abort.ts";
import { IoError } from "./io-error.ts";
import { NO_TIMER, startTimer, stopTimer, type TimerOwner } from "./timer-slot.ts";

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
  const limit = new Limit<T>(milliseconds);
  const promise = promiseFor(limit);
  // It begins to count before the operation does.
  const deadline = wholeDeadline(deadlineIn(milliseconds));
  let running: PromiseLike<T> | T;
  try {
    running = typeof operation === "function" ? operation(limit.begin()) : operation;
  } catch (error) {
    limit.reject(error);
    return promise;
  }
  limit.watch(Promise.resolve(running), deadline);
  return promise;
}

class Limit<T> implements TimerOwner, Settler<T> {
  declare resolve: (value: T) => void;
  declare reject: (reason: unknown) => void;
  declare private slot: number;
  declare private controller: AbortController | undefined;
  private readonly milliseconds: number;

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }

  /** The signal for an operation that wants one. */
  begin(): AbortSignal {
    this.controller = new AbortController();
    return this.controller.signal;
  }

  watch(running: Promise<T>, deadline: number): void {
    try {
      this.slot = startTimer(deadline, this);
    } catch (error) {
      this.stop(error);
    }
    running.then(
      (value) => {
        this.end();
        this.resolve(value);
      },
      (error) => {
        this.end();
        this.reject(error);
      },
    );
  }

  expired(): void {
    this.slot = NO_TIMER;
    const error = new IoError("timeout", ETIMEDOUT);
    error.message = `timeout: not done within ${this.milliseconds} ms (ETIMEDOUT)`;
    this.stop(error);
  }

  private end(): void {
    stopTimer(this.slot);
    this.slot = NO_TIMER;
  }

  private stop(error: unknown): void {
    this.reject(error);
    this.controller?.abort(error);
  }
}

defaults(Limit, { slot: NO_TIMER, controller: undefined });
