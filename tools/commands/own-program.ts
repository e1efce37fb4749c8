import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../harness/base/paths.js";
import { interruptible } from "../../harness/cli/interruptible.ts";
import { ensureSetup } from "../../harness/setup/index.ts";

/** A command that is a part of the tests. */
type Program = (args: readonly string[], signal: AbortSignal) => Promise<number>;

/**
 * Runs a program of this repository's tests. They are not compiled: tsx is there where they are.
 *
 * @param file its path from the repository's root
 * @param name what the file exports
 */
export function runOwnProgram(file: string, name: string, args: readonly string[]): Promise<number> {
  return interruptible(async (signal) => {
    await ensureSetup({ signal });
    const { tsImport } = await import("tsx/esm/api");
    const url = pathToFileURL(join(root, file)).href;
    const program = ((await tsImport(url, import.meta.url)) as Readonly<Record<string, Program>>)[name];
    if (program === undefined) {
      throw new Error(`${file} exports no ${name}`);
    }
    return program(args, signal);
  });
}
