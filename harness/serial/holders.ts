import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

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
  return entries(proc)
    .filter((entry) => /^\d+$/.test(entry) && opens(join(proc, entry, "fd"), path))
    .map((entry) => ({ pid: Number(entry), name: nameOf(join(proc, entry, "comm")) }));
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
  return entries(folder).some((descriptor) => {
    try {
      return readlinkSync(join(folder, descriptor)) === path;
    } catch {
      return false;
    }
  });
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function nameOf(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "a program";
  }
}
