import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { parse } from "jsonc-parser";

/**
 * The files that say how a program is compiled, whether they are there or not: each tsconfig.json from its folder up to that of its
 * package, with those that it extends by a path, and the package's own; outside any package, in its folder alone.
 */
export function configurationsOf(program: string): string[] {
  const folders = foldersUp(dirname(program));
  const top = folders.at(-1) as string;
  return [
    ...folders.flatMap((folder) => chain(join(folder, "tsconfig.json"))),
    join(top, "package.json"),
    join(top, "node_modules", ".package-lock.json"),
  ];
}

/** The folders up to the one that has a package.json; the first alone where there is none. */
function foldersUp(first: string): string[] {
  const folders = [first];
  for (let folder = first; !existsSync(join(folder, "package.json")); ) {
    const above = dirname(folder);
    if (above === folder) {
      return [first];
    }
    folders.push(above);
    folder = above;
  }
  return folders;
}

/** A configuration, and what it extends. */
function chain(path: string, seen: ReadonlySet<string> = new Set()): string[] {
  if (seen.has(path)) {
    return [];
  }
  const next = extended(path).map((name) => resolve(dirname(path), name.endsWith(".json") ? name : `${name}.json`));
  return [path, ...next.flatMap((each) => chain(each, new Set([...seen, path])))];
}

/** What it extends by a path; a package's configuration changes with the package. */
function extended(path: string): string[] {
  try {
    const names: unknown = parse(readFileSync(path, "utf8"))?.extends ?? [];
    return [names].flat().filter((name): name is string => typeof name === "string" && isPath(name));
  } catch {
    return [];
  }
}

function isPath(name: string): boolean {
  return name.startsWith(".") || isAbsolute(name);
}
