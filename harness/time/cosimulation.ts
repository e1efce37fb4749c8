import { setImmediate as turn } from "node:timers/promises";
import { TimeError } from "../base/time-error.ts";
import { unlessAborted } from "../base/unless-aborted.ts";
import type { Stepper } from "../machine/stepper.ts";
import { NetworkError } from "../network/error.ts";
import type { LinkClock } from "../network/link/clock.ts";
import { attempt, Waits } from "../network/waits.ts";
import type { Cable } from "./cable.ts";
import { Demand } from "./demand.ts";
import { type Duration, milliseconds } from "./duration.ts";
import { Lockstep } from "./lockstep.ts";
import { checkTimeOptions, type TimeOptions } from "./options.ts";

/** A device that takes part in a simulation. */
export interface Participant {
  /** Milliseconds on the clock of the device's program. */
  readonly now: number;
  /** The device has no time any more, and sends nothing. */
  leave(): void;
}

const perMillisecond = 1e6;

/**
 * The time of a network whose machines go on together. It stands still until someone wants it to pass; what happens meanwhile is
 * {@link Lockstep}'s. Instants are milliseconds, as on every {@link LinkClock}.
 */
export class Cosimulation implements LinkClock {
  readonly #machines: Lockstep;
  readonly #demand = new Demand(() => void this.#drive());
  readonly #settling = new Set<() => void>();
  /** Of 2000: what a capture's first frame has for a date is the same in each run. */
  readonly epoch = Date.UTC(2000, 0, 1);
  readonly #waits = new Waits("time was to pass, or to stand still");
  #isDriving = false;
  #isClosed = false;
  #wake = () => {};

  /**
   * @param lookahead milliseconds that each frame takes to a device, beside what its links do to it
   * @param patience milliseconds of this host's time that a machine may compute without waiting for anything
   */
  constructor(lookahead = 0.05, patience = 60_000) {
    this.#machines = new Lockstep({
      lookahead: Math.round(lookahead * perMillisecond),
      patience,
      onStuck: ({ name }) => this.#demand.fail(stuck(name, patience)),
    });
  }

  /** Milliseconds since the network was made. */
  now(): number {
    return this.#machines.now / perMillisecond;
  }

  at(instant: number, callback: () => void): () => void {
    const cancel = this.#machines.at(Math.ceil(instant * perMillisecond), callback);
    this.#wake();
    return cancel;
  }

  /** How many milliseconds of this host's time anybody has wanted time to pass. */
  get wanted(): number {
    return this.#demand.wanted;
  }

  /** Whether time stands still. */
  get isHeld(): boolean {
    return this.#demand.isEmpty && !this.#isDriving;
  }

  /**
   * A machine is switched on, at this instant.
   *
   * @param join is given the end of the machine's cable at the switch
   * @param name for messages
   */
  add(stepper: Stepper, join: (cable: Cable) => void, name = "a device"): Participant {
    const machines = this.#machines;
    const member = machines.add(stepper, name);
    join(member.cable);
    this.#wake();
    return {
      get now() {
        return Math.max(machines.now - member.joined - stepper.clockStart, 0) / perMillisecond;
      },
      leave: () => {
        machines.remove(member);
        this.#wake();
      },
    };
  }

  /** Lets time pass freely, until {@link pause}. */
  resume(): void {
    this.#demand.isFree = true;
  }

  /** Lets time stand still, from the next instant on at which all machines are idle, though the signal is aborted; resolves then. */
  pause(options: TimeOptions = {}): Promise<void> {
    return attempt(() => {
      checkTimeOptions("pause", options);
      this.#demand.isFree = false;
      this.#wake();
      return this.#waits.begin((signal) => unlessAborted(this.#demand.empty(), signal), options.signal);
    });
  }

  /**
   * Lets exactly so much time pass, and what is due at its end happen.
   *
   * @throws NetworkError `ENETDOWN` its network was closed, before or meanwhile
   */
  advance(duration: Duration, options: TimeOptions = {}): Promise<void> {
    return attempt(() => {
      const until = this.#machines.now + Math.round(milliseconds(duration) * perMillisecond);
      checkTimeOptions("advance", options);
      if (this.#isClosed) {
        throw new NetworkError("time cannot be advanced: the virtual network has been closed", "ENETDOWN");
      }
      return this.#waits.begin((signal) => this.#demand.until(until, signal), options.signal);
    });
  }

  /** Its network has been closed: who waits for time does so no more. */
  close(): void {
    this.#isClosed = true;
    this.#waits.close();
  }

  /** Lets time pass as long as a promise is pending. Resolves or rejects as that does. */
  during<Value>(promise: Promise<Value>): Promise<Value> {
    return this.#demand.during(promise);
  }

  /** Resolves when time stands still. */
  standstill(): Promise<void> {
    return this.#demand.empty();
  }

  /** Calls back once what the machines have printed by now is read. Returns a function that prevents it. */
  readonly settled = (callback: () => void): (() => void) => {
    this.#settling.add(callback);
    if (!this.#isDriving) {
      setImmediate(() => this.#settle());
    }
    return () => void this.#settling.delete(callback);
  };

  /** Something came from outside of the simulation. */
  notice(): void {
    this.#wake();
  }

  async #drive(): Promise<void> {
    if (this.#isDriving) {
      return;
    }
    this.#isDriving = true;
    // What is there already does not need time to pass.
    await turn();
    for (let stop: number | undefined; ; ) {
      stop = this.#demand.isEmpty ? (stop ?? this.#machines.furthest) : undefined;
      const limit = stop ?? this.#demand.limit;
      if (await this.#machines.step(limit)) {
        // What the machines have printed is read in this turn of the event loop, and promises on it are settled.
        await turn();
        await this.#settle();
      } else if (limit < Infinity) {
        this.#machines.reach(limit);
        this.#demand.reached(limit);
        await turn();
        if (stop !== undefined && this.#demand.isEmpty) {
          break;
        }
      } else {
        await this.#outside();
      }
    }
    this.#isDriving = false;
    this.#demand.stopped();
  }

  async #settle(): Promise<void> {
    const callbacks = [...this.#settling];
    this.#settling.clear();
    for (const callback of callbacks) {
      callback();
    }
    if (callbacks.length > 0) {
      await turn();
    }
  }

  /** Nothing will ever happen by itself. */
  #outside(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = () => {};
        resolve();
      };
      this.#demand.onChange = () => this.#wake();
    });
  }
}

function stuck(name: string, patience: number): TimeError {
  return new TimeError(
    `time cannot go on, as ${name} has computed for ${patience / 1000} s without waiting for anything: it is heard of, and hears of ` +
      "others, where it waits; let a loop that waits for something sleep in between, or boot with a timeout to have it told where it is",
    "ETIMEDOUT",
  );
}
