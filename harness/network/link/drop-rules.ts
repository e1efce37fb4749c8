import { UsageError } from "../../base/errors.ts";
import { checkValue, rules } from "../../base/given.ts";
import type { Frame } from "../frame.ts";
import type { LinkClock } from "./clock.ts";

/** Says whether a frame is meant. */
export type FramePredicate = (frame: Frame) => boolean;

interface Rule {
  remaining: number;
  /** The instant from which on the rule holds no more. */
  readonly until: number;
  readonly matches: FramePredicate;
}

const all: FramePredicate = () => true;

/** Frames that are still to be dropped. */
export class DropRules {
  readonly #clock: LinkClock;
  #rules: Rule[] = [];

  constructor(clock: LinkClock) {
    this.#clock = clock;
  }

  get isEmpty(): boolean {
    return this.#rules.length === 0;
  }

  /**
   * Drops the next `which` frames, or the next `count` for which the predicate returns true.
   *
   * @throws UsageError `EINVAL` the count is not a whole number of 0 or more
   */
  next(which: number | FramePredicate, count: number): void {
    const [wanted, matches] = typeof which === "function" ? [count, which] : [which, all];
    if (!Number.isInteger(wanted) || wanted < 0) {
      throw new UsageError(`dropNext takes a count of frames, 0 or more, but ${String(wanted)} was given`);
    }
    if (wanted > 0) {
      this.#rules.push({ remaining: wanted, until: Infinity, matches });
    }
  }

  /**
   * Drops frames for `ms` milliseconds.
   *
   * @throws UsageError `EINVAL` the period is not a number of 0 or more
   */
  period(ms: number, matches: FramePredicate = all): void {
    checkValue("what dropFor drops", matches, rules.callback);
    this.#rules.push({ remaining: Infinity, until: this.#clock.now() + checkPeriod("dropFor", ms), matches });
  }

  clear(): void {
    this.#rules = [];
  }

  /** Whether a frame is to be dropped; each rule counts it once at most, and the oldest that matches counts. */
  take(frame: Frame): boolean {
    const now = this.#clock.now();
    this.#rules = this.#rules.filter(({ until }) => now < until);
    const rule = this.#rules.find((each) => this.#applies(each, frame));
    if (rule === undefined) {
      return false;
    }
    rule.remaining--;
    if (rule.remaining === 0) {
      this.#rules = this.#rules.filter((other) => other !== rule);
    }
    return true;
  }

  /**
   * A predicate that throws is asked once: nobody awaits it, so that it ends the process as any callback's error does, and the frame
   * passes.
   */
  #applies(rule: Rule, frame: Frame): boolean {
    try {
      return rule.matches(frame);
    } catch (error) {
      this.#rules = this.#rules.filter((other) => other !== rule);
      process.nextTick(() => {
        throw error;
      });
      return false;
    }
  }
}

/**
 * @throws UsageError `EINVAL` it is not a number of milliseconds of 0 or more
 */
export function checkPeriod(what: string, ms: number): number {
  if (typeof ms !== "number" || !(ms >= 0)) {
    throw new UsageError(`${what} takes a number of milliseconds, 0 or more, but ${String(ms)} was given`);
  }
  return ms;
}
