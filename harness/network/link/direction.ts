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
  /** What comes out while a packet is passing and watched: the watcher hears of it before anybody who gets it. */
  #out: Buffer[] | undefined;

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
    this.#entry = stages.length === 0 ? undefined : compose(stages, (packet) => this.#deliver(packet));
  }

  /** Takes all faults away. */
  clear(): void {
    this.#options = {};
    this.#entry = undefined;
  }

  send(packet: Buffer): void {
    this.statistics.frames++;
    this.statistics.bytes += packet.length - lengthSize;
    if (this.#entry === undefined && this.#given.drops.isEmpty && this.watch === undefined) {
      this.#given.deliver(packet);
      return;
    }
    this.#fates = [];
    if (this.watch === undefined) {
      this.#pass(packet);
      return;
    }
    const out: Buffer[] = [];
    this.#out = out;
    this.#pass(packet);
    this.#out = undefined;
    this.watch(packet, this.#fates);
    for (const passed of out) {
      this.#given.deliver(passed);
    }
  }

  #pass(packet: Buffer): void {
    const { drops } = this.#given;
    if (!drops.isEmpty && drops.take(new Frame(packet.subarray(lengthSize)))) {
      this.#note("dropped");
    } else if (this.#entry === undefined) {
      this.#deliver(packet);
    } else {
      // Stages may change and keep what they are given; without them, packets share the memory of what was read.
      this.#entry(Buffer.from(packet));
    }
  }

  #deliver(packet: Buffer): void {
    if (this.#out === undefined) {
      this.#given.deliver(packet);
    } else {
      this.#out.push(packet);
    }
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
