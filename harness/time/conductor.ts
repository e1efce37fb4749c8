import { setImmediate as turn } from "node:timers/promises";
import type { LinkClock } from "../network/link/clock.ts";
import { packetOf } from "../network/packet.ts";
import { Cable } from "./cable.ts";
import { type Duration, milliseconds } from "./duration.ts";
import { TimeError } from "./error.ts";
import { EventQueue } from "./event-queue.ts";
import type { LoggedFrame } from "./frame-log.ts";
import { Score } from "./score.ts";
import type { Stepper } from "./stepper.ts";

/** A device's place in a simulation. */
export interface Seat {
  /** Milliseconds on the clock of the device's program. */
  readonly now: number;
  /** The device has no time any more, and sends nothing. */
  leave(): void;
}

interface Member extends Seat {
  readonly stepper: Stepper;
  readonly cable: Cable;
  /** The instant of its power-on. */
  readonly joined: number;
  readonly name: string;
}

const perMillisecond = 1e6;
const microsecond = 1000;

/**
 * Lets the machines of one network go on together: conservative co-simulation. Events are frames on links, alarms of machines, and
 * arrivals of frames. A machine never goes on past the earliest instant at which it could be sent a frame: the earliest event of all,
 * its own among them, as that may be answered, and the lookahead, which is the time that each frame takes on its last cable.
 *
 * Time stands still until someone wants it to pass. Everything here depends on what the machines do, and on nothing of this host.
 * Instants are nanoseconds; {@link LinkClock} is in milliseconds.
 */
export class Conductor implements LinkClock {
  readonly #events = new EventQueue();
  readonly #members: Member[] = [];
  readonly #lookahead: number;
  readonly #patience: number;
  readonly #score = new Score(() => void this.#drive());
  readonly #settling = new Set<() => void>();
  /** Of 2000: what a capture's first frame has for a date is the same in each run. */
  readonly epoch = Date.UTC(2000, 0, 1);
  #now = 0;
  #isDriving = false;
  /** Whether `#now` was asked for: no machine that waits for something is beyond it. */
  #isExact = true;
  #wake = () => {};

  /**
   * @param lookahead milliseconds that each frame takes to a device, beside what its links do to it
   * @param patience milliseconds of this host's time that a machine may compute without waiting for anything
   */
  constructor(lookahead = 0.05, patience = 60_000) {
    this.#lookahead = Math.round(lookahead * perMillisecond);
    this.#patience = patience;
  }

  /** Milliseconds since the network was made. */
  now(): number {
    return this.#now / perMillisecond;
  }

  at(instant: number, callback: () => void): () => void {
    const cancel = this.#events.add(Math.max(this.#now, Math.ceil(instant * perMillisecond)), callback);
    this.#wake();
    return cancel;
  }

  /** How many milliseconds of this host's time anybody has wanted time to pass. */
  get wanted(): number {
    return this.#score.wanted;
  }

  /** Whether time stands still. */
  get isHeld(): boolean {
    return this.#score.isEmpty && !this.#isDriving;
  }

  /**
   * A machine is switched on, at this instant.
   *
   * @param join is given the end of the machine's cable at the switch
   * @param name for messages
   */
  add(stepper: Stepper, join: (cable: Cable) => void, name = "a device"): Seat {
    const cable = new Cable(() => this.#arrivalOfNow());
    const joined = Math.ceil(this.#now / microsecond) * microsecond;
    const conductor = this;
    const member: Member = {
      stepper,
      cable,
      joined,
      name,
      get now() {
        return Math.max(conductor.#now - joined - stepper.clockStart, 0) / perMillisecond;
      },
      leave: () => this.#remove(member),
    };
    this.#members.push(member);
    // What happens at one instant happens in this order, however long this host took to start each.
    this.#members.sort((a, b) => a.joined - b.joined || (a.name < b.name ? -1 : Number(a.name > b.name)));
    join(cable);
    this.#wake();
    return member;
  }

  /** Lets time pass freely, until {@link pause}. */
  resume(): void {
    this.#score.isFree = true;
  }

  /** Lets time stand still, from the next instant on at which all machines are idle; resolves then. */
  async pause(): Promise<void> {
    this.#score.isFree = false;
    this.#wake();
    await this.#score.empty();
  }

  /** Lets exactly so much time pass, and what is due at its end happen. */
  async advance(duration: Duration): Promise<void> {
    await this.#score.until(this.#now + Math.round(milliseconds(duration) * perMillisecond));
  }

  /** Lets time pass as long as a promise is pending. Resolves or rejects as that does. */
  during<Value>(promise: Promise<Value>): Promise<Value> {
    return this.#score.during(promise);
  }

  /** Resolves when time stands still. */
  standstill(): Promise<void> {
    return this.#score.empty();
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
      stop = this.#score.isEmpty ? (stop ?? this.#furthest()) : undefined;
      const limit = stop ?? this.#score.limit;
      if (await this.#round(limit)) {
        // What the machines have printed is read in this turn of the event loop, and promises on it are settled.
        await turn();
        await this.#settle();
      } else if (limit < Infinity) {
        this.#now = Math.max(this.#now, limit);
        this.#isExact = true;
        this.#score.reached(limit);
        await turn();
        if (stop !== undefined && this.#score.isEmpty) {
          break;
        }
      } else {
        await this.#outside();
      }
    }
    this.#isDriving = false;
    this.#score.stopped();
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
      this.#score.onChange = () => this.#wake();
    });
  }

