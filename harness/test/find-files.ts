import { readdir, stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { UsageError } from "../errors.ts";

const suffix = /\.device\.[cm]?ts$/;
const skipped = new Set(["node_modules", "build", "dist"]);

/**
 * The files of device tests that are meant: each file that is named, those ending in `.device.ts` under each folder that is named,
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
    throw new UsageError(`there are no device tests ${where}: their files end in .device.ts`, { code: "ENOENT" });
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

async function walk(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.map((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return skipped.has(entry.name) || entry.name.startsWith(".") ? [] : walk(path);
    }
    return suffix.test(entry.name) ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}

/** A name for a file in reports: relative to a folder, without what all such files have. */
export function suiteName(file: string, cwd = process.cwd()): string {
  return relative(cwd, file).replaceAll(/^(\.\.\/)+|\.[cm]?[jt]s$/g, "");
}
