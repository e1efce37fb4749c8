/** Read by ava, as its configuration file, in the process that `async-io test` starts. */
import { writeFileSync } from "node:fs";
import type { Event, ObservedRun } from "ava/internal";
import { takePlan } from "./ava-plan.ts";
import { JUnitReport, type RunEvent } from "./junit.ts";

/** sysexits.h: EX_USAGE. */
const badUsage = 64;

const { files, concurrency, junit } = takePlan(process.env);
const report = new JUnitReport(process.cwd());
let stats: Extract<Event, { type: "stats" }>["stats"] | undefined;

/** Ava tells what happens as an experiment; its TAP has neither files nor durations. */
async function observeRun({ events }: ObservedRun): Promise<void> {
  for await (const event of events) {
    report.note(event as RunEvent);
    if (event.type === "stats") {
      ({ stats } = event);
    }
  }
}

process.once("exit", (code) => {
  if (junit !== undefined) {
    try {
      writeFileSync(junit, report.toString());
    } catch (error) {
      process.stderr.write(`async-io: cannot write the report to ${junit}: ${(error as Error).message}\n`);
      process.exitCode = code || 1;
    }
  }
  if (code === 1 && stats?.selectedTests === 0 && stats.failedWorkers + stats.uncaughtExceptions === 0) {
    process.exitCode = badUsage;
  }
});

export default {
  files,
  // A file of device tests is a module also where package.json does not say so.
  extensions: { ts: "module", mts: "module", "device.js": "module", js: true, mjs: true },
  // TypeScript in test files; and what makes tests for ava of files of device tests.
  nodeArguments: [import.meta.resolve("tsx"), import.meta.resolve("./device-files.js")].map((url) => `--import=${url}`),
  // A test starts processes that have to end with it, and a thread cannot tell them.
  workerThreads: false,
  concurrency,
  // It would be in the project's node_modules, which may not be there.
  cache: false,
  // Without any result: tests have limits of their own, but a firmware that is built for the first time takes minutes.
  timeout: "15m",
  nonSemVerExperiments: { observeRunsFromConfig: true },
  observeRun,
};
