import { deadlineOf, type Instant, NEVER } from "./clock.ts";
import { ENOMEM } from "./errno.ts";
import { type TimerOwner, timers } from "./events.ts";
import { hostTimerClear, hostTimerCreate, hostTimerSet } from "./host-binding.ts";
import { IoError } from "./io-error.ts";

/** No timer of the host: what never fires needs none. */
export const NO_SLOT = 0;

/** Timers of the host that are not set now. They are kept: taking one from here saves a call into the host and back. */
const spare: number[] = [];

/**
 * Sets a timer of the host. It is given back when it has fired, before its owner hears of it, or by {@link stopTimer}.
 *
 * @returns its handle, or {@link NO_SLOT} for an instant that never comes
 * @throws IoError `ENOMEM`, with `option`: all are set
 */
export function startTimer(instant: Instant, owner: TimerOwner): number {
  const deadline = deadlineOf(instant);
  if (deadline === NEVER) {
    return NO_SLOT;
  }
  const handle = spare.length > 0 ? (spare.pop() as number) : hostTimerCreate();
  if (handle < 0) {
    throw new IoError("timer", handle, "", handle === -ENOMEM ? "CONFIG_AIO_MAX_TIMERS" : undefined);
  }
  timers.set(handle, owner);
  hostTimerSet(handle, deadline);
  return handle;
}

/** Gives a timer back that has fired: what every owner does first. */
export function releaseTimer(handle: number): void {
  timers.delete(handle);
  spare.push(handle);
}

/** Clears a timer and gives it back: it does not fire any more, also where it is due already. */
export function stopTimer(handle: number): void {
  if (handle !== NO_SLOT) {
    hostTimerClear(handle);
    releaseTimer(handle);
  }
}
