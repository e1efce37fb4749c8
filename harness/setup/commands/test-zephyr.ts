import { Command } from "commander";
import { interruptible } from "../../cli/interruptible.ts";
import { chooseDevice } from "../../device/options.ts";
import { findWorkspace } from "../../zephyr/index.ts";
import { prepareDeviceSuite, runDeviceSuite, zephyrFirmware } from "./device-suite.ts";
import { printTotals } from "./run-ava.ts";

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
    const suite = { workspace: findWorkspace({ workspace }), device: chooseDevice({ ...given, kernel: "zephyr" }) };
    await prepareDeviceSuite(suite, signal);
    const { exitCode, totals } = await runDeviceSuite(suite, command.args, signal);
    printTotals([totals]);
    return exitCode;
  });
}
