import { flash, resetBoard } from "../flash/index.ts";
import { askForReset } from "../serial/ask-reset.ts";
import type { Reset, ResetContext } from "../serial/machine.ts";
import { findWorkspace, west } from "../zephyr/index.ts";
import type { Choices } from "./options.ts";
import { within } from "./within.ts";

/** How long a board that was written may take to begin anew by itself, as all of west's runners have it do. In milliseconds. */
const patience = 5_000;

/**
 * Writes an app image with west's runner, and has the board begin anew with it: by the runner, else through its probe, else by hand.
 *
 * @param buildDir the west build folder of the board's firmware
 */
export function flashWithWest(image: Uint8Array, buildDir: string, choices: Choices): Reset {
  const { runner, probe, workspace, onNotice } = choices;
  return async (context) => {
    const { board, signal } = context;
    const target = { board, buildDir, runner, probe, signal };
    await flash({ ...target, what: "app", image, west: west(findWorkspace({ workspace })) });
    if (await boots(context)) {
      return;
    }
    try {
      await resetBoard(target);
    } catch (error) {
      signal.throwIfAborted();
      onNotice?.((error as Error).message);
      await askForReset(context);
    }
  };
}

async function boots({ booted, signal }: ResetContext): Promise<boolean> {
  const result = await within(
    patience,
    booted.then(() => true),
  );
  signal.throwIfAborted();
  return result ?? false;
}
