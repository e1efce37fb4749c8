import type { LinkClock } from "../clock.ts";
import type { Random } from "../random.ts";
import type { Fate } from "../statistics.ts";
import type { DelayLine } from "./delay-line.ts";

/** Takes a packet further. */
export type Next = (packet: Buffer) => void;

/** One thing that a link does to packets. It may call `next` any number of times, at once or later. Packets are its own. */
export type Stage = (packet: Buffer, next: Next) => void;

/** What a stage is given. */
export interface StageContext {
  /** A stream of the stage's own. */
  readonly random: Random;
  /** What waits on the stage. */
  readonly line: DelayLine;
  readonly clock: LinkClock;
  /** Counts what is done to the packet that is being passed. */
  note(fate: Fate): void;
}
