import { afterProgress, type Clock } from "../base/clock.ts";

/** A time limit that can be held while something runs that has limits of its own. */
export class Limit {
  readonly #clock: Clock;
  readonly #expired: () => void;
  #left: number;
  #holds = 0;
  #start: ReturnType<Clock["mark"]>;
  #cancel = () => {};
  #isOver = false;

  constructor(clock: Clock, ms: number, expired: () => void) {
    this.#clock = clock;
    this.#left = ms;
    this.#expired = expired;
    this.#start = clock.mark();
    this.#go();
  }

  /** The time that the work takes does not count. */
  async without<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#holds++ === 0) {
      this.#cancel();
      this.#left -= this.#clock.since(this.#start);
    }
    try {
      return await work();
    } finally {
      if (--this.#holds === 0 && !this.#isOver) {
        this.#go();
      }
    }
  }

  end(): void {
    this.#isOver = true;
    this.#cancel();
  }

  #go(): void {
    this.#start = this.#clock.mark();
    this.#cancel = afterProgress(this.#clock, Math.max(1, this.#left), this.#expired);
  }
}
