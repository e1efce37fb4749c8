import { join } from "node:path";
import { execa } from "execa";
import { ensureFirmware } from "../../build/firmware.ts";
import { interruptible } from "../../cli/interruptible.ts";
import { root } from "../../root.ts";
import { ensureSetup } from "../index.ts";
import { defaultFirmware } from "./default-firmware.ts";

/** `npm test [-- FILES AND OPTIONS OF AVA]`: sets up what is missing, then runs the tests. */
export function run(args: string[]): Promise<number> {
  return interruptible(async (signal) => {
    await ensureSetup({ tests: true, signal });
    // Built once and in plain sight, not by whichever test boots the first device.
    await ensureFirmware({ ...defaultFirmware, signal });
    const ava = join(root, "node_modules", "ava", "entrypoints", "cli.mjs");
    const { exitCode } = await execa(process.execPath, [ava, ...args], {
      cwd: root,
      stdio: "inherit",
      reject: false,
      cancelSignal: signal,
      // ava ends its workers, and they their devices, before it ends itself.
      forceKillAfterDelay: 20_000,
    });
    signal.throwIfAborted();
    return exitCode ?? 1;
  });
}
