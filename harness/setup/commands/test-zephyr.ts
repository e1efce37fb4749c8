import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { ensureFirmware } from "../../build/firmware.ts";
import { interruptible } from "../../cli/interruptible.ts";
import { chooseDevice } from "../../device/options.ts";
import { root } from "../../root.ts";
import { findWorkspace } from "../../zephyr/index.ts";
import { ensureSetup } from "../index.ts";
import { printTotals, runAva } from "./run-ava.ts";

/** The product: what the device suite runs on where there is a west workspace. */
export const zephyrFirmware = { kernel: "zephyr", engine: "jerryscript", board: "mps2_an385" } as const;

/** The tests that boot a device, and hold for every kernel and engine. */
export const deviceSuite = ["test/device/*.test.ts"];

interface Options {
  readonly engine: "jerryscript" | "quickjs";
  readonly board: string;
  readonly workspace?: string;
}

/**
 * `npm run test:zephyr [-- --engine NAME --board NAME --workspace FOLDER, FILES AND OPTIONS OF AVA]`: the device suite on Zephyr.
 */
export function run(args: string[]): Promise<number> {
  const command = new Command("npm run test:zephyr --")
    .description("run the device suite on Zephyr in QEMU; further arguments are ava's")
    .option("--engine <name>", "jerryscript or quickjs", zephyrFirmware.engine)
    .option("--board <name>", "a folder of boards/ that QEMU runs", zephyrFirmware.board)
    .option("--workspace <folder>", "the west workspace (default: ZEPHYR_BASE, west topdir)")
    .argument("[files...]")
    .allowUnknownOption()
    .parse(args, { from: "user" });
  return interruptible(async (signal) => {
    const { workspace, ...given } = command.opts<Options>();
    const { zephyrBase } = findWorkspace({ workspace });
    const device = chooseDevice({ ...given, kernel: "zephyr" });
    await ensureSetup({ tests: true, zephyr: true, signal });
    await ensureFirmware({ ...device, workspace, signal });
    const env = {
      AIO_KERNEL: device.kernel,
      AIO_ENGINE: device.engine,
      AIO_BOARD: device.board,
      ZEPHYR_BASE: zephyrBase,
    };
    const { exitCode, totals } = await runAva(deviceArguments(command.args), env, signal);
    printTotals([totals]);
    return exitCode;
  });
}

/**
 * Ava's arguments: those that were given, for the device suite where none of them is a file. Without files ava would run everything.
 * The suite is in front, as what follows an option may be its value.
 */
export function deviceArguments(given: readonly string[]): readonly string[] {
  const isFile = (text: string) =>
    !text.startsWith("-") && (/\.ts(:[\d,-]+)?$/.test(text) || existsSync(join(root, text)));
  return given.some(isFile) ? given : [...deviceSuite, ...given];
}
