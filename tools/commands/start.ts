import { parseArgs } from "node:util";
import { UsageError } from "../../harness/base/errors.ts";
import { ensureFirmware } from "../../harness/build/firmware.ts";
import { interruptible } from "../../harness/cli/interruptible.ts";
import { standardOutput } from "../../harness/cli/standard-output.ts";
import { tellChoice } from "../../harness/cli/tell-choice.ts";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import { ensureSetup } from "../../harness/setup/index.ts";
import { runDemo } from "../demo/demo.ts";

/** What a shell shows for a program that wrote into a closed pipe. */
const brokenPipe = 141;

/** `npm start [-- --stay]`: sets up what is missing, then shows examples/demo.ts on an emulated device. */
export function run(args: string[]): Promise<number> {
  const stay = wantsToStay(args);
  return interruptible(async (signal) => {
    const device = chooseDevice({});
    tellChoice({});
    await ensureSetup({ zephyr: device.kernel === "zephyr", signal });
    await ensureFirmware({ ...device, signal });
    return show(stay, signal);
  });
}

/** Shows the demo on stdout; ends it where nobody reads that any more, as `npm start | head` does. */
async function show(stay: boolean, signal: AbortSignal): Promise<number> {
  const broken = new AbortController();
  const output = standardOutput(() => broken.abort());
  const write = (line: string) => void output.write(`${line}\n`);
  try {
    const code = await runDemo({ stay, signal: AbortSignal.any([signal, broken.signal]), write });
    return broken.signal.aborted ? brokenPipe : code;
  } catch (error) {
    if (broken.signal.aborted) {
      return brokenPipe;
    }
    throw error;
  }
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
