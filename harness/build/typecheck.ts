import { resolve } from "node:path";
import { execa } from "execa";
import { UsageError } from "../base/errors.ts";
import { translateOutput } from "./check-output.ts";
import { type CheckedFiles, checkFolder, isJavaScript, writeCheckProject } from "./check-project.ts";
import { checkedFiles } from "./checked-files.ts";
import { prune } from "./prune.ts";
import { findTsc } from "./tsc.ts";
import { readTsconfig, type Tsconfig } from "./tsconfig.ts";

export interface TypecheckOptions {
  /** The folder that paths in the output are relative to. Default: the current one. */
  cwd?: string;
  signal?: AbortSignal;
  /** Is told of each file that was read for it, the ones that types alone are imported from too. */
  onInput?: (path: string) => void;
}

/** Files of the cache; a program has two. */
const remembered = 200;

/** What tsc said. */
export interface Typecheck {
  readonly ok: boolean;
  /** tsc's output, one diagnostic after the other, with a line end; empty where there is nothing to say. */
  readonly output: string;
}

/**
 * Checks a program's types with tsc, by the nearest tsconfig.json above it or, where there is none, by the runtime's. What was
 * checked is remembered between runs, so that a program that did not change costs little. A program in JavaScript is not checked where
 * that file says `"allowJs": false`.
 *
 * @throws UsageError `ENOENT` tsc is not installed, `EIO` it could not be run, `EINVAL` tsconfig.json cannot be read
 */
export async function typecheck(file: string, options: TypecheckOptions = {}): Promise<Typecheck> {
  const program = resolve(options.cwd ?? process.cwd(), file);
  return checkFiles(readTsconfig(program), { files: [program], where: "device" }, options);
}

/**
 * Checks files that have one tsconfig.json, at once.
 *
 * @throws UsageError as {@link typecheck}
 */
export async function checkFiles(
  tsconfig: Tsconfig,
  { files, where }: CheckedFiles,
  { cwd = process.cwd(), signal, onInput }: TypecheckOptions = {},
): Promise<Typecheck> {
  const checked = tsconfig.options.allowJs === false ? files.filter((file) => !isJavaScript(file)) : files;
  if (checked.length === 0) {
    return { ok: true, output: "" };
  }
  const project = await writeCheckProject(tsconfig, { files: checked, where });
  const result = await execa(findTsc(), ["-p", project, "--pretty", "false"], {
    cwd,
    stdin: "ignore",
    reject: false,
    ...(signal && { cancelSignal: signal }),
  });
  await prune(checkFolder, remembered);
  signal?.throwIfAborted();
  if (onInput !== undefined) {
    (await checkedFiles(project)).forEach(onInput);
  }
  if (result.exitCode === undefined) {
    throw new UsageError(`cannot run tsc: ${result.shortMessage}`, { code: "EIO", cause: result });
  }
  const output = translateOutput(result.stdout, { project, tsconfig: tsconfig.path, where, cwd });
  return { ok: result.exitCode === 0, output };
}
