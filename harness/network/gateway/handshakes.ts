import type { LinkClock } from "../link/clock.ts";

/** How many connections a device is asked for at once, and the milliseconds after which one that is not answered is left aside. */
const limits = { count: 4, patience: 20 } as const;

interface Line {
  readonly waiting: (() => void)[];
  asked: number;
}

/**
 * Asks each device for a few connections at a time. Its network card and its buffers hold a handful of frames: of many that ask at the
 * same instant some would be lost, and ask again after a second.
 */
export class Handshakes {
  readonly #clock: LinkClock;
  /** By the device's address. */
  readonly #lines = new Map<number, Line>();

  constructor(clock: LinkClock) {
    this.#clock = clock;
  }

  /**
   * Calls `start` when it is its turn.
   *
   * @returns to be called when the device has answered, or when it is not asked any more
   */
  begin(device: number, start: () => void): () => void {
    const line = this.#lines.get(device) ?? { waiting: [], asked: 0 };
    this.#lines.set(device, line);
    let cancel = () => {};
    let isOver = false;
    const over = () => {
      cancel();
      const at = line.waiting.indexOf(turn);
      if (at !== -1) {
        line.waiting.splice(at, 1);
      } else if (!isOver) {
        isOver = true;
        line.asked--;
        this.#next(device, line);
      }
    };
    const turn = () => {
      line.asked++;
      cancel = this.#clock.at(this.#clock.now() + limits.patience, over);
      start();
    };
    line.waiting.push(turn);
    this.#next(device, line);
    return over;
  }

  #next(device: number, line: Line): void {
    while (line.asked < limits.count && line.waiting.length > 0) {
      line.waiting.shift()?.();
    }
    if (line.asked === 0 && line.waiting.length === 0) {
      this.#lines.delete(device);
    }
  }
}
