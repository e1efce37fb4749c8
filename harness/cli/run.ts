import { CommanderError } from "commander";
import { isHarnessError } from "../base/errors.ts";
import { commandLine } from "./command-line.ts";
import { interruptible } from "./interruptible.ts";
import { note } from "./note.ts";

/** sysexits.h: EX_USAGE. */
const badUsage = 64;

/**
 * The command `async-io`. Returns what to exit with; never rejects for anything that a user can do.
 *
 * @param args the command line behind the program's name
 */
export function run(args: readonly string[]): Promise<number> {
  return interruptible(async (signal) => {
    let code = 0;
    const program = commandLine(signal, (exitCode) => {
      code = exitCode;
    });
    try {
      await program.parseAsync([...args], { from: "user" });
      return code;
    } catch (error) {
      if (signal.aborted) {
        throw error;
      }
      return explain(error);
    }
  });
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has said it already; asking for help is no mistake.
    return error.exitCode === 0 ? 0 : badUsage;
  }
  if (isHarnessError(error)) {
    note(error.message);
    return error.exitCode;
  }
  // A defect of the harness: its stack says where.
  note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}
