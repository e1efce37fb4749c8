import { ensureFirmware } from "../../build/firmware.ts";
import { packFirmware } from "../../build/pack-firmware.ts";
import { packagedChoice } from "../../build/packaged.ts";
import { interruptible } from "../../cli/interruptible.ts";
import { root } from "../../root.ts";
import { requirePath, tools } from "../checks/index.ts";
import { placesOf } from "../context.ts";

/** What npm runs in front of `npm pack` and `npm publish`: puts the firmware that the package contains into `prebuilt/`. */
export function run(): Promise<number> {
  return interruptible(async (signal) => {
    const { dir } = await ensureFirmware({ ...packagedChoice, signal });
    const compiler = await requirePath(tools.compiler, { root, env: process.env });
    await packFirmware({ dir, vendor: placesOf(root).vendor, objcopy: compiler.replace(/gcc$/, "objcopy") });
    return 0;
  });
}
