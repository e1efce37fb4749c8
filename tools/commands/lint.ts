import { interruptible } from "../../harness/cli/interruptible.ts";
import { ensureSetup } from "../../harness/setup/index.ts";
import { allChecks } from "./checks.ts";
import { runChecks } from "./run-checks.ts";

/** `npm run lint`: format, lint rules and types of everything. */
export function run(): Promise<number> {
  return interruptible(async (signal) => {
    await ensureSetup({ tests: true, signal });
    return runChecks(allChecks(), signal);
  });
}
