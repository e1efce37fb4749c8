import { createHash } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { UsageError } from "../errors.ts";
import { cacheFolder } from "./cache.ts";
import { prune } from "./prune.ts";
import { findTsc } from "./tsc.ts";
import { findTsconfig } from "./tsconfig.ts";

export interface TypecheckOptions {
  /** Whom paths in the output are for. Default: the current folder. */
  cwd?: string;
  /** Colours and source lines, as tsc has them for a terminal. Default `false`. */
  pretty?: boolean;
  signal?: AbortSignal;
}

const folder = join(cacheFolder, "typecheck");
/** Files of the cache; a program has two. */
const remembered = 200;

/** What tsc said. */
export interface Typecheck {
  readonly ok: boolean;
  /** tsc's own output, with a line end; empty where there is nothing to say. */
  readonly output: string;
}

/**
 * Checks a program's types with tsc, by the nearest tsconfig.json above it or, where there is none, by the runtime's. What was
 * checked is remembered between runs, so that a program that did not change costs little.
 *
 * @throws UsageError `ENOENT` tsc is not installed, `EIO` it could not be run
 */
export async function typecheck(
  file: string,
  { cwd = process.cwd(), pretty = false, signal }: TypecheckOptions = {},
): Promise<Typecheck> {
  const project = await writeProject(resolve(cwd, file));
  const result = await execa(findTsc(), ["-p", project, "--pretty", String(pretty)], {
    cwd,
    stdin: "ignore",
    reject: false,
    ...(signal && { cancelSignal: signal }),
  });
  await prune(folder, remembered);
  signal?.throwIfAborted();
  if (result.exitCode === undefined) {
    throw new UsageError(`cannot run tsc: ${result.shortMessage}`, { code: "EIO", cause: result });
  }
  return { ok: result.exitCode === 0, output: result.stdout === "" ? "" : `${result.stdout}\n` };
}

/** A configuration for this one program: the user's, with the program and the globals as its only files. */
async function writeProject(program: string): Promise<string> {
  const { path, globals } = findTsconfig(program);
  const name = createHash("sha256").update(`${path}\0${program}`).digest("hex").slice(0, 16);
  const project = join(folder, `${name}.json`);
  const config = {
    extends: path,
    compilerOptions: {
      noEmit: true,
      composite: false,
      incremental: true,
      skipLibCheck: true,
      // The runtime is imported as sources, and imports its own files so.
      allowImportingTsExtensions: true,
      tsBuildInfoFile: join(folder, `${name}.tsbuildinfo`),
    },
    files: [program, ...globals],
    include: [],
  };
  await mkdir(folder, { recursive: true });
  // Renamed into place, because another run of the same program may be reading it.
  const draft = `${project}.${process.pid}`;
  await writeFile(draft, JSON.stringify(config));
  await rename(draft, project);
  return project;
}
