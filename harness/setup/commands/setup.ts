import { ensureFirmware } from "../../build/firmware.ts";
import { interruptible } from "../../cli/interruptible.ts";
import { ensureSetup } from "../index.ts";
import { defaultFirmware } from "./default-firmware.ts";

/** `npm run setup`: everything that `npm start` and `npm test` need, and nothing else. */
export function run(): Promise<number> {
  return interruptible(async (signal) => {
    await ensureSetup({ tests: true, signal });
    await ensureFirmware({ ...defaultFirmware, signal });
    process.stderr.write("Everything is set up.\n");
    return 0;
  });
}
