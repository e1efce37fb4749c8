import { UsageError } from "../../errors.ts";
import type { Frame } from "../frame.ts";

/** Says whether a frame is meant. */
export type FramePredicate = (frame: Frame) => boolean;

interface Rule {
  remaining: number;
  readonly matches: FramePredicate;
}

/** Frames that are still to be dropped, whichever direction they come from. */
export class DropRules {
  #rules: Rule[] = [];

  get isEmpty(): boolean {
    return this.#rules.length === 0;
  }

  /**
   * @throws UsageError `EINVAL` the count is not a whole number of 0 or more
   */
  add(count: number, matches: FramePredicate): void {
    if (!Number.isInteger(count) || count < 0) {
      throw new UsageError(`dropNext takes a count of frames, 0 or more, but ${String(count)} was given`);
    }
    if (count > 0) {
      this.#rules.push({ remaining: count, matches });
    }
  }

  clear(): void {
    this.#rules = [];
  }

  /** Whether a frame is to be dropped; each rule counts it once at most, and the oldest that matches counts. */
  take(frame: Frame): boolean {
    const rule = this.#rules.find(({ matches }) => matches(frame));
    if (rule === undefined) {
      return false;
    }
    rule.remaining--;
    if (rule.remaining === 0) {
      this.#rules = this.#rules.filter((other) => other !== rule);
    }
    return true;
  }
}
