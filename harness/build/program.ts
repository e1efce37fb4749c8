import { readFile } from "node:fs/promises";
import { UsageError } from "../base/errors.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder, not a program",
  EACCES: "it may not be read (permission denied)",
};

/**
 * Reads a program, to find what makes it unfit before anything is started.
 *
 * @param name how the user wrote it, for the message
 * @throws UsageError with the code of the file system, or `ENODATA` for an empty file
 */
export async function readProgram(path: string, name: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    const reason = reasons[error.code ?? ""] ?? error.message;
    throw new UsageError(`${name}: cannot read the program: ${reason}`, { code: error.code, cause: error });
  });
  if (!/\.(?:[cm]?[jt]s|[jt]sx)$/.test(path)) {
    throw new UsageError(`${name}: a program is a TypeScript or JavaScript file (.ts, .mts, .tsx, .js, .mjs, .jsx)`);
  }
  if (text.trim() === "") {
    throw new UsageError(`${name}: the program is empty: there is nothing to run`, { code: "ENODATA" });
  }
  return text;
}
