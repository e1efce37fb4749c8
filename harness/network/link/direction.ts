import { Frame } from "../frame.ts";
import { lengthSize } from "../packet.ts";
import type { LinkClock } from "./clock.ts";
import { checkPeriod, DropRules, type FramePredicate } from "./drop-rules.ts";
import { checkLinkOptions, type LinkOptions } from "./options.ts";
import { compose, stagesFor } from "./pipeline.ts";
import { randomStream } from "./random.ts";
import { DelayLine } from "./stages/delay-line.ts";
import type { Next, StageContext } from "./stages/stage.ts";
import { type Fate, type LinkStatistics, noStatistics } from "./statistics.ts";

export interface DirectionOptions {
  /** Names the direction's random numbers: the same name and seed, the same faults. */
  name: string;
  seed: number;
  clock: LinkClock;
  /** What both directions drop. */
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
  /** What passed so far, and what was done to it. */
  readonly statistics: LinkStatistics = noStatistics();
  /** Hears of each packet; undefined while nothing wants to. */
  watch: Watcher | undefined;
  /** Whether the cable is in: nothing enters or leaves it otherwise. */
  isPlugged = true;
  /** Whether it was ever told to do something to frames. */
  isDisturbed = false;
  readonly #given: DirectionOptions;
  readonly #drops: DropRules;
  /** A stage goes on with its numbers, and with what waits on it, when its options change. */
  readonly #contexts = new Map<string, StageContext>();
  #options: LinkOptions = {};
  /** Options that hold for a while, the last over those before. */
  #periods: LinkOptions[] = [];
  /** Ends the periods that have begun. */
  readonly #ends = new Set<() => void>();
  #entry: Next | undefined;
  /** What was done to the packet that is passing. */
  #fates: Fate[] = [];
  /** What comes out while a packet is passing and watched: the watcher hears of it before anybody who gets it. */
  #out: Buffer[] | undefined;

  constructor(given: DirectionOptions) {
    this.#given = given;
    this.#drops = new DropRules(given.clock);
  }

  /**
   * Changes the options that are named and leaves the others as they are. Packets on their way stay on it.
   *
   * @throws UsageError `EINVAL` an option that does not exist, or a value that it cannot have
   */
  set(options: LinkOptions): void {
    this.#options = { ...this.#options, ...checkLinkOptions(options) };
    this.#rebuild();
  }

  /**
   * Has these options hold for `ms` milliseconds of the network's clock, over those that are set. Resolves when that is over, or when
   * the link has ended.
   *
   * @throws UsageError `EINVAL` an option that does not exist, or a value that it cannot have
   */
  during(ms: number, options: LinkOptions): Promise<void> {
    const period = { ...checkLinkOptions(options) };
    const { clock } = this.#given;
    const end = clock.now() + checkPeriod("during", ms);
    this.#periods.push(period);
    this.#rebuild();
    return new Promise((resolve) => {
      const over = () => {
        this.#ends.delete(over);
        this.#periods = this.#periods.filter((other) => other !== period);
        this.#rebuild();
        resolve();
      };
      this.#ends.add(over);
      clock.at(end, over);
    });
  }

  /** As {@link Link.dropNext}, in this direction. */
  dropNext(which: number | FramePredicate = 1, count = 1): void {
    this.#drops.next(which, count);
  }

  /** As {@link Link.dropFor}, in this direction. */
  dropFor(ms: number, matches?: FramePredicate): void {
    this.#drops.period(ms, matches);
  }

  /** Takes all faults away. */
  clear(): void {
    this.#options = {};
    this.#periods = [];
    this.#drops.clear();
    this.#rebuild();
  }

  /** Ends what waits for a period to be over: nobody is there any more. */
  end(): void {
    for (const over of this.#ends) {
      over();
    }
  }

  /** A packet enters it: four bytes of length, then the frame. */
  send(packet: Buffer): void {
    this.statistics.frames++;
    this.statistics.bytes += packet.length - lengthSize;
    if (this.#isClean && this.watch === undefined) {
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

  get #isClean(): boolean {
    return this.#entry === undefined && this.isPlugged && this.#given.drops.isEmpty && this.#drops.isEmpty;
  }

  #rebuild(): void {
    const options: LinkOptions = Object.assign({}, this.#options, ...this.#periods);
    this.isDisturbed ||= Object.keys(options).length > 0;
    const stages = stagesFor(options, (stage) => this.#context(stage));
    this.#entry = stages.length === 0 ? undefined : compose(stages, (packet) => this.#deliver(packet));
  }

  #pass(packet: Buffer): void {
    if (!this.isPlugged) {
      this.#note("unplugged");
    } else if (this.#isDropped(packet)) {
      this.#note("dropped");
    } else if (this.#entry === undefined) {
      this.#deliver(packet);
    } else {
      // Stages may change and keep what they are given; without them, packets share the memory of what was read.
      this.#entry(Buffer.from(packet));
    }
  }

  #isDropped(packet: Buffer): boolean {
    const rules = [this.#given.drops, this.#drops].filter(({ isEmpty }) => !isEmpty);
    const frame = new Frame(packet.subarray(lengthSize));
    return rules.some((each) => each.take(frame));
  }

  #deliver(packet: Buffer): void {
    if (this.#out !== undefined) {
      this.#out.push(packet);
    } else if (this.isPlugged) {
      this.#given.deliver(packet);
    } else {
      this.statistics.unplugged++;
    }
  }

  #context(stage: string): StageContext {
    const { seed, name, clock } = this.#given;
    const context = this.#contexts.get(stage) ?? {
      random: randomStream(seed, `${name}/${stage}`),
      line: new DelayLine(clock),
      clock,
      note: (fate: Fate) => this.#note(fate),
    };
    this.#contexts.set(stage, context);
    return context;
  }

  #note(fate: Fate): void {
    this.statistics[fate]++;
    this.#fates.push(fate);
  }
}
