import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../base/paths.js";
import { placesOf } from "../setup/context.ts";
import { halfFlashed } from "./flash-error.ts";
import type { Region } from "./types.ts";

/** Remembers, across a crash or a power cut of this machine, that a board was being written. */
export const notes = join(placesOf(root).build, "flash");

function note(board: string, region: Region, folder: string): string {
  return join(folder, `${board}-${region}.unfinished`);
}

/** How writing a region ended: `half` is whatever is not known to be well, or known not to have begun. */
export type Ending = "written" | "untouched" | "half";

/**
 * Notes that writing begins; returns what notes how it ended.
 *
 * @param again the command that writes it again
 */
export function beginFlash(board: string, region: Region, folder = notes, again = ""): (ending: Ending) => void {
  const file = note(board, region, folder);
  const before = existsSync(file);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${new Date().toISOString()}\n${again}\n`);
  return (ending) => {
    // What an earlier one left half written is so still where this one wrote nothing.
    if (ending === "written" || (ending === "untouched" && !before)) {
      rmSync(file, { force: true });
    }
  };
}

/**
 * What to tell of a board that was last left half flashed from this machine; undefined where it was not.
 *
 * @param regions those that are of interest: one that is about to be written is not
 */
export function unfinishedFlash(
  board: string,
  folder = notes,
  regions: readonly Region[] = ["firmware", "app"],
): string | undefined {
  const region = regions.find((each) => existsSync(note(board, each, folder)));
  if (region === undefined) {
    return undefined;
  }
  const [, again] = readFileSync(note(board, region, folder), "utf8").split("\n");
  return halfFlashed(board, region, again || undefined);
}
