import { ensureFirmware } from "../../build/firmware.ts";
import { interruptible } from "../../cli/interruptible.ts";
import { lookForWorkspace, type Workspace } from "../../zephyr/index.ts";
import { ensureSetup } from "../index.ts";
import { defaultFirmware } from "./default-firmware.ts";
import { printTotals, runAva } from "./run-ava.ts";
import { deviceSuite, zephyrFirmware } from "./test-zephyr.ts";

/**
 * `npm test [-- FILES AND OPTIONS OF AVA]`: sets up what is missing, then runs the tests; where there is a west workspace, the device
 * suite on Zephyr as well.
 */
export function run(args: string[]): Promise<number> {
  return interruptible(async (signal) => {
    await ensureSetup({ tests: true, signal });
    const workspace = args.length > 0 ? undefined : usableWorkspace();
    // Built once and in plain sight, not by whichever test boots the first device.
    await ensureFirmware({ ...defaultFirmware, signal });
    if (workspace !== undefined) {
      await ensureFirmware({ ...zephyrFirmware, signal });
    }
    const first = await runAva(args, {}, signal);
    if (workspace === undefined) {
      if (args.length === 0) {
        say("Without a west workspace the device suite was not run on Zephyr; docs/zephyr.md says how to make one.");
      }
      printTotals([first.totals]);
      return first.exitCode;
    }
    say(`The device suite on Zephyr ${workspace.version} and JerryScript, from ${workspace.topdir}:`);
    const second = await runAva(deviceSuite, { AIO_KERNEL: "zephyr", AIO_ENGINE: "jerryscript" }, signal);
    printTotals([first.totals, second.totals]);
    return first.exitCode || second.exitCode;
  });
}

/** One that cannot be used is told of, and is no reason not to test the rest. */
function usableWorkspace(): Workspace | undefined {
  try {
    return lookForWorkspace();
  } catch (error) {
    say((error as Error).message);
    return undefined;
  }
}

function say(line: string): void {
  process.stdout.write(`\n${line}\n`);
}
