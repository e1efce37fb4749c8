import { root } from "../../harness/base/paths.js";
import { ensureFirmware } from "../../harness/build/firmware.ts";
import { packFirmware } from "../../harness/build/pack-firmware.ts";
import { packagedChoice } from "../../harness/build/packaged.ts";
import { interruptible } from "../../harness/cli/interruptible.ts";
import { requirePath, tools } from "../../harness/setup/checks/index.ts";
import { placesOf } from "../../harness/setup/context.ts";

/** What npm runs in front of `npm pack` and `npm publish`: puts the firmware that the package contains into `prebuilt/`. */
export function run(): Promise<number> {
  return interruptible(async (signal) => {
    const { dir } = await ensureFirmware({ ...packagedChoice, signal });
    const compiler = await requirePath(tools.compiler, { root, env: process.env });
    await packFirmware({ dir, vendor: placesOf(root).vendor, objcopy: compiler.replace(/gcc$/, "objcopy") });
    return 0;
  });
}
