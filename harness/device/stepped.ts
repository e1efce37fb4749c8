import type { Clock } from "../base/clock.ts";
import { TimeError } from "../base/time-error.ts";
import type { Machine } from "../machine/machine.ts";
import type { Cable } from "../time/cable.ts";
import type { Cosimulation, Participant } from "../time/cosimulation.ts";

/** A machine whose time is the network's. */
export interface SteppedMachine {
  readonly machine: Machine;
  /** Milliseconds on its program's clock. */
  now(): number;
  /** It has no time any more. */
  leave(): void;
}

/**
 * Gives a machine a participant among those that go on together. It takes it when it is let go; to pause one is to pause all.
 *
 * @param join is given the end of its cable at the switch
 */
export function joinCosimulation(
  machine: Machine,
  name: string,
  cosimulation: Cosimulation,
  join: (cable: Cable) => void,
): SteppedMachine {
  const { stepper, control, clock } = machine;
  if (stepper === undefined) {
    throw new TimeError("the machine's time goes on by itself", "ENOTSUP");
  }
  let participant: Participant | undefined;
  const leave = () => participant?.leave();
  return {
    leave,
    now: () => participant?.now ?? 0,
    machine: {
      ...machine,
      clock: wantedClock(clock, cosimulation),
      control: {
        ...control,
        resume: async () => {
          if (participant === undefined) {
            participant = cosimulation.add(stepper, join, name);
          } else {
            cosimulation.resume();
          }
        },
        pause: () => cosimulation.pause(),
        quit: async () => {
          leave();
          await control.quit();
        },
      },
    },
  };
}

/** A clock that does not count while time stands still. */
function wantedClock(clock: Clock, cosimulation: Cosimulation): Clock {
  return {
    mark: () => ({ ...clock.mark(), wanted: cosimulation.wanted }),
    since: (mark) => {
      const stood = performance.now() - mark.wall - (cosimulation.wanted - (mark.wanted ?? 0));
      return Math.max(0, clock.since(mark) - stood);
    },
    load: (ms) => clock.load(ms),
  };
}
