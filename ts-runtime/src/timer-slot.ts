import { ENOMEM } from "./errno.ts";
import { giveTimerBack, setTimerOwner, type TimerOwner, takeSpareTimer } from "./events.ts";
import { hostTimerClear, hostTimerCreate, hostTimerSet } from "./host-binding.ts";
import { IoError } from "./io-error.ts";

/** No timer of the host: what never fires needs none. */
export const NO_TIMER = 0;

/**
 * Sets a timer of the host. It is given back when it has fired, before its owner hears of it, or by {@link stopTimer}.
 *
 * @param deadline whole microseconds of the host's clock, or Infinity
 * @returns its handle, or {@link NO_TIMER} for a deadline that never comes
 * @throws IoError `ENOMEM`, with `option`: all are set
 */
export function startTimer(deadline: number, owner: TimerOwner): number {
  if (deadline === Number.POSITIVE_INFINITY) {
    return NO_TIMER;
  }
  let handle = takeSpareTimer();
  if (handle === NO_TIMER) {
    handle = newTimer();
  }
  setTimerOwner(handle, owner);
  hostTimerSet(handle, deadline);
  return handle;
}

/** Clears a timer and gives it back: it does not fire any more, also where it is due already. */
export function stopTimer(handle: number): void {
  if (handle !== NO_TIMER) {
    hostTimerClear(handle);
    giveTimerBack(handle);
  }
}

function newTimer(): number {
  const handle = hostTimerCreate();
  if (handle < 0) {
    throw new IoError("timer", handle, "", handle === -ENOMEM ? "CONFIG_AIO_MAX_TIMERS" : undefined);
  }
  return handle;
}
