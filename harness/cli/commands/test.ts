import type { TimeProfile } from "../../choices.ts";
import { checkOptions } from "../../device/options.ts";
import { findTestFiles } from "../../test/find-files.ts";
import { runSuites } from "../../test/run-suites.ts";
import type { AddCommand } from "../context.ts";
import { bootOptions, type DeviceOptions, seconds, withDeviceOptions, withFirmwareOption } from "../device-options.ts";
import { type PortOptions, portOptions, withPortOptions, withProbeOptions } from "../port-options.ts";

interface TestOptions extends DeviceOptions, PortOptions {
  time: TimeProfile;
  timeout?: number;
}

/** `async-io test [FILES]`: boots each file of device tests and reports it through ava. */
export const addTest: AddCommand = (program, { signal, exit }) => {
  const command = withFirmwareOption(
    withDeviceOptions(
      program
        .command("test")
        .description("run device tests: each file is booted on a device and reported through ava")
        .argument("[files...]", "files of tests, or folders with *.device.ts (default: the current folder)")
        .option("--time <profile>", "real, or virtual: counted in instructions, idle time is skipped", "real")
        .option("--timeout <seconds>", "how long a file may take (default: 120)", seconds),
    ),
  );
  withProbeOptions(
    withPortOptions(command, "run on the board on this serial port, and not in QEMU: /dev/ttyACM0"),
  ).action(async (files: string[], options: TestOptions) => {
    const { time, timeout } = options;
    const suites = {
      ...bootOptions(options),
      ...portOptions(options),
      time,
      ...(timeout !== undefined && { timeout }),
    };
    checkOptions(suites);
    exit(await runSuites(await findTestFiles(files), suites, signal));
  });
};
