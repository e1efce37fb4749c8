import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Engine } from "../../harness/base/choices.ts";
import { terminalProgress } from "../../harness/base/progress.ts";
import { interruptible } from "../../harness/cli/interruptible.ts";
import { ensureSetup } from "../../harness/setup/index.ts";
import { compareExpected, readExpected, updateExpected } from "./expected.ts";
import { buildHostEngine } from "./host-engine.ts";
import { type Options, readOptions } from "./options.ts";
import { formatExclusions, formatNames, formatTable, type Result } from "./report.ts";
import { runTests } from "./runner.ts";
import { sample } from "./sample.ts";
import { readSuite, type Suite } from "./suite.ts";

/**
 * `npm run conformance -- PATH`: runs test262, which PATH is a clone of, through the bundler and the engines. 1 where a test fails that is
 * not in the engine's list of expected failures.
 */
export function run(args: string[]): Promise<number> {
  const options = readOptions(args);
  return interruptible(async (signal) => {
    const suite = readSuite(options.path, options);
    const chosen = options.sample === undefined ? suite.tests : sample(suite.tests, options.sample, options.seed);
    process.stdout.write(formatExclusions(suite));
    const results: Partial<Record<Engine, readonly Result[]>> = {};
    let code = 0;
    for (const engine of options.engines) {
      const found = await runEngine(engine, { ...suite, tests: chosen }, options, signal);
      results[engine] = found;
      code = conclude(engine, found, options) ? code : 1;
    }
    await writeJson(options, results);
    return code;
  });
}

async function runEngine(engine: Engine, suite: Suite, options: Options, signal: AbortSignal): Promise<Result[]> {
  const progress = terminalProgress();
  const { device, kernel, workspace } = options;
  await ensureSetup({ qemu: device, tests: true, signal, progress });
  const program = device ? undefined : await buildHostEngine(engine, { workspace, progress, signal });
  const where = device ? `a device, ${kernel}` : "this machine";
  const total = suite.tests.length;
  const counts = { done: 0, failed: 0 };
  return progress.during(`${total} tests on ${engine}, ${where}`, (detail) =>
    runTests(suite, suite.tests, {
      ...options,
      engine,
      signal,
      ...(program !== undefined && { program }),
      onResult: ({ kind }) => {
        counts.done++;
        counts.failed += kind === "pass" ? 0 : 1;
        tell(counts, total, detail);
      },
    }),
  );
}

/** On a terminal beside the title; elsewhere a line for each tenth, as a log has no use for more. */
function tell(
  { done, failed }: { readonly done: number; readonly failed: number },
  total: number,
  detail: (line: string) => void,
): void {
  const line = `${done} of ${total}, ${failed} failed`;
  detail(line);
  if (!process.stderr.isTTY && done % Math.ceil(total / 10) === 0) {
    process.stderr.write(`  ${line}\n`);
  }
}

/** Shows what came out, and whether it is what was expected. */
function conclude(engine: Engine, found: readonly Result[], { update, device, expected: folder }: Options): boolean {
  process.stdout.write(`\n${engine}${device ? " on a device" : ""}\n${formatTable(found)}`);
  const file = join(folder, `${engine}.txt`);
  const expected = readExpected(file);
  const results = found.map(({ path, kind }) => ({ path, passed: kind === "pass" }));
  const { regressions, mended } = compareExpected(expected, results);
  if (update) {
    updateExpected(file, expected, results);
  }
  const messages = new Map(found.map(({ path, kind, message }) => [path, `${path}: ${kind}: ${message}`]));
  process.stdout.write(
    formatNames(
      "Failed, and not expected to",
      regressions.map((path) => messages.get(path) ?? path),
    ),
  );
  process.stdout.write(
    formatNames(
      update
        ? "Passed, and no longer expected to fail"
        : "Passed, and expected to fail: --update takes them off the list",
      mended,
    ),
  );
  return update || regressions.length === 0;
}

async function writeJson(
  { json, sample: count, seed, filter, device, kernel }: Options,
  results: Partial<Record<Engine, readonly Result[]>>,
): Promise<void> {
  if (json !== undefined) {
    const about = { date: new Date().toISOString(), sample: count, seed, filter, ...(device && { kernel }) };
    await writeFile(json, `${JSON.stringify({ ...about, results }, undefined, 1)}\n`);
  }
}
