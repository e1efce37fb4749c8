import type { LinkClock } from "./clock.ts";
import { Direction } from "./direction.ts";
import { DropRules, type FramePredicate } from "./drop-rules.ts";
import type { LinkOptions } from "./options.ts";
import type { Next } from "./stages/stage.ts";

export interface LinkSetup {
  /** Names the link's random numbers, with the seed. */
  name: string;
  seed: number;
  clock: LinkClock;
  /** To the switch. */
  up: Next;
  /** To the device. */
  down: Next;
}

/**
 * The cable between a device and the switch, with what goes wrong on it.
 */
export class Link {
  /** From the device to the switch. */
  readonly up: Direction;
  /** From the switch to the device. */
  readonly down: Direction;
  readonly #drops = new DropRules();

  constructor({ name, seed, clock, up, down }: LinkSetup) {
    this.up = new Direction({ name: `${name}/up`, seed, clock, drops: this.#drops, deliver: up });
    this.down = new Direction({ name: `${name}/down`, seed, clock, drops: this.#drops, deliver: down });
  }

  /**
   * Changes what is named, in both directions, and leaves the rest as it is. {@link up} and {@link down} can be set on their own.
   *
   * @throws UsageError `EINVAL` an option that does not exist, or a value that it cannot have
   */
  set(options: LinkOptions): void {
    this.up.set(options);
    this.down.set(options);
  }

  /** A clean link again. Frames that are on their way stay on it. */
  clear(): void {
    this.up.clear();
    this.down.clear();
    this.#drops.clear();
  }

  /** Drops the next frames, in either direction: the next `which`, or the next `count` for which the predicate returns true. */
  dropNext(which: number | FramePredicate = 1, count = 1): void {
    if (typeof which === "number") {
      this.#drops.add(which, () => true);
    } else {
      this.#drops.add(count, which);
    }
  }
}
