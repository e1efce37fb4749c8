import { optionalTools } from "../../harness/setup/checks/index.ts";

/** What one run of ava, or several, came to. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  /** How many tests were skipped for want of each thing. */
  readonly skipped?: Readonly<Record<string, number>>;
}

/** The last lines of a run: what was skipped for want of what, and the sum. */
export function summarize(runs: readonly Totals[]): string {
  const skipped = new Map<string, number>();
  for (const [thing, count] of runs.flatMap((run) => Object.entries(run.skipped ?? {}))) {
    skipped.set(thing, (skipped.get(thing) ?? 0) + count);
  }
  const sum = (name: "passed" | "failed") => runs.reduce((total, run) => total + run[name], 0);
  const lines = [...skipped].sort().map(([thing, count]) => {
    const tool = Object.values(optionalTools).find(({ name }) => name === thing);
    const advice = tool === undefined ? "" : ` (${tool.install})`;
    return `skipped for want of ${thing}: ${count} ${count === 1 ? "test" : "tests"}${advice}\n`;
  });
  return `${lines.join("")}${sum("passed")} passed, ${sum("failed")} failed\n`;
}
