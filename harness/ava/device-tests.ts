import { fileURLToPath } from "node:url";
import type { BootOptions } from "../device/options.ts";
import { sharedOptions } from "../device/shared-options.ts";
import { clearEvidence } from "../evidence/folder.ts";
import { reportFailure } from "../evidence/report-failure.ts";
import { ava as test, whenDone } from "./ava.ts";
import { DeviceSuite } from "./device-suite.ts";
import type { Failure } from "./events.ts";
import { placedStack } from "./located.ts";
import { chooseSeed } from "./options.ts";
import { printableLine } from "./printable.ts";
import { selection } from "./select.ts";

/** How much a suite may take before it is a hang, in milliseconds. Tests have limits of their own, on the device's clock. */
const defaultTimeout = 120_000;

/**
 * Boots a file of device tests (`import test from "async-io-ts/test"`) and declares each of its tests to ava. To be awaited at the
 * top level of an ava test file.
 *
 * @param file a path, or a URL as in `new URL("../test/tcp.device.ts", import.meta.url)`
 */
export async function deviceTests(file: string | URL, options: BootOptions = {}): Promise<void> {
  const path = file instanceof URL ? fileURLToPath(file) : file;
  const seed = chooseSeed(undefined);
  const suite = new DeviceSuite();
  // Where no test is selected ava runs no hook, and the device would keep this process.
  await whenDone(() => void suite.stop());
  const args = [...(options.args ?? []), ...selection()];
  const started = await suite
    .begin(path, { timeout: defaultTimeout, ...options, args }, seed)
    .catch((error: Error) => error);
  const which = (title: string) => ({ title, file: fileURLToPath(test.meta.file) });
  const report = (title: string, error: Error) =>
    reportFailure({ ...which(title), seed, boot: sharedOptions(), error, bench: suite });
  if (started instanceof Error) {
    const title = "the device runs the tests";
    // A stack would lead into the harness; what is wrong is in the message.
    test(title, async (t) => {
      t.log(await report(title, started));
      t.fail(started.message);
    });
    return;
  }
  const { run, plan } = started;
  for (const title of plan.skipped) {
    test.skip(printableLine(title), () => {});
  }
  for (const name of plan.titles) {
    const title = printableLine(name);
    // They run one after the other on the device; this only waits for each.
    test.serial(title, async (t) => {
      const { failure, output } = await run.result(name);
      if (output.trim() !== "") {
        t.log(output.trimEnd());
      }
      if (failure !== undefined) {
        const error = errorOf(failure, path);
        t.log(await report(title, error));
        throw error;
      }
      await clearEvidence(which(title));
      t.pass();
    });
  }
  test.after.always("the device ends with its tests", () => suite.conclude());
}

/** An error whose stack is the device's, in TypeScript positions. */
function errorOf({ message, stack, actual, expected }: Failure, file: string): Error {
  const compared =
    actual === undefined || expected === undefined ? [] : [`  actual:   ${actual}`, `  expected: ${expected}`];
  const error = new Error([message, ...compared].join("\n"));
  error.name = "DeviceTestError";
  error.stack = placedStack(error, frames(stack), file);
  return error;
}

/** Those lines of a stack that are positions, without those of the test library itself. */
function frames(stack = ""): string[] {
  return stack.split("\n").filter((line) => /^\s+at /.test(line) && !line.includes("ts-runtime/src/test/"));
}
