import { join } from "node:path";
import { withTemporaryFolder } from "../base/temporary-folder.ts";
import { explainEnd } from "./explain.ts";
import { FlashError } from "./flash-error.ts";
import { findRoute } from "./prepare.ts";
import { logFolder, runTool } from "./run-tool.ts";
import type { ResetOptions } from "./types.ts";

/**
 * Restarts a board through its probe. West has no command for it: the runner's tool is asked, with what `runners.yaml` says.
 *
 * @throws UsageError as {@link flash} does
 * @throws FlashError as {@link flash} does; nothing is written
 */
export async function resetBoard(options: ResetOptions): Promise<void> {
  const { board, probe, signal } = options;
  const { runner, settings, ...route } = findRoute(options);
  signal?.throwIfAborted();
  const log = join(options.logs ?? logFolder, `reset-${board.name}.log`);
  const { end, output } = await withTemporaryFolder((scratch) => {
    const { command, args, env } = runner.resetCommand(settings, { probe, scratch });
    return runTool(command, args, { env: { ...process.env, ...env }, log, signal });
  });
  signal?.throwIfAborted();
  const fault = explainEnd(runner, end, { ...route, board: board.name, probe, output });
  if (fault !== undefined) {
    throw new FlashError(
      `restarting ${board.name} with ${runner.tool} failed: ${fault.text}\nThe whole output is in ${log}`,
      { code: fault.code, halfFlashed: false },
    );
  }
}
