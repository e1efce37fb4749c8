import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../harness/base/choices.ts";
import { isHarnessError } from "../../harness/base/errors.ts";
import { bundle } from "../../harness/build/bundle.ts";
import { compose } from "./compose.ts";
import { runOnDevice } from "./device-engine.ts";
import { runOnHost } from "./host-engine.ts";
import type { Options } from "./options.ts";
import { judge, type Run } from "./outcome.ts";
import { inParallel } from "./pool.ts";
import type { Result } from "./report.ts";
import type { Suite, Test } from "./suite.ts";

/** How the tests are to be run. */
export interface RunnerOptions extends Pick<Options, "jobs" | "device" | "kernel" | "workspace" | "limit"> {
  readonly engine: Engine;
  /** The engine's program for this machine; not for a device. */
  readonly program?: string;
  readonly signal: AbortSignal;
  /** Is told of each result. */
  readonly onResult: (result: Result) => void;
}

/** Runs tests on one engine. */
export async function runTests(suite: Suite, tests: readonly Test[], options: RunnerOptions): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), "async-io-ts-conformance-"));
  let made = 0;
  try {
    return await inParallel(tests, options.jobs, async (test) => {
      options.signal.throwIfAborted();
      const file = join(folder, `test-${made++}.js`);
      await writeFile(file, compose(suite, test));
      const run = options.device ? await runOnDevice(file, options) : await buildAndRun(file, options);
      const result: Result = { path: test.path, ...judge(test.frontmatter, run) };
      rmSync(file);
      options.onResult(result);
      return result;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function buildAndRun(file: string, { program = "", ...options }: RunnerOptions): Promise<Run> {
  let code: string;
  try {
    ({ code } = await bundle(file, { cwd: join(file, ".."), engine: options.engine }));
  } catch (error) {
    if (isHarnessError(error)) {
      return { end: "not built", message: error.message.split("\n")[0] ?? "" };
    }
    throw error;
  }
  return runOnHost(program, code, options);
}
