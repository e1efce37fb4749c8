import type { LinkClock } from "../clock.ts";
import type { Next } from "./stage.ts";

interface Waiting {
  readonly instant: number;
  readonly packet: Buffer;
  readonly next: Next;
}

/** Packets on their way, first in, first out: none leaves before its instant, and none before one that came earlier. */
export class DelayLine {
  readonly #clock: LinkClock;
  #waiting: Waiting[] = [];
  #bytes = 0;
  #latest = 0;

  constructor(clock: LinkClock) {
    this.#clock = clock;
  }

  /** How many packets are on their way. */
  get length(): number {
    return this.#waiting.length;
  }

  /** Their bytes, with QEMU's framing. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The instant at which the last one leaves, or left. */
  get latest(): number {
    return this.#latest;
  }

  push(instant: number, packet: Buffer, next: Next): void {
    this.#latest = Math.max(this.#latest, instant);
    this.#bytes += packet.length;
    this.#waiting.push({ instant: this.#latest, packet, next });
    if (this.#waiting.length === 1) {
      this.#arm(this.#latest);
    }
  }

  #arm(instant: number): void {
    this.#clock.at(instant, () => this.#release());
  }

  #release(): void {
    const now = this.#clock.now();
    const later = this.#waiting.findIndex(({ instant }) => instant > now);
    const due = this.#waiting.splice(0, later === -1 ? this.#waiting.length : later);
    const [first] = this.#waiting;
    if (first !== undefined) {
      this.#arm(first.instant);
    }
    for (const { packet, next } of due) {
      this.#bytes -= packet.length;
      next(packet);
    }
  }
}
