import { appendFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { findExecutable } from "../../harness/base/find-executable.ts";
import { optionalTools } from "../../harness/setup/checks/index.ts";
import { runVariable, skippedFile } from "./run-folder.ts";

/** Declares a test: ava's `test` or `test.serial`, or what {@link needs} makes of them. */
export type Declare = typeof test.skip & { readonly skip: typeof test.skip };

/**
 * Declares tests that need a thing which this machine may lack. Without it they are skipped, and the run's summary counts them.
 *
 * @param thing what is needed, as the summary names it
 * @param declare how the test is declared where the thing is there
 */
export function needs(thing: string, isThere: boolean, declare: Declare = test): Declare {
  if (isThere) {
    return declare;
  }
  const skip = (...args: Parameters<typeof test.skip>) => {
    const folder = process.env[runVariable];
    if (folder !== undefined) {
      appendFileSync(join(folder, skippedFile), `${JSON.stringify(thing)}\n`);
    }
    declare.skip(...args);
  };
  return Object.assign(skip, { skip }) as Declare;
}

/** A tool that the set-up does not install: its path, and how tests that need it are declared. */
export interface NeededTool {
  /** Empty where the tool is missing. */
  readonly path: string;
  readonly declare: Declare;
}

/** As {@link needs}, for a tool of `harness/setup/checks/optional.ts`. */
export function needsTool(name: keyof typeof optionalTools, declare: Declare = test): NeededTool {
  const [command] = optionalTools[name].commands;
  const path = findExecutable(command) ?? "";
  return { path, declare: needs(optionalTools[name].name, path !== "", declare) };
}
