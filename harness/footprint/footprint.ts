import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { HarnessError } from "../base/errors.ts";
import type { Board } from "../boards/board.ts";
import { readMap } from "./map-file.ts";
import { type PartSize, sizeByPart } from "./parts.ts";
import { type Room, roomOf } from "./room.ts";

/** What a firmware needs. */
export interface Footprint {
  /** By part, the largest first. */
  readonly parts: readonly PartSize[];
  /** Of the memory that the board has for code, and of its RAM. */
  readonly room: { readonly code: Room; readonly ram: Room };
}

/** Where the builds write the linker's map file: with FreeRTOS, with Zephyr. */
const mapFiles = ["firmware.map", join("zephyr", "zephyr.map")];

/**
 * What a firmware needs of a board's memory.
 *
 * @param folder the firmware's build folder
 * @throws HarnessError its linker's map file cannot be read
 */
export async function footprint(folder: string, { memory }: Pick<Board, "memory">): Promise<Footprint> {
  const files = mapFiles.map((name) => join(folder, name));
  const file = files.find(existsSync) ?? join(folder, "firmware.map");
  try {
    const contributions = readMap(await readFile(file, "utf8"));
    return { parts: sizeByPart(contributions, memory.code), room: roomOf(contributions, memory) };
  } catch (error) {
    const { code = "EINVAL", message } = error as NodeJS.ErrnoException;
    throw new HarnessError(`cannot tell the firmware's size from ${file}: ${message}`, {
      code,
      exitCode: 69,
      cause: error,
    });
  }
}
