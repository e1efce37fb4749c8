import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { decode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";
import { type Node, parseExpressionAt } from "acorn";
import { full } from "acorn-walk";
import type { Bundle } from "./bundle.ts";
import { applyEdits, type Edit, lineOffsets, placeOf } from "./edits.ts";

/** The parts of a source map, version 3, that matter here. */
interface SourceMap {
  readonly sources: readonly string[];
  readonly mappings: string;
}

/** A class expression: `class _Name …`, or `Name2 = class …`, which gets its name from the variable. */
const classAt = /^(?:(?<variable>[\w$]+) ?= ?)?class(?: (?!extends\b)(?<id>[\w$]+))?(?=[ {])/;

/**
 * Gives classes the names that they have in the sources. esbuild calls a class that uses its own name `_Name`, and one whose name is
 * taken `Name2`: programs would print these. Its option `keepNames` sets the name of each function and class when the program starts,
 * which costs a tenth of the bundle and as much of the heap.
 */
export function restoreClassNames({ code, map, folder }: Pick<Bundle, "code" | "map" | "folder">) {
  const source: SourceMap = JSON.parse(map);
  const lines = code.split("\n");
  const mappings = decode(source.mappings);
  const words = new SourceWords(source.sources, folder);
  const offsets = lineOffsets(lines);
  const edits = mappings.flatMap((segments, line) =>
    segments.flatMap((segment) => rename(code, { line, lines, offsets, segment, words })),
  );
  return applyEdits({ code, map }, edits);
}

interface Place {
  readonly line: number;
  readonly lines: readonly string[];
  readonly offsets: readonly number[];
  readonly segment: SourceMapSegment;
  readonly words: SourceWords;
}

/** The edits for a class that begins at a segment: what has one there is code, and no part of a text. */
function rename(code: string, { line, lines, offsets, segment, words }: Place): Edit[] {
  const column = segment[0];
  const text = lines[line] ?? "";
  const found = classBehind(text, column);
  const name = found === undefined ? undefined : words.at(segment);
  if (found === undefined || name === undefined || !isDerived(found.printed, name)) {
    return [];
  }
  const start = (offsets[line] ?? 0) + found.column;
  const used = namesIn(code, start);
  // Another class of that name is meant there: under this one's it would not be found.
  if (used === undefined || used.some((node) => node.name === name)) {
    return [];
  }
  if (!found.isNamed) {
    return [{ line, column: found.column + "class".length, length: 0, text: ` ${name}` }];
  }
  return used
    .filter((node) => node.name === found.printed)
    .map((node) => ({ ...placeOf(node.start, offsets), length: found.printed.length, text: name }));
}

/** The class whose name, or whose variable, is at a column. */
function classBehind(text: string, column: number) {
  const before = text.slice(Math.max(0, column - "class ".length), column);
  if (before === "class ") {
    const printed = /^[\w$]+/.exec(text.slice(column, column + 200))?.[0] ?? "";
    return { printed, column: column - "class ".length, isNamed: true };
  }
  const { variable, id } = classAt.exec(text.slice(column, column + 200))?.groups ?? {};
  if (variable === undefined || id !== undefined) {
    return undefined;
  }
  return { printed: variable, column: column + text.slice(column).indexOf("class"), isNamed: false };
}

/** Whether esbuild made a name of another one. */
function isDerived(printed: string, name: string): boolean {
  return printed !== name && new RegExp(`^_?${name.replaceAll("$", "\\$")}\\d*$`).test(printed);
}

type Identifier = Node & { readonly name: string };

/** All names that a class expression declares or refers to, its own included. */
function namesIn(code: string, start: number): Identifier[] | undefined {
  try {
    const names: Identifier[] = [];
    const options = { ecmaVersion: "latest", sourceType: "module", allowAwaitOutsideFunction: true } as const;
    const tree = parseExpressionAt(code, start, options) as Node & { readonly expressions?: readonly Node[] };
    // Behind a comma is another variable's value.
    full(tree.expressions?.[0] ?? tree, (node) => {
      if (node.type === "Identifier") {
        names.push(node);
      }
    });
    return names.filter(({ start: at }, index) => names.findIndex((other) => other.start === at) === index);
  } catch {
    return undefined;
  }
}

/** Words of the sources, by segments of the map. */
class SourceWords {
  readonly #sources: readonly string[];
  readonly #folder: string;
  readonly #lines = new Map<string, readonly string[]>();

  constructor(sources: readonly string[], folder: string) {
    this.#sources = sources;
    this.#folder = folder;
  }

  at([, source, line = 0, column = 0]: SourceMapSegment): string | undefined {
    const name = this.#sources[source ?? -1];
    const text = name === undefined ? undefined : this.#read(resolve(this.#folder, name))[line];
    return /^[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(text?.slice(column) ?? "")?.[0];
  }

  #read(path: string): readonly string[] {
    const lines = this.#lines.get(path) ?? readLines(path);
    this.#lines.set(path, lines);
    return lines;
  }
}

/** A source may be none: the bundle's entry is written by us. */
function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, "utf8").split("\n");
  } catch {
    return [];
  }
}
