import type { LinkClock } from "../../../../harness/network/link/clock.ts";

interface Alarm {
  readonly instant: number;
  readonly callback: () => void;
}

/** A clock that a test moves. */
export class ManualClock implements LinkClock {
  #now = 0;
  #alarms: Alarm[] = [];

  now(): number {
    return this.#now;
  }

  at(instant: number, callback: () => void): () => void {
    const alarm = { instant, callback };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  /** Moves on, from alarm to alarm. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [next] = this.#alarms.filter(({ instant }) => instant <= end).sort((a, b) => a.instant - b.instant);
      if (next === undefined) {
        break;
      }
      this.#alarms = this.#alarms.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.instant);
      next.callback();
    }
    this.#now = end;
  }
}
