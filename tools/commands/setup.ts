import { parseArgs } from "node:util";
import { UsageError } from "../../harness/base/errors.ts";
import { ensureFirmware } from "../../harness/build/firmware.ts";
import { setUpZephyr } from "../../harness/cli/commands/setup.ts";
import { interruptible } from "../../harness/cli/interruptible.ts";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import { ensureSetup } from "../../harness/setup/index.ts";
import { suiteFirmware } from "./suite-firmware.ts";

/** `npm run setup [-- --zephyr [FOLDER]]`: everything that `npm start` and `npm test` need, and nothing else. */
export function run(args: string[]): Promise<number> {
  const wanted = readArguments(args);
  return interruptible(async (signal) => {
    if (wanted.zephyr) {
      await setUpZephyr(wanted.folder, undefined, signal);
    }
    const shown = chooseDevice({});
    await ensureSetup({ tests: true, zephyr: shown.kernel === "zephyr", signal });
    for (const firmware of [suiteFirmware, shown]) {
      await ensureFirmware({ ...firmware, signal });
    }
    process.stderr.write("Everything is set up.\n");
    return 0;
  });
}

function readArguments(args: string[]): { readonly zephyr: boolean; readonly folder: string | undefined } {
  try {
    const options = { zephyr: { type: "boolean", default: false } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals.length > (values.zephyr ? 1 : 0)) {
      throw new Error(`Unexpected argument ${JSON.stringify(positionals.at(-1))}`);
    }
    return { zephyr: values.zephyr, folder: positionals[0] };
  } catch (error) {
    throw new UsageError(
      `npm run setup takes one option, --zephyr [FOLDER] (npm run setup -- --zephyr): ${(error as Error).message}`,
      { cause: error },
    );
  }
}
