import { type FlashOptions, flash, unfinishedFlash } from "../flash/index.ts";
import { askForReset } from "../machine/serial/ask-reset.ts";
import type { Reset, ResetContext } from "../machine/serial/machine.ts";
import type { WestCommand } from "../zephyr/index.ts";
import { within } from "./within.ts";

export interface FlashResetOptions extends Omit<FlashOptions, "board" | "what" | "west" | "signal"> {
  /** How west is run; asked for when the port is open. */
  readonly findWest: () => WestCommand;
  /** Takes that the firmware was left half flashed. */
  readonly onNotice?: ((text: string) => void) | undefined;
  /** How long a board that was written may take to begin anew by itself, in milliseconds. Default 5,000. */
  readonly patience?: number | undefined;
}

/**
 * Writes an app image with west's runner, and has the board begin anew with it: the runner does that, and where it does not whoever sits
 * at the board is asked to.
 */
export function flashWithWest({ findWest, onNotice, patience = 5_000, ...options }: FlashResetOptions): Reset {
  return async (context) => {
    const { board, signal } = context;
    const left = unfinishedFlash(board.name, options.notes, ["firmware"]);
    if (left !== undefined) {
      onNotice?.(left);
    }
    await flash({ ...options, board, signal, what: "app", west: findWest() });
    if (!(await boots(context, patience))) {
      await askForReset(context);
    }
  };
}

async function boots({ booted, signal }: ResetContext, patience: number): Promise<boolean> {
  const result = await within(
    patience,
    booted.then(() => true),
  );
  signal.throwIfAborted();
  return result ?? false;
}
