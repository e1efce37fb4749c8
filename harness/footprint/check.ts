import { HarnessError } from "../base/errors.ts";
import type { Board } from "../boards/board.ts";
import type { Room } from "./room.ts";

/** What can be done where a memory is too small. */
const remedies = {
  code: "turn options off with --config, or take the other engine or a board with more flash",
  ram: "lower CONFIG_AIO_JS_HEAP_SIZE or the number of sockets with --config, or take a board with more RAM",
  image: "import less, or enlarge the board's app partition and CONFIG_AIO_IMAGE_SIZE",
} as const;

const names = { code: "memory for code", ram: "RAM", image: "app partition" } as const;

/**
 * Looks at whether everything fits.
 *
 * @throws HarnessError `ENOSPC`, exit code 1: the first memory that is too small, by how much, and what to do
 */
export function checkRoom(board: string, rooms: { readonly [memory in keyof typeof names]?: Room }): void {
  for (const memory of ["code", "ram", "image"] as const) {
    const { used, size } = rooms[memory] ?? { used: 0, size: 0 };
    if (used > size) {
      const what = memory === "image" ? "the program" : "the firmware";
      throw new HarnessError(
        `${what} does not fit: the ${names[memory]} of ${board} has ${size} bytes, and ${used} are needed, ` +
          `${used - size} too many: ${remedies[memory]}`,
        { code: "ENOSPC", exitCode: 1 },
      );
    }
  }
}

/** How GNU ld says that it could not link, and how Zephyr names the memories. */
const overflow = /\bregion [`'"]?(FLASH|RAM)['"]? overflowed by (\d+) bytes/;

/**
 * Reads of a failed build whether it failed as the firmware is too large for the board.
 *
 * @throws HarnessError as {@link checkRoom} does, where that is why
 */
export function checkOverflow({ name, memory: { code, ram } }: Pick<Board, "name" | "memory">, failure: unknown): void {
  const [, region, excess] = overflow.exec(failure instanceof Error ? failure.message : "") ?? [];
  if (region !== undefined) {
    const { size } = region === "RAM" ? ram : code;
    const room = { used: size + Number(excess), size };
    checkRoom(name, region === "RAM" ? { ram: room } : { code: room });
  }
}
