import { isAbsolute, relative, resolve } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Bundle } from "./bundle.ts";
import { bundleName } from "./bundle-name.ts";

/**
 * Turns positions in a bundle into positions in TypeScript.
 */
export class StackMap {
  readonly #name: string;
  /** A position in the bundle, as both engines write it in stacks. */
  readonly #position: RegExp;
  readonly #map: TraceMap;
  readonly #folder: string;
  readonly #cwd: string;

  /** @param cwd the folder that paths are shown relative to */
  constructor({ code, map, folder }: Pick<Bundle, "code" | "map" | "folder">, cwd = process.cwd()) {
    this.#name = bundleName(code);
    this.#position = new RegExp(`\\b${this.#name.replace(".", "\\.")}:(\\d+)(?::(\\d+))?`, "g");
    this.#map = new TraceMap(map);
    this.#folder = folder;
    this.#cwd = cwd;
  }

  /**
   * Replaces each `app-1a2b3c4d.js:LINE:COLUMN` in a text, with the name of this bundle, by the source's `path:line:column`; what has no counterpart there stays as it is.
   * Frames of the runtime are kept, as `…/ts-runtime/src/…`: they say what the program was doing.
   */
  resolve(text: string): string {
    // Nearly every line of a console holds none, and this runs for all of them.
    if (!text.includes(this.#name)) {
      return text;
    }
    return text.replaceAll(
      this.#position,
      (whole, line: string, column?: string) => this.#original(Number(line), Number(column ?? 1)) ?? whole,
    );
  }

  #original(line: number, column: number): string | undefined {
    if (line < 1 || column < 1) {
      return undefined;
    }
    const {
      source,
      line: sourceLine,
      column: sourceColumn,
    } = originalPositionFor(this.#map, { line, column: column - 1 });
    return source === null ? undefined : `${this.#shown(source)}:${sourceLine}:${sourceColumn + 1}`;
  }

  /** Relative to the current folder where that is shorter to read, absolute where it would climb out of it far. */
  #shown(source: string): string {
    const path = resolve(this.#folder, source);
    const short = relative(this.#cwd, path);
    return isAbsolute(short) || short.startsWith("../../") ? path : short;
  }
}
