import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** The part of a `.tsbuildinfo` that is read here. */
interface BuildInfo {
  readonly fileNames?: readonly string[];
}

/**
 * The files that the last type check of a project read, by what tsc remembers of it. Beside those of the bundle they are the ones that
 * types alone are imported from. Empty where there was no such check.
 *
 * @param project the configuration's path, as `writeCheckProject` returns it
 */
export async function checkedFiles(project: string): Promise<string[]> {
  try {
    const info: BuildInfo = JSON.parse(await readFile(project.replace(/\.json$/, ".tsbuildinfo"), "utf8"));
    // The libraries of TypeScript itself have a name alone.
    return (info.fileNames ?? []).filter((name) => name.includes("/")).map((name) => resolve(dirname(project), name));
  } catch {
    return [];
  }
}
