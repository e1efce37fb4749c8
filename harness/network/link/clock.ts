/** The time by which a link delays frames. */
export interface LinkClock {
  /** Milliseconds since 1970 at its 0, for captures. Default: what the host's clock says when a capture begins. */
  readonly epoch?: number | undefined;
  /** Milliseconds; does not go back. */
  now(): number;
  /** Calls back at an instant or as soon after as can be, never before. Returns a function that prevents it. */
  at(instant: number, callback: () => void): () => void;
}

/** Node's longest timer, in milliseconds. */
const longest = 2 ** 31 - 1;

/** The host's own clock: what is delayed comes up to about a millisecond late. */
export const realClock: LinkClock = {
  epoch: performance.timeOrigin,
  now: () => performance.now(),
  at(instant, callback) {
    let timer: NodeJS.Timeout;
    const wait = () => {
      timer = setTimeout(fire, Math.min(longest, Math.max(0, Math.ceil(instant - performance.now()))));
    };
    // Node's timers count in whole milliseconds, and may be a part of one early.
    const fire = () => (performance.now() < instant ? wait() : callback());
    wait();
    return () => clearTimeout(timer);
  },
};

/** A clock that runs `after` behind each callback, and that can be stopped: no callback comes any more then. */
export class StoppableClock implements LinkClock {
  readonly #clock: LinkClock;
  readonly #after: () => void;
  readonly #pending = new Set<() => void>();

  constructor(clock: LinkClock, after: () => void) {
    this.#clock = clock;
    this.#after = after;
  }

  get epoch(): number | undefined {
    return this.#clock.epoch;
  }

  now(): number {
    return this.#clock.now();
  }

  at(instant: number, callback: () => void): () => void {
    const cancel = this.#clock.at(instant, () => {
      this.#pending.delete(cancel);
      callback();
      this.#after();
    });
    this.#pending.add(cancel);
    return () => {
      this.#pending.delete(cancel);
      cancel();
    };
  }

  stop(): void {
    for (const cancel of this.#pending) {
      cancel();
    }
    this.#pending.clear();
  }
}
