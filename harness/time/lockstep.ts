import type { LoggedFrame, Stepper } from "../machine/stepper.ts";
import { packetOf } from "../network/packet.ts";
import { Cable } from "./cable.ts";
import { EventQueue } from "./event-queue.ts";

const microsecond = 1000;

/** A machine that goes on with others. */
export interface Member {
  readonly stepper: Stepper;
  readonly cable: Cable;
  /** The instant of its power-on. */
  readonly joined: number;
  /** For messages, and for the order of what happens at one instant. */
  readonly name: string;
}

export interface LockstepOptions {
  /** The time that each frame takes on its last cable. */
  readonly lookahead: number;
  /** Milliseconds of this host's time that a machine may compute without waiting for anything. */
  readonly patience: number;
  /** Called where one computes for longer. */
  onStuck(member: Member): void;
}

/**
 * The machines of one network, and what is to happen between them. Events are frames on links, alarms of machines, and arrivals of frames. A
 * machine never goes on past the earliest instant at which it could be sent a frame: the earliest event of all, its own among them, as that
 * may be answered, and the lookahead.
 *
 * Everything here depends on what the machines do, and on nothing of this host. Instants and durations are nanoseconds.
 */
export class Lockstep {
  readonly #events = new EventQueue();
  readonly #members: Member[] = [];
  readonly #options: LockstepOptions;
  #now = 0;
  /** Whether `#now` was asked for: no machine that waits for something is beyond it. */
  #isExact = true;

  constructor(options: LockstepOptions) {
    this.#options = options;
  }

  get now(): number {
    return this.#now;
  }

  /** Has something happen at an instant, or now where that is over. Returns a function that prevents it. */
  at(instant: number, action: () => void): () => void {
    return this.#events.add(Math.max(this.#now, instant), action);
  }

  /** A machine is switched on, at this instant. */
  add(stepper: Stepper, name: string): Member {
    const cable = new Cable(() => wholeMicroseconds(this.#now + this.#options.lookahead));
    const member = { stepper, cable, name, joined: wholeMicroseconds(this.#now) };
    this.#members.push(member);
    // What happens at one instant happens in this order, however long this host took to start each.
    this.#members.sort((a, b) => a.joined - b.joined || (a.name < b.name ? -1 : Number(a.name > b.name)));
    return member;
  }

  /** A machine has no time any more, and sends nothing. */
  remove(member: Member): void {
    const at = this.#members.indexOf(member);
    if (at !== -1) {
      this.#members.splice(at, 1);
      member.cable.destroy();
    }
  }

  /**
   * The instant at which time can stand still: where the machine is that went on furthest, so that what comes from outside meanwhile is
   * in the past of none. All others go on to it.
   */
  get furthest(): number {
    return this.#isExact ? this.#now : Math.max(this.#now, ...this.#members.map(clock));
  }

  /** Nothing happens any more before an instant that was asked for, and it is now. */
  reach(instant: number): void {
    this.#now = Math.max(this.#now, instant);
    this.#isExact = true;
  }

  /** Does what comes first. Returns false where that is behind the limit. */
  async step(limit: number): Promise<boolean> {
    await this.#runEvents(limit);
    const first = this.#first();
    if (first > limit || first === Infinity) {
      return false;
    }
    this.#now = Math.max(this.#now, first);
    this.#isExact = false;
    const { lookahead } = this.#options;
    // What a machine sends may be answered, so that its own next event bounds it as those of all others do.
    const horizon = Math.min(limit, Math.min(this.#events.next, first) + lookahead);
    const due = this.#members.filter((member) => next(member) <= first || next(member) < first + lookahead);
    const runs = due.map(async (member) => ({ member, frames: await this.#run(member, horizon) }));
    for (const { member, frames } of await Promise.all(runs)) {
      for (const { instant, bytes } of frames) {
        this.at(member.joined + instant, () => member.cable.send(packetOf(bytes)));
      }
    }
    return true;
  }

  async #run(member: Member, horizon: number): Promise<readonly LoggedFrame[]> {
    const { stepper, cable, joined } = member;
    const now = clock(member);
    const packets = stepper.takesFrames ? cable.take(now) : [];
    const until = Math.min(horizon, cable.arrivals[0]?.instant ?? Infinity);
    const { patience, onStuck } = this.#options;
    const late = setTimeout(() => onStuck(member), patience);
    try {
      return await stepper.run(Math.max(until, now) - joined, packets);
    } catch {
      // The machine is gone, which whoever owns it hears of from the machine.
      this.remove(member);
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
}

function wholeMicroseconds(instant: number): number {
  return Math.ceil(instant / microsecond) * microsecond;
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
