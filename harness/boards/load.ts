import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { choose } from "../base/choices.ts";
import { BootError } from "../base/errors.ts";
import { root } from "../base/paths.js";
import type { Board } from "./board.ts";
import { readBoard } from "./read.ts";

const folder = join(root, "boards");

/** The names of the boards that this package knows: the folders of `boards/` that hold a board.json. */
export function boardNames(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(folder, entry.name)).includes("board.json"))
    .map(({ name }) => name)
    .sort();
}

/**
 * Reads a board's description.
 *
 * @throws UsageError `EINVAL`: there is no such board; the message lists those that there are
 * @throws BootError `EINVAL`: its board.json is not what it should be
 */
export function loadBoard(given: string): Board {
  const name = choose("--board", given, boardNames());
  const file = join(folder, name, "board.json");
  try {
    return readBoard(name, JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new BootError(`${file} does not describe a board: ${(error as Error).message}`, {
      code: "EINVAL",
      cause: error,
    });
  }
}
