import { HarnessError } from "../base/errors.ts";
import { flashCommand } from "./flash-command.ts";
import type { Region } from "./types.ts";

/** sysexits.h: EX_UNAVAILABLE, where the board is as it was; EX_IOERR, where it is not. */
const exitCodes = { untouched: 69, halfFlashed: 74 } as const;

/** A board was not flashed, or not restarted. */
export class FlashError extends HarnessError {
  override name = "FlashError";
  /** Whether something may have been written: the region is not valid until it is flashed again. */
  readonly halfFlashed: boolean;

  constructor(message: string, { code, halfFlashed, cause }: { code: string; halfFlashed: boolean; cause?: unknown }) {
    super(message, { code, exitCode: halfFlashed ? exitCodes.halfFlashed : exitCodes.untouched, cause });
    this.halfFlashed = halfFlashed;
  }
}

/**
 * What a board is after writing a region has begun and not ended well.
 *
 * @param again the command that writes it again
 * @param certain whether it is known that something was written
 */
export function halfFlashed(board: string, region: Region, again?: string, certain = true): string {
  const state = certain ? "the board is half flashed" : "the board may be half flashed";
  const command = again ?? flashCommand(region, { board });
  const invalid = `${state}: ${board}'s ${region} is not valid until you flash it again (${command})`;
  return region === "firmware" ? invalid : `${invalid}; until then its firmware refuses the damaged image`;
}
