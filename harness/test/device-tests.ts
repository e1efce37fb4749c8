import { fileURLToPath } from "node:url";
import test from "ava";
import { boot } from "../device/boot.ts";
import type { Device } from "../device/device.ts";
import type { BootOptions } from "../device/options.ts";
import type { Failure } from "./events.ts";
import { type Plan, TestRun } from "./test-run.ts";

/** How much a suite may take before it is a hang, in milliseconds. Tests have limits of their own, on the device's clock. */
const defaultTimeout = 120_000;

/**
 * Boots a file of device tests (`import test from "async-io-ts/test"`) and declares each of its tests to ava. To be awaited at the
 * top level of an ava test file.
 *
 * @param file a path, or a URL as in `new URL("tcp.device.ts", import.meta.url)`
 */
export async function deviceTests(file: string | URL, options: BootOptions = {}): Promise<void> {
  const path = file instanceof URL ? fileURLToPath(file) : file;
  const notices: string[] = [];
  const started = await begin(path, {
    timeout: defaultTimeout,
    onNotice: (text) => notices.push(text),
    ...options,
  }).catch((error: Error) => error);
  if (started instanceof Error) {
    // A stack would lead into the harness; what is wrong is in the message.
    test("the device runs the tests", (t) => t.fail(started.message));
    return;
  }
  const { device, run, plan } = started;
  for (const title of plan.skipped) {
    test.skip(title, () => {});
  }
  for (const title of plan.titles) {
    // They run one after the other on the device; this only waits for each.
    test.serial(title, async (t) => {
      const { failure, output } = await run.result(title);
      if (output.trim() !== "") {
        t.log(output.trimEnd());
      }
      if (failure !== undefined) {
        throw errorOf(failure);
      }
      t.pass();
    });
  }
  test.after.always("the device ends with its tests", () => conclude(device, notices));
}

async function begin(path: string, options: BootOptions): Promise<{ device: Device; run: TestRun; plan: Plan }> {
  const device = await boot(path, options);
  const run = new TestRun(device);
  try {
    return { device, run, plan: await run.plan() };
  } catch (error) {
    await device.stop();
    throw error;
  }
}

async function conclude(device: Device, notices: readonly string[]): Promise<void> {
  const { code, reason } = await device.exit;
  if (reason !== "program" || (code !== 0 && code !== 1)) {
    throw new Error([`the device did not end as it should: ${device.diagnosis}`, ...notices].join("\n"));
  }
}

/** An error whose stack is the device's, in TypeScript positions. */
function errorOf({ message, stack, actual, expected }: Failure): Error {
  const compared =
    actual === undefined || expected === undefined ? [] : [`  actual:   ${actual}`, `  expected: ${expected}`];
  const error = new Error([message, ...compared].join("\n"));
  error.name = "DeviceTestError";
  error.stack = [`${error.name}: ${error.message}`, ...frames(stack)].join("\n");
  return error;
}

/** Those lines of a stack that are positions, without those of the test library itself. */
function frames(stack = ""): string[] {
  return stack.split("\n").filter((line) => /^\s+at /.test(line) && !line.includes("ts-runtime/src/test/"));
}
