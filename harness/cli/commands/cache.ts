import { type CacheEntry, clearCache, listCache } from "../../build/cache-contents.ts";
import { cacheFolder } from "../../build/index.ts";
import type { AddCommand } from "../context.ts";
import { note } from "../note.ts";
import { table } from "../table.ts";

interface CacheOptions {
  clear?: true;
  json?: true;
}

/** `async-io cache`: what is kept for later, of all projects; `--clear` removes it. */
export const addCache: AddCommand = (program, { signal }) => {
  program
    .command("cache")
    .description("show what is kept for later, of all projects, and how large it is")
    .option("--clear", "remove all of it: it is made again where it is needed")
    .option("--json", "print JSON instead of a table")
    .action(async ({ clear, json }: CacheOptions) => {
      const entries = await listCache();
      if (clear) {
        await clearCache(note, signal);
      }
      process.stdout.write(json ? asJson(entries) : clear ? cleared(entries) : asTable(entries));
    });
};

function asJson(entries: readonly CacheEntry[]): string {
  return `${JSON.stringify({ path: cacheFolder, bytes: sum(entries), entries }, null, 2)}\n`;
}

function cleared(entries: readonly CacheEntry[]): string {
  return `${megabytes(sum(entries))} removed from ${cacheFolder}\n`;
}

function asTable(entries: readonly CacheEntry[]): string {
  if (entries.length === 0) {
    return `${cacheFolder} is empty\n`;
  }
  const rows = entries.map(({ kind, what, bytes, used }) => [`${kind}: ${what}`, megabytes(bytes), minute(used)]);
  return `${cacheFolder}\n\n${table([["", "size", "last used"], ...rows, ["total", megabytes(sum(entries)), ""]])}`;
}

function sum(entries: readonly CacheEntry[]): number {
  return entries.reduce((total, { bytes }) => total + bytes, 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** To the minute, in local time. */
function minute(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
