import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { UsageError } from "../base/errors.ts";
import { checkValue, rules } from "../base/given.ts";
import { root } from "../base/paths.js";

/** The files of a new project. Names that npm, git or an editor would obey where they are here lack their dot. */
const template = join(root, "harness", "new", "template");
const dotted = ["gitignore", "github", "vscode"];

/**
 * Writes a new project: a program, tests of it, and what npm, git, an editor and CI need. Returns the files' paths.
 *
 * @param dependency where npm takes this package from
 * @throws UsageError `EEXIST`: the folder is there and not empty; or the file system's code
 */
export async function createProject(folder: string, dependency: string): Promise<string[]> {
  checkValue("the project's folder", folder, rules.name);
  const path = resolve(folder);
  const name = packageName(path);
  try {
    await mkdir(path, { recursive: true });
    if ((await readdir(path)).some((entry) => entry !== ".git")) {
      throw new UsageError(`${folder} is not empty: name a folder that does not exist yet`, { code: "EEXIST" });
    }
    for (const entry of await readdir(template)) {
      await cp(join(template, entry), join(path, dotted.includes(entry) ? `.${entry}` : entry), { recursive: true });
    }
    await fillIn(join(path, "package.json"), { NAME: name, DEPENDENCY: dependency });
    await fillIn(join(path, "README.md"), { NAME: name });
    return await list(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw error instanceof UsageError
      ? error
      : new UsageError(`cannot write a project into ${folder}: ${message}`, { code: code ?? "EIO", cause: error });
  }
}

/** Puts a project's own words in the place of those of the template; they stand in JSON or in text. */
async function fillIn(file: string, words: Readonly<Record<string, string>>): Promise<void> {
  const text = await readFile(file, "utf8");
  const filled = text.replaceAll(/\b(?:NAME|DEPENDENCY)\b/g, (word) =>
    JSON.stringify(words[word] ?? word).slice(1, -1),
  );
  await writeFile(file, filled);
}

async function list(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return files
    .map((file) => file.slice(folder.length + 1))
    .filter((file) => !file.startsWith(".git/"))
    .sort();
}

/** What npm takes for a name. */
function packageName(path: string): string {
  const name = basename(path)
    .toLowerCase()
    .replaceAll(/[^a-z\d._-]+/g, "-")
    .replace(/^[._-]+/, "");
  return name === "" ? "device-program" : name;
}
