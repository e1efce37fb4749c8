import { join } from "node:path";
import { execa } from "execa";
import { root } from "../../harness/base/paths.js";

const typedoc = join(root, "typedoc");

/** Options files of TypeDoc: what a device's programs import, and what a host's do. Each is one TypeScript project. */
export const parts = ["device", "host"] as const;

/**
 * Runs TypeDoc with a file of options. It tells of everything exported, and each public member, that has no doc comment.
 *
 * @returns what it printed, and whether nothing was wrong
 */
export async function runTypeDoc(
  options: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<{ output: string; isComplete: boolean }> {
  const { all = "", failed } = await execa(
    process.execPath,
    [
      ...["--import", join(typedoc, "typescript.js")],
      join(root, "node_modules", "typedoc", "bin", "typedoc"),
      ...["--options", join(typedoc, `${options}.json`), "--pretty", "false", "--logLevel", "Warn"],
      ...args,
    ],
    { cwd: root, all: true, reject: false, stdin: "ignore", ...(signal && { cancelSignal: signal }) },
  );
  signal?.throwIfAborted();
  return { output: all, isComplete: !failed };
}
