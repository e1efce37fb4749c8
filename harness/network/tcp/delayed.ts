import type { LinkClock } from "../link/clock.ts";
import { Alarm, rounding } from "./alarm.ts";

/** Milliseconds until data is acknowledged that no answer has acknowledged by then. */
const delay = 2;

/** Acknowledgements of many connections that wait for an answer to carry them. They share a timer: most are carried. */
export class Delayed {
  readonly #clock: LinkClock;
  readonly #alarm: Alarm;
  /** When each is due, the earliest first. */
  readonly #due = new Map<() => void, number>();

  constructor(clock: LinkClock) {
    this.#clock = clock;
    this.#alarm = new Alarm(clock, () => this.#expired());
  }

  /** Calls back in 2 ms, unless it is told so already. */
  set(callback: () => void): void {
    if (!this.#due.has(callback)) {
      this.#due.set(callback, this.#clock.now() + delay);
      if (!this.#alarm.isSet) {
        this.#alarm.set(delay);
      }
    }
  }

  clear(callback: () => void): void {
    this.#due.delete(callback);
  }

  #expired(): void {
    const now = this.#clock.now();
    for (const [callback, due] of this.#due) {
      if (due - now > rounding) {
        this.#alarm.set(due - now);
        break;
      }
      this.#due.delete(callback);
      callback();
    }
  }
}
