import type { Duplex } from "node:stream";
import { TimeError } from "../../base/time-error.ts";
import type { FrameLog } from "./frame-log.ts";
import type { GdbStub } from "./gdb-stub.ts";

/** The names of QEMU's objects. */
const name = "gate";
const log = "log";
const microsecond = 1000;
/** The longest interval that QEMU takes. In microseconds. */
const longest = 0xffff_ffff;
/** How often it opens where the machine computes past it, which ends the next jump over idle time. More often would slow that down. */
const tick = 50;
/** Until it opens again where it holds frames: it does so in the same interval from then on. */
const longestHeld = 500;
/** Round trips until QEMU has read what was written; two were always enough. */
const patience = 1000;

/** QEMU's arguments for a device whose frames go through a gate, and are logged into a file that it inherits. */
export function gateArguments(netdev: string, logDescriptor: number): string[] {
  return [
    ...["-object", `filter-dump,id=${log},netdev=${netdev},file=/dev/fd/${logDescriptor}`],
    ...["-object", `filter-buffer,id=${name},netdev=${netdev},queue=tx,interval=${longest}`],
  ];
}

/**
 * What an idle machine does not pass, and what lets frames in at an exact instant: QEMU's `filter-buffer`. It keeps frames until a
 * timer of the guest's clock releases them, and that timer ends each jump over idle time. It opens again and again.
 */
export class Gate {
  readonly #cable: Duplex;
  readonly #stub: GdbStub;
  readonly #log: FrameLog;
  /** When it opens next. In nanoseconds, a whole number of microseconds. */
  #opens = Infinity;
  /** In microseconds. */
  #interval = longest;
  #holds = false;

  constructor(cable: Duplex, stub: GdbStub, frameLog: FrameLog) {
    this.#cable = cable;
    this.#stub = stub;
    this.#log = frameLog;
  }

  /** Whether it opens as soon as a machine with this clock goes on: the only moment in which it can be filled. */
  isDue(now: number): boolean {
    return this.#opens === now;
  }

  /**
   * Has it open at an instant, or right behind `now`, and then at each {@link tick}. Where it is due with frames in it, it opens now as
   * well, and then at the instant that is nearest of those that are {@link tick} to {@link longestHeld} away.
   *
   * @param now the stopped machine's clock. In nanoseconds
   * @returns what QEMU's monitor has to be told before the machine goes on
   */
  set(now: number, opens: number): string[] {
    const wanted = Math.ceil(opens / microsecond) - Math.floor(now / microsecond);
    const interval = Math.min(Math.max(wanted, 1), longest);
    if (this.#holds) {
      return this.#setInterval(Math.min(Math.max(interval, tick), longestHeld));
    }
    if (this.#opens !== (Math.floor(now / microsecond) + interval) * microsecond) {
      this.#opens = (Math.floor(now / microsecond) + interval) * microsecond;
      return [
        command("status", "off"),
        ...this.#setInterval(interval),
        command("status", "on"),
        ...this.#setInterval(tick),
      ];
    }
    return [];
  }

  /** Puts packets in, which come out when it opens; it has to be due. Returns when QEMU has all of them. */
  async fill(packets: readonly Buffer[]): Promise<void> {
    this.#holds = true;
    this.#cable.write(Buffer.concat(packets));
    let missing = packets.length;
    for (let i = 0; missing > 0 && i < patience; i++) {
      await this.#stub.exchange(["qC"]);
      missing -= this.#log.read().length;
    }
    if (missing > 0) {
      throw new TimeError(`QEMU has not read ${missing} of ${packets.length} frames for a device`, "EIO");
    }
  }

  /** The machine went on from one instant to another. */
  passed(from: number, now: number): void {
    const interval = this.#interval * microsecond;
    if (this.#opens === from) {
      this.#holds = false;
      this.#opens += interval;
    }
    if (this.#opens < now) {
      this.#opens += Math.ceil((now - this.#opens) / interval) * interval;
    }
  }

  /** Where it has another by now. */
  #setInterval(interval: number): string[] {
    if (interval === this.#interval) {
      return [];
    }
    this.#interval = interval;
    return [command("interval", interval)];
  }
}

function command(property: string, value: string | number): string {
  return `qom-set /objects/${name} ${property} ${value}`;
}
