import { closeSync, openSync } from "node:fs";
import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import type { TimeProfile } from "../../base/choices.ts";
import { UsageError } from "../../base/errors.ts";
import { withTemporaryFolder } from "../../base/temporary-folder.ts";
import { ensureFirmware } from "../../build/firmware.ts";
import { checkOptions } from "../../device/options.ts";
import { isPath } from "../../device/prepare.ts";
import type { SharedOptions } from "../../device/shared-options.ts";
import { checkTestFiles } from "../../test/check-files.ts";
import { findTestFiles } from "../../test/find-files.ts";
import { needsFirmware } from "../../test/needs-firmware.ts";
import { runTests } from "../../test/run-tests.ts";
import type { AddCommand, CommandContext } from "../context.ts";
import { bootOptions, type DeviceOptions, seconds, withDeviceOptions, withFirmwareOption } from "../device-options.ts";
import { note } from "../note.ts";
import { type PortOptions, portOptions, withPortOptions, withProbeOptions } from "../port-options.ts";
import { tellChoice } from "../tell-choice.ts";
import { type WatchedTests, watchTests } from "../watch-tests.ts";

interface TestOptions extends DeviceOptions, PortOptions {
  time?: TimeProfile;
  timeout?: number;
  match?: string[];
  seed?: number;
  tap?: true;
  junit?: string;
  watch?: true;
}

/** `async-io test [FILES]`: runs tests that boot devices, and tests that run on a device, through ava. */
export const addTest: AddCommand = (program, context) => {
  const command = withFirmwareOption(
    withDeviceOptions(
      program
        .command("test")
        .description("run tests through ava: those that boot devices, and those that run on a device")
        .argument(
          "[files...]",
          "files of tests, or folders with *.test.ts and *.device.ts (default: the current folder)",
        )
        .option("--match <pattern>", "only tests whose title matches, with * for anything", collect)
        .option("--seed <number>", "what random choices come from: a whole number, or random", readSeed)
        .option("--tap", "print TAP")
        .option("--junit <file>", "write a JUnit report as well")
        .option("--watch", "run again, at each save, the test files that it is about, until Ctrl-C")
        .option("--time <profile>", "real, or virtual: counted in instructions, idle time is skipped (default: real)")
        .option("--timeout <seconds>", "how long a device may run (default: 120 for a file that runs on it)", seconds),
    ),
  );
  withProbeOptions(
    withPortOptions(command, "run on the board on this serial port, and not in QEMU: /dev/ttyACM0"),
  ).action((files: string[], options: TestOptions) => test(files, options, context));
};

async function test(named: string[], options: TestOptions, { signal, exit }: CommandContext): Promise<void> {
  const { time, timeout, match = [], tap = false, junit, seed } = options;
  const boot: SharedOptions = {
    ...withWholePaths(bootOptions(options)),
    ...portOptions(options),
    ...(time !== undefined && { time }),
    ...(timeout !== undefined && { timeout }),
    // The programs that tests boot.
    typecheck: true,
  };
  const choices = checkOptions(boot);
  tellChoice(boot);
  const files = await findTestFiles(named);
  checkReport(junit);
  if (!options.watch) {
    await checkTestFiles(files, signal);
  }
  if (boot.firmware === undefined && (await needsFirmware(files))) {
    // Once and in plain sight, not by whichever test boots the first device.
    await ensureFirmware({ ...choices, signal });
  }
  if (seed !== undefined) {
    note(`seed ${seed}`);
  }
  const run = { boot, match, tap, junit, seed };
  if (!options.watch) {
    exit(await runTests(files, run, signal));
    return;
  }
  const watched: WatchedTests = {
    find: () => findTestFiles(named),
    check: checkTestFiles,
    run: (due, inputs, ended) => runTests(due, { ...run, inputs }, ended),
  };
  exit(await withTemporaryFolder((folder) => watchTests(watched, folder, signal)));
}

/** Tests run in the project's folder. */
function withWholePaths(options: SharedOptions): SharedOptions {
  const { firmware, qemu, workspace } = options;
  return {
    ...options,
    ...(firmware !== undefined && { firmware: isPath(firmware) ? resolve(firmware) : firmware }),
    ...(qemu?.includes("/") && { qemu: resolve(qemu) }),
    ...(workspace !== undefined && { workspace: resolve(workspace) }),
  };
}

/** That a report cannot be written is known before the tests run. */
function checkReport(path: string | undefined): void {
  if (path !== undefined) {
    try {
      closeSync(openSync(path, "a"));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new UsageError(`cannot write the report to ${path}: ${message}`, { code, cause: error });
    }
  }
}

function collect(text: string, before: string[] = []): string[] {
  return [...before, text];
}

function readSeed(text: string): number {
  const seed = text === "random" ? Math.floor(Math.random() * 1_000_000) : Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(seed)) {
    throw new InvalidArgumentError("It must be a whole number, or random.");
  }
  return seed;
}
