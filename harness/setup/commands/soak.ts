import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { interruptible } from "../../cli/interruptible.ts";
import { root } from "../../root.ts";
import { ensureSetup } from "../index.ts";

/** What test/soak/main.ts exports. */
interface Main {
  soak(args: readonly string[], signal: AbortSignal): Promise<number>;
}

/** `npm run soak [-- OPTIONS]`: sets up what is missing, then sends frames that lie to a device. */
export function run(args: readonly string[]): Promise<number> {
  return interruptible(async (signal) => {
    await ensureSetup({ signal });
    // Tests are not compiled: they belong to this repository, where tsx is.
    const { tsImport } = await import("tsx/esm/api");
    const { soak } = (await tsImport(
      pathToFileURL(join(root, "test", "soak", "main.ts")).href,
      import.meta.url,
    )) as Main;
    return soak(args, signal);
  });
}
