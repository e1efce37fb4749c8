import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { UsageError } from "../base/errors.ts";

/** What the names of test files end in. */
export const suffix = /\.(device\.m?[jt]s|test\.m?[jt]s)$/;
const skipped = new Set(["node_modules", "build", "dist"]);

/**
 * The test files that are meant: each file that is named, those ending in `.test.ts` or `.device.ts` under each folder that is named,
 * and those under the current folder where nothing is.
 *
 * @returns absolute paths, each once
 * @throws UsageError `ENOENT` one does not exist, or there is none at all
 */
export async function findTestFiles(named: readonly string[], cwd = process.cwd()): Promise<string[]> {
  const found = await Promise.all((named.length === 0 ? ["."] : named).map((name) => expand(resolve(cwd, name), name)));
  const files = [...new Set(found.flat())].sort();
  if (files.length === 0) {
    const where = named.length === 0 ? "here" : `in ${named.join(", ")}`;
    throw new UsageError(`there are no tests ${where}: their files end in .test.ts or .device.ts`, { code: "ENOENT" });
  }
  return files;
}

async function expand(path: string, name: string): Promise<string[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "ENOENT" ? "there is no such file" : error.message;
    throw new UsageError(`${name}: cannot read the tests: ${reason}`, { code: error.code ?? "EIO", cause: error });
  });
  return found.isDirectory() ? walk(path) : [path];
}

/** Whether no test is looked for in a folder of this name. */
export function isSkipped(name: string): boolean {
  return skipped.has(name) || name.startsWith(".");
}

async function walk(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.map((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return isSkipped(entry.name) ? [] : walk(path);
    }
    return suffix.test(entry.name) ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}
