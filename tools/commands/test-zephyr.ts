import { Command } from "commander";
import { interruptible } from "../../harness/cli/interruptible.ts";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import { chooseRelease } from "../../harness/device/options.ts";
import { findWorkspace } from "../../harness/zephyr/index.ts";
import { planRuns, prepareDeviceSuite, runDeviceSuite, zephyrFirmware } from "./device-suite.ts";
import { concludeRuns } from "./run-ava.ts";

interface Options {
  readonly engine: "jerryscript" | "quickjs";
  readonly board: string;
  readonly release?: true;
  readonly workspace?: string;
}

/**
 * `npm run test:zephyr [-- --engine NAME --board NAME --workspace FOLDER --release, FILES AND OPTIONS OF AVA]`: the device suite on
 * Zephyr, and without files a part of it from byte code too.
 */
export function run(args: string[]): Promise<number> {
  const command = new Command("npm run test:zephyr --")
    .description("run the device suite on Zephyr in QEMU; further arguments are ava's")
    .option("--engine <name>", "jerryscript or quickjs", zephyrFirmware.engine)
    .option("--board <name>", "a folder of boards/ that QEMU runs", zephyrFirmware.board)
    .option("--workspace <folder>", "the west workspace (default: ZEPHYR_BASE, west topdir)")
    .option("--release", "all of it from byte code (default: a part, after the rest)")
    .argument("[files...]")
    .allowUnknownOption()
    .parse(args, { from: "user" });
  return interruptible(async (signal) => {
    const { workspace, release = false, ...given } = command.opts<Options>();
    const suite = { workspace: findWorkspace({ workspace }), device: chooseDevice({ ...given, kernel: "zephyr" }) };
    const runs = planRuns(command.args, suite.device, chooseRelease({ release }, suite.device));
    await prepareDeviceSuite(suite, runs, signal);
    return concludeRuns(await runDeviceSuite(suite, runs, signal));
  });
}
