import type { LinkClock } from "../clock.ts";
import type { Next } from "./stage.ts";

interface Waiting {
  readonly instant: number;
  readonly packet: Buffer;
  readonly next: Next;
}

const capacity = 1000;

/** Packets on their way, first in, first out: none leaves before its instant, and none before one that came earlier. */
export class DelayLine {
  readonly #clock: LinkClock;
  #waiting: Waiting[] = [];
  #latest = 0;

  constructor(clock: LinkClock) {
    this.#clock = clock;
  }

  get isFull(): boolean {
    return this.#waiting.length >= capacity;
  }

  push(instant: number, packet: Buffer, next: Next): void {
    this.#latest = Math.max(this.#latest, instant);
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
      next(packet);
    }
  }
}
