import { ensureFirmware } from "../../build/firmware.ts";
import { checkOptions } from "../../device/options.ts";
import { footprint } from "../../footprint/index.ts";
import type { AddCommand } from "../context.ts";
import { bootOptions, type DeviceOptions, withDeviceOptions } from "../device-options.ts";
import { bytes, table } from "../table.ts";

/** `async-io size`: what the firmware needs of flash and RAM, by part. */
export const addSize: AddCommand = (program, { signal }) => {
  withDeviceOptions(
    program
      .command("size")
      .description("what the firmware needs of flash and RAM, by part")
      .option("--json", "print JSON instead of a table"),
  ).action(async (options: DeviceOptions & { json?: boolean }) => {
    const { dir } = await ensureFirmware({ ...checkOptions(bootOptions(options)), signal });
    const parts = await footprint(dir);
    const total = {
      part: "total",
      flash: parts.reduce((sum, { flash }) => sum + flash, 0),
      ram: parts.reduce((sum, { ram }) => sum + ram, 0),
    };
    const rows = [...parts, total].map(({ part, flash, ram }) => [part, bytes(flash), bytes(ram)]);
    const text = options.json
      ? `${JSON.stringify([...parts, total], null, 2)}\n`
      : table([["bytes", "flash", "RAM"], ...rows]);
    process.stdout.write(text);
  });
};
