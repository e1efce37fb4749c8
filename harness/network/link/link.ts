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

/** Tells a device's network card whether there is a signal on its cable. */
export type Carrier = (isPlugged: boolean) => Promise<void>;

/**
 * The cable between a device and the switch, with what goes wrong on it.
 */
export class Link {
  /** From the device to the switch. */
  readonly up: Direction;
  /** From the switch to the device. */
  readonly down: Direction;
  /** Whoever has the device at hand; undefined where it cannot be told of its cable. */
  carrier: Carrier | undefined;
  readonly #drops: DropRules;

  constructor({ name, seed, clock, up, down }: LinkSetup) {
    this.#drops = new DropRules(clock);
    this.up = new Direction({ name: `${name}/up`, seed, clock, drops: this.#drops, deliver: up });
    this.down = new Direction({ name: `${name}/down`, seed, clock, drops: this.#drops, deliver: down });
  }

  /** Whether the cable is in. */
  get isPlugged(): boolean {
    return this.up.isPlugged;
  }

  /** Whether it was ever told to do something to frames. */
  get isDisturbed(): boolean {
    return this.up.isDisturbed || this.down.isDisturbed;
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

  /**
   * Has these options hold for `ms` milliseconds of the network's clock, in both directions, over those that are set. Resolves when
   * that is over; nobody has to wait for it.
   *
   * @throws UsageError `EINVAL` an option that does not exist, or a value that it cannot have
   */
  async during(ms: number, options: LinkOptions): Promise<void> {
    await Promise.all([this.up.during(ms, options), this.down.during(ms, options)]);
  }

  /** Ends all periods: whoever was on this link has left. */
  end(): void {
    this.up.end();
    this.down.end();
  }

  /** A clean link again. Frames that are on their way stay on it, and what is unplugged stays so. */
  clear(): void {
    this.up.clear();
    this.down.clear();
    this.#drops.clear();
  }

  /** Drops the next frames, in either direction: the next `which`, or the next `count` for which the predicate returns true. */
  dropNext(which: number | FramePredicate = 1, count = 1): void {
    this.#drops.next(which, count);
  }

  /** Drops frames for `ms` milliseconds of the network's clock, in either direction: all, or those for which the predicate returns true. */
  dropFor(ms: number, matches?: FramePredicate): void {
    this.#drops.period(ms, matches);
  }

  /**
   * Pulls the cable: no frame enters or leaves it, and the device's network card loses its signal. Resolves when the card knows;
   * what the program notices depends on the driver (docs/network.md).
   */
  unplug(): Promise<void> {
    return this.#plug(false);
  }

  /** Puts the cable in again. */
  plug(): Promise<void> {
    return this.#plug(true);
  }

  async #plug(isPlugged: boolean): Promise<void> {
    this.up.isPlugged = isPlugged;
    this.down.isPlugged = isPlugged;
    await this.carrier?.(isPlugged);
  }
}
