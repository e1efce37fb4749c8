import { readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";

/** Where an option of the compiler is set. */
export interface OptionPlace {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/**
 * Finds the file that sets a compiler option: the tsconfig.json itself, or one that it extends.
 *
 * @returns `undefined` where the files do not set it, or cannot be followed
 */
export function optionPlace(tsconfig: string, option: string): OptionPlace | undefined {
  for (const { path, text, tree } of chain(tsconfig)) {
    const own = findNodeAtLocation(tree, ["compilerOptions", option])?.parent;
    if (own !== undefined) {
      const before = text.slice(0, own.offset).split("\n");
      return { path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    }
  }
  return undefined;
}

/** Whether a tsconfig.json is a file, or extends it. */
export function isBasedOn(tsconfig: string, file: string): boolean {
  return chain(tsconfig).some(({ path }) => path === file || realpathSync(path) === file);
}

/** `file:line:column`, or the file alone where the option was not found. */
export function formatPlace(tsconfig: string, option: string, cwd: string): string {
  const place = optionPlace(tsconfig, option);
  const name = shown(place?.path ?? tsconfig, cwd);
  return place === undefined ? name : `${name}:${place.line}:${place.column}`;
}

function shown(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith("../../") || isAbsolute(short) ? path : short;
}

interface ConfigFile {
  readonly path: string;
  readonly text: string;
  readonly tree: Node;
}

/** A tsconfig.json and what it extends, each before what it is stronger than. */
function chain(path: string, above: readonly string[] = []): ConfigFile[] {
  const text = above.includes(path) ? undefined : readText(path);
  const tree = text === undefined ? undefined : parseTree(text, undefined, { allowTrailingComma: true });
  if (text === undefined || tree === undefined) {
    return [];
  }
  // Of several, the last one wins.
  const others = extended(tree)
    .reverse()
    .map((name) => resolveExtended(name, path));
  return [{ path, text, tree }, ...others.flatMap((file) => (file === undefined ? [] : chain(file, [...above, path])))];
}

function extended(tree: Node): string[] {
  const node = findNodeAtLocation(tree, ["extends"]);
  const nodes = node?.type === "array" ? (node.children ?? []) : node === undefined ? [] : [node];
  return nodes.map(({ value }) => value).filter((value) => typeof value === "string");
}

/** As TypeScript does: a path with or without its ending, else a file of a package. */
function resolveExtended(name: string, from: string): string | undefined {
  if (/^\.{0,2}\//.test(name) || isAbsolute(name)) {
    const path = resolve(dirname(from), name);
    return [path, `${path}.json`].find((file) => readText(file) !== undefined);
  }
  for (const candidate of [name, `${name}.json`, join(name, "tsconfig.json")]) {
    try {
      return createRequire(from).resolve(candidate);
    } catch {
      // The next one.
    }
  }
  return undefined;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
