import type { LinkClock } from "../link/clock.ts";

/** Milliseconds by which a clock that counts nanoseconds may seem to be early. */
export const rounding = 1e-6;

/**
 * A deadline that moves often: the clock's timer is left where it is, and looks at the deadline when it fires. To move a deadline
 * back with each acknowledgement costs nothing so.
 */
export class Alarm {
  readonly #clock: LinkClock;
  readonly #callback: () => void;
  #due = Infinity;
  #armed = Infinity;
  #cancel = () => {};

  constructor(clock: LinkClock, callback: () => void) {
    this.#clock = clock;
    this.#callback = callback;
  }

  get isSet(): boolean {
    return this.#due !== Infinity;
  }

  /** Calls back in so many milliseconds, in the place of any earlier deadline. */
  set(milliseconds: number): void {
    this.#due = this.#clock.now() + milliseconds;
    if (this.#due < this.#armed) {
      this.#cancel();
      this.#arm();
    }
  }

  clear(): void {
    this.#due = Infinity;
  }

  /** Clears the deadline, and the clock's timer. */
  stop(): void {
    this.#due = Infinity;
    this.#armed = Infinity;
    this.#cancel();
  }

  #arm(): void {
    this.#armed = this.#due;
    this.#cancel = this.#clock.at(this.#due, () => this.#fire());
  }

  #fire(): void {
    this.#armed = Infinity;
    if (this.#due === Infinity) {
      return;
    }
    if (this.#due - this.#clock.now() > rounding) {
      this.#arm();
      return;
    }
    this.#due = Infinity;
    this.#callback();
  }
}
