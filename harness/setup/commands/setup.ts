import { ensureFirmware } from "../../build/firmware.ts";
import { interruptible } from "../../cli/interruptible.ts";
import { chooseDevice } from "../../device/choose-device.ts";
import { ensureSetup } from "../index.ts";
import { suiteFirmware } from "./suite-firmware.ts";

/** `npm run setup`: everything that `npm start` and `npm test` need, and nothing else. */
export function run(): Promise<number> {
  return interruptible(async (signal) => {
    const shown = chooseDevice({});
    await ensureSetup({ tests: true, zephyr: shown.kernel === "zephyr", signal });
    for (const firmware of [suiteFirmware, shown]) {
      await ensureFirmware({ ...firmware, signal });
    }
    process.stderr.write("Everything is set up.\n");
    return 0;
  });
}
