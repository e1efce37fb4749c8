import { UsageError } from "../base/errors.ts";
import type { Board } from "./board.ts";
import { boardNames, loadBoard } from "./load.ts";

/** What a board may lack. */
export type BoardPart = "zephyr" | "qemu" | "network" | "hardware";

/** What its absence means for who asked, and what can be done instead. */
const absences: Record<BoardPart, (board: Board) => readonly [lack: string, remedy?: string | undefined]> = {
  zephyr: () => ["has no Zephyr target"],
  qemu: ({ hardware }) => [
    "is not a machine of QEMU",
    hardware && "name its serial port with --port to run it on the board itself",
  ],
  network: () => ["has no network card that QEMU knows"],
  hardware: () => ["is no real board: there is nothing to flash and no serial port"],
};

/**
 * A part of a board that somebody needs.
 *
 * @throws UsageError `ENOTSUP`: this board has none; the message names those that have, and what else can be done
 */
export function requirePart<Part extends BoardPart>(board: Board, part: Part): NonNullable<Board[Part]> {
  const found = board[part];
  if (found !== undefined) {
    return found;
  }
  const [lack, remedy] = absences[part](board);
  const others = boardNames().filter((name) => loadBoard(name)[part] !== undefined);
  const choice = `choose one of ${others.join(", ")}`;
  throw new UsageError(
    `--board ${board.name} ${lack}: ${[remedy, choice].filter((text) => text !== undefined).join(", or ")}`,
    { code: "ENOTSUP" },
  );
}
