import { interruptible } from "../../harness/cli/interruptible.ts";
import { ensureSetup } from "../../harness/setup/index.ts";
import { allFormatters } from "./checks.ts";
import { runChecks } from "./run-checks.ts";

/** `npm run format`: writes every file as the formatters would have it. */
export function run(): Promise<number> {
  return interruptible(async (signal) => {
    await ensureSetup({ tests: true, signal });
    return runChecks(allFormatters(), signal);
  });
}
