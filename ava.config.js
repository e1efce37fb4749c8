// Read by ava. Test files are TypeScript, run through tsx. A file runs in a process of its own: it starts QEMU and handles signals.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { tsImport } from "tsx/esm/api";
import { withLock } from "./harness/base/lock.js";
import { buildFolder, root } from "./harness/base/paths.js";
import { say } from "./harness/base/say.js";
import { compile } from "./tools/bootstrap/compile.js";

const totals = { passed: 0, failed: 0 };

/**
 * Counts what ava reports; the sum is the last line of the run, or goes to the file that AIO_TEST_TOTALS names.
 *
 * @param {import("ava/internal").ObservedRun} run
 */
async function observeRun({ events }) {
  for await (const event of events) {
    if (event.type !== "stats") {
      continue;
    }
    const { stats } = event;
    totals.passed = stats.passedTests + stats.passedKnownFailingTests;
    totals.failed =
      stats.failedTests +
      stats.failedHooks +
      stats.internalErrors +
      stats.sharedWorkerErrors +
      stats.timedOutTests +
      // A file's process fails because of its exceptions, or for no reason that it could tell.
      Math.max(stats.failedWorkers, stats.uncaughtExceptions + stats.unhandledRejections);
  }
}

// `npm test` adds several runs up. Tests that start ava are not counted.
const file = process.env.AIO_TEST_TOTALS;
delete process.env.AIO_TEST_TOTALS;

// Tests run the command as it is installed, from dist/. `npm test` has compiled it, `npx ava` has not.
await withLock(join(buildFolder, "bootstrap.lock"), { onWait: say }, () => compile({ root, say }));

// Without its cache, which tsx would leave in the temporary folder.
process.env.TSX_DISABLE_CACHE = "1";
/** @type {typeof import("./test/support/run.ts")} */
const { openRun } = await tsImport("./test/support/run.ts", import.meta.url);
/** @type {typeof import("./tools/commands/summary.ts")} */
const { summarize } = await tsImport("./tools/commands/summary.ts", import.meta.url);
delete process.env.TSX_DISABLE_CACHE;
const run = await openRun();

process.once("exit", () => {
  const { skipped, left } = run.conclude();
  if (left.length > 0) {
    process.stdout.write(`${left.join("\n")}\n`);
    process.exitCode = 1;
  }
  const ended = { ...totals, failed: totals.failed + left.length, skipped };
  if (file === undefined) {
    process.stdout.write(summarize([ended]));
  } else {
    writeFileSync(file, JSON.stringify(ended));
  }
});

export default {
  files: ["test/**/*.test.ts"],
  extensions: { ts: "module" },
  nodeArguments: ["--import=tsx"],
  environmentVariables: run.environment,
  require: ["./test/support/own-folder.ts"],
  workerThreads: false,
  // A test that boots a device keeps one processor busy with QEMU, and its own process with the network.
  concurrency: 2,
  // Without any result. A firmware that is built for the first time takes a minute, and longer beside other work.
  timeout: "10m",
  nonSemVerExperiments: { observeRunsFromConfig: true },
  observeRun,
};