  /**
   * The instant at which time can stand still: where the machine is that went on furthest, so that what comes from outside meanwhile is
   * in the past of none. All others go on to it.
   */
  #furthest(): number {
    return this.#isExact ? this.#now : Math.max(this.#now, ...this.#members.map(clock));
  }

  /** Does what comes first. Returns false where that is behind the limit. */
  async #round(limit: number): Promise<boolean> {
    await this.#runEvents(limit);
    const first = this.#first();
    if (first > limit || first === Infinity) {
      return false;
    }
    this.#now = Math.max(this.#now, first);
    this.#isExact = false;
    // What a machine sends may be answered, so that its own next event bounds it as those of all others do.
    const horizon = Math.min(limit, Math.min(this.#events.next, first) + this.#lookahead);
    const due = this.#members.filter((member) => next(member) <= first || next(member) < first + this.#lookahead);
    const runs = due.map(async (member) => ({ member, frames: await this.#run(member, horizon) }));
    for (const { member, frames } of await Promise.all(runs)) {
      for (const { instant, bytes } of frames) {
        const sent = Math.max(this.#now, member.joined + instant);
        this.#events.add(sent, () => member.cable.send(packetOf(bytes)));
      }
    }
    return true;
  }

  async #run({ stepper, cable, joined, name, leave }: Member, horizon: number): Promise<readonly LoggedFrame[]> {
    const now = joined + stepper.now;
    const packets = stepper.takesFrames ? cable.take(now) : [];
    const until = Math.min(horizon, cable.arrivals[0]?.instant ?? Infinity);
    const late = setTimeout(() => this.#score.fail(stuck(name, this.#patience)), this.#patience);
    try {
      return await stepper.run(Math.max(until, now) - joined, packets);
    } catch {
      // The machine is gone, which whoever owns it hears of from the machine.
      leave();
      return [];
    } finally {
      clearTimeout(late);
    }
  }

  async #runEvents(limit: number): Promise<void> {
    while (this.#events.next <= Math.min(this.#first(), limit) && this.#events.next < Infinity) {
      this.#now = Math.max(this.#now, this.#events.next);
      this.#events.take()?.action();
      // What the switch answers itself is sent in a microtask.
      await Promise.resolve();
    }
  }

  /** The earliest instant at which a machine does something. */
  #first(): number {
    return Math.min(...this.#members.map(next));
  }

  #arrivalOfNow(): number {
    return Math.ceil((this.#now + this.#lookahead) / microsecond) * microsecond;
  }

  #remove(member: Member): void {
    const at = this.#members.indexOf(member);
    if (at !== -1) {
      this.#members.splice(at, 1);
      member.cable.destroy();
      this.#wake();
    }
  }
}

function stuck(name: string, patience: number): TimeError {
  return new TimeError(
    `time cannot go on, as ${name} has computed for ${patience / 1000} s without waiting for anything: it is heard of, and hears of ` +
      "others, where it waits; let a loop that waits for something sleep in between, or boot with a timeout to have it told where it is",
    "ETIMEDOUT",
  );
}

/** Where a machine is. */
function clock({ stepper, joined }: Member): number {
  return joined + stepper.now;
}

/** When a machine does something at the earliest. */
function next({ stepper, cable, joined }: Member): number {
  const arrival = cable.arrivals[0]?.instant ?? Infinity;
  return Math.min(joined + stepper.alarm, Math.max(arrival, joined + stepper.now));
}
