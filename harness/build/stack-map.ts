import { isAbsolute, relative, resolve } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Bundle } from "./bundle.ts";
import { bundleName } from "./bundle-options.ts";

/** A position in the bundle, as both engines write it in stacks: `app.js:12:34`. */
const position = new RegExp(`\\b${bundleName.replace(".", "\\.")}:(\\d+)(?::(\\d+))?`, "g");

/**
 * Turns positions in a bundle into positions in TypeScript.
 */
export class StackMap {
  readonly #map: TraceMap;
  readonly #folder: string;
  readonly #cwd: string;

  /** @param cwd the folder that paths are shown relative to */
  constructor({ map, folder }: Pick<Bundle, "map" | "folder">, cwd = process.cwd()) {
    this.#map = new TraceMap(map);
    this.#folder = folder;
    this.#cwd = cwd;
  }

  /**
   * Replaces each `app.js:LINE:COLUMN` in a text by the source's `path:line:column`; what has no counterpart there stays as it is.
   * Frames of the runtime are kept, as `…/ts-runtime/src/…`: they say what the program was doing.
   */
  resolve(text: string): string {
    // Nearly every line of a console holds none, and this runs for all of them.
    if (!text.includes(bundleName)) {
      return text;
    }
    return text.replaceAll(
      position,
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
