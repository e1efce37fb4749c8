import { execa } from "execa";
import { root } from "../../harness/base/paths.js";
import type { Check } from "./checks.ts";

/** Runs each check to its end, also where an earlier one failed. Shows a check's output where it failed. 1 where one did. */
export async function runChecks(checks: readonly Check[], signal: AbortSignal): Promise<number> {
  const failed: string[] = [];
  for (const { title, command, args } of checks) {
    const result = await execa(command, args, {
      cwd: root,
      all: true,
      reject: false,
      stdin: "ignore",
      cancelSignal: signal,
    });
    signal.throwIfAborted();
    process.stderr.write(`${result.failed ? "✖" : "✔"} ${title}\n`);
    if (result.failed) {
      failed.push(title);
      process.stderr.write(`${result.all || result.shortMessage}\n`);
    }
  }
  if (failed.length > 0) {
    process.stderr.write(`Failed: ${failed.join(", ")}. \`npm run format\` mends what is a matter of format.\n`);
  }
  return failed.length > 0 ? 1 : 0;
}
