import { ENOMEM } from "./errno.ts";
import { addTimerSlot, giveTimerBack, type TimerOwner, type TimerSlot, takeSpareTimer } from "./events.ts";
import { hostTimerClear, hostTimerCreate, hostTimerSet } from "./host-binding.ts";
import { IoError } from "./io-error.ts";

/** A timer of the host that is set; none for what never fires. */
export type Slot = TimerSlot | undefined;

/**
 * Sets a timer of the host. It is given back when it has fired, before its owner hears of it, or by {@link stopTimer}.
 *
 * @param deadline whole microseconds of the host's clock, or Infinity
 * @throws IoError `ENOMEM`, with `option`: all are set
 */
export function startTimer(deadline: number, owner: TimerOwner): Slot {
  if (deadline === Number.POSITIVE_INFINITY) {
    return undefined;
  }
  const slot = takeSpareTimer() ?? newSlot();
  slot.owner = owner;
  hostTimerSet(slot.handle, deadline);
  return slot;
}

/** Clears a timer and gives it back: it does not fire any more, also where it is due already. */
export function stopTimer(slot: Slot): void {
  if (slot !== undefined) {
    hostTimerClear(slot.handle);
    giveTimerBack(slot);
  }
}

function newSlot(): TimerSlot {
  const handle = hostTimerCreate();
  if (handle < 0) {
    throw new IoError("timer", handle, "", handle === -ENOMEM ? "CONFIG_AIO_MAX_TIMERS" : undefined);
  }
  const slot = { handle, owner: undefined, nextSpare: undefined };
  addTimerSlot(slot);
  return slot;
}
