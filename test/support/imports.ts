import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript-6";
import { root } from "../../harness/base/paths.js";

/** A line of a source that names another file. */
export interface Arrow {
  /** From the package's root. */
  readonly from: string;
  readonly line: number;
  /** From the package's root. */
  readonly to: string;
}

/** The files below a folder that git knows, or would take. */
export function sourcesOf(folder: string, name: RegExp): string[] {
  const listed = ["--cached", "--others", "--exclude-standard", "--deduplicate"];
  const files = execFileSync("git", ["ls-files", ...listed, folder], { cwd: root, encoding: "utf8" }).split("\n");
  return files.filter((file) => name.test(file) && !/\/(?:fixtures|template)\//.test(file));
}

/** What a module imports of this repository: values, types, and modules that are named by a URL. */
export function importsOf(file: string, text = readFileSync(join(root, file), "utf8")): Arrow[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  const urls = [...text.matchAll(/^[^*\n]*new URL\("(\.{1,2}\/[^"]+)", import\.meta\.url\)/gm)];
  return [
    ...importedFiles.map(({ fileName, pos }) => ({ name: fileName, at: pos })),
    ...urls.map(({ 1: name = "", index }) => ({ name, at: index })),
  ]
    .filter(({ name }) => name.startsWith("."))
    .map(({ name, at }) => ({ from: file, line: lineOf(text, at), to: posix.join(posix.dirname(file), name) }));
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}
