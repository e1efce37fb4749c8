import { ensureFirmware } from "../../harness/build/firmware.ts";
import { interruptible } from "../../harness/cli/interruptible.ts";
import { ensureSetup } from "../../harness/setup/index.ts";
import { lookForWorkspace, type Workspace } from "../../harness/zephyr/index.ts";
import { planRuns, prepareDeviceSuite, runDeviceSuite, zephyrFirmware } from "./device-suite.ts";
import { concludeRuns, runAva } from "./run-ava.ts";
import { suiteFirmware } from "./suite-firmware.ts";

/**
 * `npm test [-- FILES AND OPTIONS OF AVA]`: sets up what is missing, then runs the tests; where there is a west workspace, the device
 * suite on Zephyr as well, and a part of it from byte code.
 */
export function run(args: string[]): Promise<number> {
  return interruptible(async (signal) => {
    await ensureSetup({ tests: true, signal });
    const workspace = args.length > 0 ? undefined : usableWorkspace();
    const zephyr = workspace && { device: zephyrFirmware, workspace };
    const runs = planRuns([], zephyrFirmware, false);
    // In plain sight, as prepareDeviceSuite() does it.
    await ensureFirmware({ ...suiteFirmware, signal });
    if (zephyr !== undefined) {
      await prepareDeviceSuite(zephyr, runs, signal);
    }
    const first = await runAva(args, {}, signal);
    if (zephyr === undefined) {
      if (args.length === 0) {
        say("Without a west workspace the device suite was not run on Zephyr; docs/zephyr.md says how to make one.");
      }
      return concludeRuns([first]);
    }
    const { version, topdir } = zephyr.workspace;
    say(`The device suite on Zephyr ${version} and JerryScript, from ${topdir}:`);
    return concludeRuns([first, ...(await runDeviceSuite(zephyr, runs, signal))]);
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
