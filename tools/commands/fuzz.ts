import { runOwnProgram } from "./own-program.ts";

/** `npm run fuzz [-- PARSER --seconds N]`: looks for an input that a parser cannot take. */
export function run(args: readonly string[]): Promise<number> {
  return runOwnProgram("test/fuzz/main.ts", "fuzz", args);
}
