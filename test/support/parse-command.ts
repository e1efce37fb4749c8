import { type Command, CommanderError } from "commander";

/**
 * Reads a command's arguments. What is wrong with them, and the help, is told by the command itself.
 *
 * @returns the exit code where the command ends with that: 0 for the help, 64 for bad usage
 */
export function parseCommand(command: Command, args: readonly string[]): number | undefined {
  try {
    command.exitOverride().parse(args, { from: "user" });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? 0 : 64;
    }
    throw error;
  }
}
