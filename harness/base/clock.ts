/** A moment of a {@link Clock}. */
export interface Mark {
  readonly wall: number;
  /** Nanoseconds that each thread has waited for a processor by then. */
  readonly waits: ReadonlyMap<string, number>;
  /** Milliseconds in which time was wanted to pass by then, where it can stand still. */
  readonly wanted?: number;
}

/** Measures how long a machine had to make progress. */
export interface Clock {
  mark(): Mark;
  /** Milliseconds since `mark` without the time in which the host was too busy to run the machine. */
  since(mark: Mark): number;
  /** The share of the next `ms` milliseconds in which the machine wants to run: 0 idle, 1 busy; NaN where it cannot be told. */
  load(ms: number): Promise<number>;
}

/** A clock for a machine that nothing on the host holds up. */
export const wallClock: Clock = {
  mark: () => ({ wall: performance.now(), waits: new Map() }),
  since: ({ wall }) => performance.now() - wall,
  load: async () => Number.NaN,
};

/**
 * Calls `expired` once `ms` milliseconds of progress have passed. Returns a function that prevents it. Nothing is polled: the
 * clock is read when the limit would have passed on an idle host, and again for what was lost.
 */
export function afterProgress(clock: Clock, ms: number, expired: () => void): () => void {
  const start = clock.mark();
  let timer: NodeJS.Timeout;
  const wait = (left: number) => {
    timer = setTimeout(
      () => {
        const still = ms - clock.since(start);
        if (still > 0.5) {
          wait(still);
        } else {
          expired();
        }
      },
      Math.min(Math.ceil(left), longestTimer),
    );
  };
  wait(ms);
  return () => clearTimeout(timer);
}

/** What setTimeout can wait for at most. */
const longestTimer = 2 ** 31 - 1;
