import { fileURLToPath } from "node:url";
import type { ExecutionContext } from "ava";
import { HarnessError } from "../base/errors.ts";
import { processClock } from "../base/process-clock.ts";
import { sharedOptions } from "../device/shared-options.ts";
import { clearEvidence } from "../evidence/folder.ts";
import { reportFailure } from "../evidence/report-failure.ts";
import { ava } from "./ava.ts";
import { TestBench } from "./bench.ts";
import type { Implementation } from "./declare.ts";
import { Limit } from "./limit.ts";
import { place } from "./located.ts";
import { type BenchOptions, chooseSeed } from "./options.ts";
import { takeSlot } from "./slots.ts";

/** Milliseconds. */
const defaultTimeout = 60_000;

/** Runs one test from waiting for its turn until nothing of it is left. */
export async function runTest(
  t: ExecutionContext,
  implementation: Implementation,
  {
    seed: given,
    internet = false,
    capture,
    timeout = defaultTimeout,
    mayFail,
    ...options
  }: BenchOptions & { mayFail: boolean },
): Promise<void> {
  const { file } = ava.meta;
  const seed = chooseSeed(given);
  const shared = sharedOptions();
  const release = await takeSlot();
  let expired = () => {};
  const tooLate = new Promise<"late">((resolve) => {
    expired = () => resolve("late");
  });
  const limit = new Limit(processClock("/proc/self"), timeout, expired);
  const bench = await TestBench.open({
    ...{ file, seed, internet },
    defaults: { ...shared, ...options },
    passed: () => t.pass(),
    unlimited: (work) => limit.without(work),
  });
  const failure: { error?: unknown } = {};
  // Declared first, it runs last: what the test itself tears down still has its devices.
  t.teardown(async () => {
    limit.end();
    const failed = !t.passed && !mayFail;
    try {
      await (failed && bench.describe());
      await bench.close();
    } finally {
      release();
    }
    const which = { title: t.title, file: fileURLToPath(file) };
    if (capture !== undefined) {
      await bench.capture.save(capture);
    }
    if (failed) {
      t.log(await reportFailure({ ...which, seed, boot: shared, ...failure, bench }));
    } else {
      await clearEvidence(which);
    }
  });
  try {
    const running = Promise.resolve(implementation(t, bench));
    // Where the limit ends the test, its function goes on for a moment.
    running.catch(() => {});
    if ((await Promise.race([running, tooLate])) === "late") {
      await bench.describe();
      const summaries = bench.recorders.map(({ summary }) => summary);
      throw testError("ETIMEDOUT", `the test did not end within ${timeout / 1000} s`, summaries);
    }
    const unnoticed = await bench.unnoticed();
    if (unnoticed.length > 0) {
      throw testError("EIO", "a device ended badly, and the test did not look at its exit", unnoticed);
    }
  } catch (error) {
    failure.error = place(error);
    throw error;
  }
}

function testError(code: string, what: string, devices: readonly string[]): HarnessError {
  return new HarnessError([what, ...devices].join("\n"), { code, exitCode: 1 });
}
