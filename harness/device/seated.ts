import type { Cable } from "../time/cable.ts";
import type { Conductor, Seat } from "../time/conductor.ts";
import { TimeError } from "../time/error.ts";
import type { Clock } from "./clock.ts";
import type { Machine } from "./machine.ts";

/** A machine whose time is the network's. */
export interface Seated {
  readonly machine: Machine;
  /** Milliseconds on its program's clock. */
  now(): number;
  /** It has no time any more. */
  leave(): void;
}

/**
 * Gives a machine a seat among those that go on together. It takes it when it is let go; to pause one is to pause all.
 *
 * @param join is given the end of its cable at the switch
 */
export function seatMachine(
  machine: Machine,
  name: string,
  conductor: Conductor,
  join: (cable: Cable) => void,
): Seated {
  const { stepper, control, clock } = machine;
  if (stepper === undefined) {
    throw new TimeError("the machine's time goes on by itself", "ENOTSUP");
  }
  let seat: Seat | undefined;
  const leave = () => seat?.leave();
  return {
    leave,
    now: () => seat?.now ?? 0,
    machine: {
      ...machine,
      clock: wantedClock(clock, conductor),
      control: {
        ...control,
        resume: async () => {
          if (seat === undefined) {
            seat = conductor.add(stepper, join, name);
          } else {
            conductor.resume();
          }
        },
        pause: () => conductor.pause(),
        quit: async () => {
          leave();
          await control.quit();
        },
      },
    },
  };
}

/** A clock that does not count while time stands still. */
function wantedClock(clock: Clock, conductor: Conductor): Clock {
  return {
    mark: () => ({ ...clock.mark(), wanted: conductor.wanted }),
    since: (mark) => {
      const stood = performance.now() - mark.wall - (conductor.wanted - (mark.wanted ?? 0));
      return Math.max(0, clock.since(mark) - stood);
    },
    load: (ms) => clock.load(ms),
  };
}
