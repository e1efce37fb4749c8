import { mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { UsageError } from "../errors.ts";
import { checkValue, rules } from "../given.ts";
import { root } from "../root.ts";
import { template } from "./template.ts";

/**
 * Writes a new project: a program, a test of it, and what a user's editor and npm need. Returns the files' paths.
 *
 * @throws UsageError `EEXIST`: the folder is there and not empty; or the file system's code
 */
export async function createProject(folder: string, version: string): Promise<string[]> {
  checkValue("the project's folder", folder, rules.name);
  const path = resolve(folder);
  try {
    await mkdir(path, { recursive: true });
    if ((await readdir(path)).length > 0) {
      throw new UsageError(`${folder} is not empty: name a folder that does not exist yet`, { code: "EEXIST" });
    }
    const files = Object.entries(template({ name: packageName(path), dependency: dependency(version) }));
    for (const [name, contents] of files) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), contents);
    }
    return files.map(([name]) => name);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw error instanceof UsageError
      ? error
      : new UsageError(`cannot write a project into ${folder}: ${message}`, { code: code ?? "EIO", cause: error });
  }
}

/** What npm takes for a name. */
function packageName(path: string): string {
  const name = basename(path)
    .toLowerCase()
    .replaceAll(/[^a-z\d._-]+/g, "-")
    .replace(/^[._-]+/, "");
  return name === "" ? "device-program" : name;
}

/** This version from the registry; where the command runs from a checkout, that. */
function dependency(version: string): string {
  return root.split(sep).includes("node_modules") ? `^${version}` : `file:${root}`;
}
