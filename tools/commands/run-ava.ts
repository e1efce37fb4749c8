import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { root } from "../../harness/base/paths.js";
import { summarize, type Totals } from "./summary.ts";

export interface AvaRun {
  readonly exitCode: number;
  readonly totals: Totals;
}

/** Runs ava in this package; what it prints is the user's. Its configuration counts the results. */
export async function runAva(
  args: readonly string[],
  env: Record<string, string>,
  signal: AbortSignal,
): Promise<AvaRun> {
  const ava = join(root, "node_modules", "ava", "entrypoints", "cli.mjs");
  const file = join(root, "build", `test-totals-${process.pid}.json`);
  try {
    const { exitCode = 1 } = await execa(process.execPath, [ava, ...args], {
      cwd: root,
      stdio: "inherit",
      reject: false,
      env: { ...env, AIO_TEST_TOTALS: file },
      cancelSignal: signal,
      // ava ends its workers, and they their devices, before it ends itself.
      forceKillAfterDelay: 20_000,
    });
    signal.throwIfAborted();
    return { exitCode, totals: existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failed: 1 } };
  } finally {
    rmSync(file, { force: true });
  }
}

/** Shows what was skipped and the sum of what was counted as the last lines, and returns what to exit with. */
export function concludeRuns(runs: readonly AvaRun[]): number {
  process.stdout.write(summarize(runs.map(({ totals }) => totals)));
  return runs.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0;
}
