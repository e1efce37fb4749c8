import type { Progress } from "../base/progress.ts";
import type { Board } from "../boards/board.ts";
import type { WestCommand } from "../zephyr/index.ts";

/** The two regions of a board that are written separately. */
export type Region = "firmware" | "app";

export interface FlashOptions {
  readonly board: Board;
  /** The west build folder of the board's firmware. */
  readonly buildDir: string;
  /** `west(workspace)` of `harness/zephyr/`. */
  readonly west: WestCommand;
  readonly what: Region;
  /** What `writeImage` wrote; for `what: "app"`. */
  readonly image?: Uint8Array | undefined;
  /** One of west's runners that the board has. Default: the board's first. */
  readonly runner?: string | undefined;
  /** The probe's serial number or id. Needed where two are connected. */
  readonly probe?: string | undefined;
  /** The command that does the same again, for who is left with a board that is half flashed. Default: one with the board alone. */
  readonly again?: string | undefined;
  /** Default: lines on stderr. */
  readonly progress?: Progress | undefined;
  /** Aborted, west and the tool are ended; where they were writing, the error says that the board is half flashed. */
  readonly signal?: AbortSignal | undefined;
  /** The folder that gets the whole output of west and its tool. Default: `build/logs`. */
  readonly logs?: string | undefined;
  /** Where it is noted that a flash has not ended. Default: `build/flash`. */
  readonly notes?: string | undefined;
}

export interface FlashResult {
  /** The runner that did it. */
  readonly runner: string;
  /** What west and the tool wrote. */
  readonly output: string;
  /** The file that has it too. */
  readonly log: string;
}
