import type { Command } from "commander";

/** What a command may use beside its options. */
export interface CommandContext {
  /** Aborted by Ctrl-C and the like. */
  readonly signal: AbortSignal;
  /** Sets what to exit with; 0 where it is never called. */
  readonly exit: (code: number) => void;
}

/** Adds a command to the program. */
export type AddCommand = (program: Command, context: CommandContext) => void;
