import { readlinkSync } from "node:fs";
import { join } from "node:path";
import { namesIn, textOf } from "../../base/look.ts";

/** A process that has a file open. */
export interface Holder {
  readonly pid: number;
  readonly name: string;
}

/**
 * The processes that have a file open, as far as /proc tells this user: its own, and for root all. None where there is no /proc.
 *
 * @param path the file's real path
 */
export function holdersOf(path: string, proc = "/proc"): Holder[] {
  return namesIn(proc)
    .filter((entry) => /^\d+$/.test(entry) && opens(join(proc, entry, "fd"), path))
    .map((entry) => ({ pid: Number(entry), name: textOf(join(proc, entry, "comm")) ?? "a program" }));
}

/** How many are named. */
const named = 3;

/** As in `minicom (process 123)`. */
export function describeHolders(holders: readonly Holder[]): string {
  const names = holders
    .slice(0, named)
    .map(({ pid, name }) => (pid === process.pid ? "this process" : `${name} (process ${pid})`));
  return [...names, ...(holders.length > named ? [`${holders.length - named} more`] : [])].join(" and ");
}

function opens(folder: string, path: string): boolean {
  return namesIn(folder).some((descriptor) => {
    try {
      return readlinkSync(join(folder, descriptor)) === path;
    } catch {
      return false;
    }
  });
}
