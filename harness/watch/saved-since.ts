import { statSync } from "node:fs";

/**
 * Whether a file was saved after an instant, in milliseconds since 1970. News of a save may be late, on a busy machine, or come twice: what
 * was read after it has it already.
 */
export function isSavedSince(path: string, instant: number): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > instant;
}
