import type { Choices } from "../device/options.ts";
import { checkTypes, type LoadedProgram, loadProgram } from "../device/program.ts";
import { note } from "./note.ts";

/**
 * Bundles a program and checks its types: before a firmware is built, which takes a minute, and before anything is written.
 *
 * @throws UsageError the program does not compile
 */
export async function compile(file: string, choices: Choices, signal: AbortSignal): Promise<LoadedProgram> {
  const [loaded] = await Promise.all([loadProgram(file, choices), checkTypes(file, signal)]);
  loaded.warnings.forEach(note);
  return loaded;
}
