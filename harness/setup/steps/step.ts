import type { SetupContext } from "../context.ts";

/** A part of the set-up. It can be run again at any time, also after it was killed half-way. */
export interface Step {
  /** What it makes, as a heading. */
  readonly title: string;
  /** Whether there is something to do. Costs milliseconds. */
  isNeeded(context: SetupContext): Promise<boolean>;
  /** Does it. `detail` takes lines of progress. */
  run(context: SetupContext, detail: (line: string) => void): Promise<void>;
}
