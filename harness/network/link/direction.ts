import { Frame } from "../frame.ts";
import { lengthSize } from "../packet.ts";
import type { LinkClock } from "./clock.ts";
import type { DropRules } from "./drop-rules.ts";
import { checkLinkOptions, type LinkOptions } from "./options.ts";
import { compose, stagesFor } from "./pipeline.ts";
import { type Random, randomStream } from "./random.ts";
import type { Next, StageContext } from "./stages/stage.ts";
import { type Fate, type LinkStatistics, noStatistics } from "./statistics.ts";

export interface DirectionOptions {
  /** Names the direction's random numbers: the same name and seed, the same faults. */
  name: string;
  seed: number;
  clock: LinkClock;
  drops: DropRules;
  /** Where packets come out, at once or later. */
  deliver: Next;
}

/** Hears of a packet that entered a direction, and of what was done to it. */
export type Watcher = (packet: Buffer, fates: readonly Fate[]) => void;

/**
 * One direction of a link. Without faults a packet passes it untouched; with faults it is a copy that passes.
 */
export class Direction {
  readonly statistics: LinkStatistics = noStatistics();
  watch: Watcher | undefined;
  readonly #given: DirectionOptions;
  /** A stage goes on with its numbers when its options change. */
  readonly #random = new Map<string, Random>();
  #options: LinkOptions = {};
  #entry: Next | undefined;
  /** What was done to the packet that is passing. */
  #fates: Fate[] = [];

  constructor(given: DirectionOptions) {
    this.#given = given;
  }

  /**
   * Changes the options that are named and leaves the others as they are. Packets on their way stay on it.
   *
   * @throws UsageError `EINVAL` an option that does not exist, or a value that it cannot have
   */
  set(options: LinkOptions): void {
    this.#options = { ...this.#options, ...checkLinkOptions(options) };
    const stages = stagesFor(this.#options, (stage) => this.#context(stage));
    this.#entry = stages.length === 0 ? undefined : compose(stages, this.#given.deliver);
  }

  /** Takes all faults away. */
  clear(): void {
    this.#options = {};
    this.#entry = undefined;
  }

  send(packet: Buffer): void {
    this.statistics.frames++;
    this.statistics.bytes += packet.length - lengthSize;
    const { deliver, drops } = this.#given;
    if (this.#entry === undefined && drops.isEmpty && this.watch === undefined) {
      deliver(packet);
      return;
    }
    this.#fates = [];
    if (!drops.isEmpty && drops.take(new Frame(packet.subarray(lengthSize)))) {
      this.#note("dropped");
    } else if (this.#entry === undefined) {
      deliver(packet);
    } else {
      this.#entry(Buffer.from(packet));
    }
    this.watch?.(packet, this.#fates);
  }

  #context(stage: string): StageContext {
    const { seed, name, clock } = this.#given;
    const random = this.#random.get(stage) ?? randomStream(seed, `${name}/${stage}`);
    this.#random.set(stage, random);
    return { random, clock, note: (fate) => this.#note(fate) };
  }

  #note(fate: Fate): void {
    this.statistics[fate]++;
    this.#fates.push(fate);
  }
}
