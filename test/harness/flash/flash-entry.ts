/** `async-io flash` as a process of its own: the command line as it is, with a bench in place of a board. */

import { HarnessError } from "../../../harness/base/errors.ts";
import { flashBoard } from "../../../harness/cli/commands/flash.ts";
import { interruptible } from "../../../harness/cli/interruptible.ts";
import { board } from "./bench.ts";

const [bench = "", west = ""] = process.argv.slice(2);

process.exitCode = await interruptible(async (signal) => {
  try {
    await flashBoard(
      undefined,
      [],
      { config: {}, firmwareOnly: true },
      {
        signal,
        load: () => board,
        build: async () => ({ dir: `${bench}/build` }),
        westCommand: () => ({ command: process.execPath, args: [west], env: process.env }),
        logs: `${bench}/logs`,
        notes: `${bench}/notes`,
      },
    );
    return 0;
  } catch (error) {
    if (signal.aborted || !(error instanceof HarnessError)) {
      throw error;
    }
    process.stderr.write(`async-io: ${error.message}\n`);
    return error.exitCode;
  }
});
