// Read by ava. Test files are TypeScript, run through tsx. A file runs in a process of its own: it starts QEMU and handles signals.
import { writeFileSync } from "node:fs";

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

// Who started ava adds several runs up. Tests that start ava are not meant.
const file = process.env.AIO_TEST_TOTALS;
delete process.env.AIO_TEST_TOTALS;

process.once("exit", () => {
  if (file === undefined) {
    process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`);
  } else {
    writeFileSync(file, JSON.stringify(totals));
  }
});

export default {
  files: ["test/**/*.test.ts"],
  extensions: { ts: "module" },
  nodeArguments: ["--import=tsx"],
  workerThreads: false,
  // A test that boots a device keeps one processor busy with QEMU, and its own process with the network.
  concurrency: 2,
  // Without any result. A firmware that is built for the first time takes a minute, and longer beside other work.
  timeout: "10m",
  nonSemVerExperiments: { observeRunsFromConfig: true },
  observeRun,
};
