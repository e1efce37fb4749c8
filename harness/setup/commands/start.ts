import { parseArgs } from "node:util";
import { ensureFirmware } from "../../build/firmware.ts";
import { interruptible } from "../../cli/interruptible.ts";
import { runDemo } from "../../demo/demo.ts";
import { UsageError } from "../../errors.ts";
import { ensureSetup } from "../index.ts";
import { defaultFirmware } from "./default-firmware.ts";

/** `npm start [-- --stay]`: sets up what is missing, then shows examples/demo.ts on an emulated device. */
export function run(args: string[]): Promise<number> {
  const stay = wantsToStay(args);
  return interruptible(async (signal) => {
    await ensureSetup({ signal });
    await ensureFirmware({ ...defaultFirmware, signal });
    return runDemo({ stay, signal, write: (line) => void process.stdout.write(`${line}\n`) });
  });
}

function wantsToStay(args: string[]): boolean {
  try {
    return parseArgs({ args, options: { stay: { type: "boolean", default: false } } }).values.stay;
  } catch (error) {
    throw new UsageError(`npm start takes one option, --stay (npm start -- --stay): ${(error as Error).message}`, {
      cause: error,
    });
  }
}
