import { HarnessError } from "../errors.ts";
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
