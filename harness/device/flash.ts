import type { Board } from "../boards/board.ts";
import { HarnessError } from "../errors.ts";
import type { Choices, FlashApp } from "./options.ts";

/** Writes app images through west's runner for a board. */
export function flashWithWest(board: Board, _buildDir: string, _choices: Choices): FlashApp {
  return async () => {
    throw new HarnessError(`cannot write the program onto ${board.name}: flashing is not there yet`, {
      code: "ENOSYS",
      exitCode: 70,
    });
  };
}
