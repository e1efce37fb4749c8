import { ENOMEM } from "./errno.ts";
import { hostTimerStart, hostTimerStop } from "./host-binding.ts";
import { IoError } from "./io-error.ts";

/** No timer of the host: what never fires needs none. */
export const NO_TIMER = 0;

/** Who hears that a timer is due. It is given back already then. */
export interface TimerOwner {
  expired(): void;
}

/**
 * Sets a timer of the host. It is given back when it has fired, before its owner hears of it, or by {@link stopTimer}.
 *
 * @param deadline microseconds of the host's clock, or Infinity
 * @returns its handle, or {@link NO_TIMER} for a deadline that never comes
 * @throws IoError `ENOMEM`, with `option`: all are set
 */
export function startTimer(deadline: number, owner: TimerOwner): number {
  return started(hostTimerStart(deadline, owner.expired, owner, 0));
}

/**
 * Clears a timer and gives it back: it does not fire any more, also where it is due already.
 *
 * @returns 0; negative where it has fired or was stopped before
 */
export function stopTimer(handle: number): number {
  return handle === NO_TIMER ? 0 : hostTimerStop(handle);
}

/** What the host returned for a new timer. @throws IoError `ENOMEM`, with `option`: all are set */
export function started(handle: number): number {
  if (handle < 0) {
    throw timerError(handle);
  }
  return handle;
}

/** Why there is no timer. */
export function timerError(code: number): IoError {
  return new IoError("timer", code, "", code === -ENOMEM ? "CONFIG_AIO_MAX_TIMERS" : undefined);
}
