import { Dice } from "./dice.ts";
import { type Kind, kindNames, kinds } from "./frames/index.ts";
import type { Target } from "./target.ts";

/** Frames that are sent in a row, and how many honest connections are made meanwhile. */
export interface Salvo {
  /** Its place in the plan of its seed: with that, each of its frames can be made alone. */
  readonly number: number;
  readonly kind: Kind | "mixed";
  /** Which of its frames are sent. */
  readonly frames: readonly number[];
  /** How many are sent at one instant. */
  readonly burst: number;
  /** Milliseconds from one such instant to the next. */
  readonly gap: number;
  readonly connections: number;
}

/** How much is to be sent. */
export interface Extent {
  readonly frames: number;
  readonly connections: number;
}

/**
 * How many, and how fast. What is faster fills the card, which drops honest frames too. An instant costs this machine a few milliseconds, a
 * frame next to nothing.
 */
const shapes = [
  { count: 1, burst: 1, gap: 0 },
  { count: 10, burst: 10, gap: 0 },
  { count: 20, burst: 1, gap: 0.5 },
  { count: 100, burst: 1, gap: 1 },
  // As long as a new connection may take.
  { count: 500, burst: 4, gap: 16 },
  { count: 1_000, burst: 8, gap: 16 },
] as const;

/** All salvos of a seed, up to that many frames, with the connections spread over them. */
export function* planOf(seed: number, { frames, connections }: Extent): Generator<Salvo> {
  let sent = 0;
  let made = 0;
  for (let number = 0; sent < frames; number++) {
    const dice = new Dice(seed, `salvo ${number}`);
    const { count, burst, gap } = dice.pick(shapes);
    const kind = dice.chance(0.3) ? "mixed" : dice.pick(kindNames);
    sent += count;
    const due = Math.floor((connections * Math.min(sent, frames)) / frames) - made;
    made += due;
    yield { number, kind, frames: Array.from({ length: count }, (_, index) => index), burst, gap, connections: due };
  }
}

/** One frame of a salvo, which depends on the seed, its place and the target only. */
export function frameOf(seed: number, salvo: Pick<Salvo, "number" | "kind">, index: number, target: Target): Buffer {
  const dice = new Dice(seed, `frame ${salvo.number}/${index}`);
  const kind = salvo.kind === "mixed" ? dice.pick(kindNames) : salvo.kind;
  return kinds[kind](dice, target);
}

/** Milliseconds from the beginning of a salvo to so many of its frames. */
export function instantOf({ burst, gap }: Pick<Salvo, "burst" | "gap">, frames: number): number {
  return Math.floor(frames / burst) * gap;
}

/** One frame of a plan, for a search for those that matter. */
export interface Shot {
  readonly salvo: Salvo;
  readonly frame: number;
}

/** The frames of salvos, one by one. */
export function shotsOf(salvos: readonly Salvo[]): Shot[] {
  return salvos.flatMap((salvo) => salvo.frames.map((frame) => ({ salvo, frame })));
}

/** The salvos that some of their frames make; those that have none left are left out. */
export function salvosOf(shots: readonly Shot[]): Salvo[] {
  const left = new Map<Salvo, number[]>();
  for (const { salvo, frame } of shots) {
    const frames = left.get(salvo);
    if (frames === undefined) {
      left.set(salvo, [frame]);
    } else {
      frames.push(frame);
    }
  }
  return [...left].map(([salvo, frames]) => ({ ...salvo, frames }));
}
