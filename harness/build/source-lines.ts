import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** Lines of a bundle's sources, each file read once. */
export class SourceLines {
  readonly #folder: string;
  readonly #files = new Map<string, readonly string[]>();

  /** @param folder what the sources' paths are relative to */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A source's absolute path. */
  path(source: string): string {
    return resolve(this.#folder, source);
  }

  /** A line, from 1; empty where there is none: the bundle's entry is written by us. */
  line(source: string, line: number): string {
    const path = this.path(source);
    const lines = this.#files.get(path) ?? readLines(path);
    this.#files.set(path, lines);
    return lines[line - 1] ?? "";
  }
}

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, "utf8").split("\n");
  } catch {
    return [];
  }
}
