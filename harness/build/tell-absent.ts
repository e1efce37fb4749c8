import { readFile } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { BuildResult, PartialMessage, Plugin } from "esbuild";
import { root } from "../base/paths.js";
import { absentGlobal, absentGlobals } from "./absent.ts";
import { type FreeName, findFreeNames } from "./free-names.ts";

/** A name, and where it is in the sources. */
interface Use {
  readonly name: string;
  readonly path: string;
  readonly line: number;
  /** From 0, in UTF-16 units. */
  readonly column: number;
}

const runtime = resolve(root, "ts-runtime") + sep;

/**
 * Tells of globals that a device has not: an error in a program's own files, a warning in a package's, which may have parts that the
 * program never reaches. A file that asks for a global with `typeof` knows what it does.
 */
export const tellAbsent: Plugin = {
  name: "async-io-ts absent globals",
  setup(build) {
    build.onEnd(async (result) => {
      const folder = build.initialOptions.absWorkingDir ?? process.cwd();
      const uses = await findUses(result, folder);
      const tell = (some: readonly Use[]) => Promise.all(some.map((use) => message(use, folder)));
      return { errors: await tell(uses.filter(isOwn)), warnings: await tell(uses.filter((use) => !isOwn(use))) };
    });
  },
};

async function findUses({ outputFiles = [] }: BuildResult, folder: string): Promise<Use[]> {
  const [code = "", map] = [".js", ".js.map"].map((end) => outputFiles.find(({ path }) => path.endsWith(end))?.text);
  const { used, asked } = await findFreeNames(code, absentGlobals);
  if (used.length === 0 || map === undefined) {
    return [];
  }
  const trace = new TraceMap(map);
  const place = ({ name, line, column }: FreeName): Use[] => {
    const { source, line: from, column: at } = originalPositionFor(trace, { line, column });
    return source === null ? [] : [{ name, path: resolve(folder, source), line: from, column: at }];
  };
  const known = new Set(asked.flatMap(place).map(key));
  const uses = used.flatMap(place).filter((use) => !known.has(key(use)) && !use.path.startsWith(runtime));
  return firstInEachFile(uses.filter(({ name }) => !isProvided(name, code)));
}

function key({ name, path }: Use): string {
  return `${name}\0${path}`;
}

/** One line for each name and file is enough to mend it. */
function firstInEachFile(uses: readonly Use[]): Use[] {
  const first = new Map(uses.toReversed().map((use) => [key(use), use]));
  return [...first.values()].reverse();
}

/** Whether the program itself puts it there: `globalThis.Buffer = …`. */
function isProvided(name: string, code: string): boolean {
  return new RegExp(`globalThis(?:\\.${name}\\b|\\["${name}"\\])\\s*(?:\\?\\?|\\|\\|)?=[^=]`).test(code);
}

function isOwn({ path }: Use): boolean {
  return !path.includes(`${sep}node_modules${sep}`);
}

async function message({ name, path, line, column }: Use, folder: string): Promise<PartialMessage> {
  const lineText = (await readFile(path, "utf8")).split("\n")[line - 1] ?? "";
  // esbuild counts columns in bytes.
  const before = Buffer.byteLength(lineText.slice(0, column));
  return {
    text: absentGlobal(name) ?? name,
    location: { file: relative(folder, path), line, column: before, lineText },
  };
}
