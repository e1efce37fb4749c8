import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheFolder } from "../base/cache.ts";
import { prune } from "./prune.ts";

/** Where firmwares are, each in a folder whose name is the hash of all that it is made of. */
export const firmwares: string = join(cacheFolder, "firmware");

/** Compiled engines, which firmware/ports/freertos/cmake/engine.cmake names in the same way. */
export const engines: string = join(cacheFolder, "engines");

/** Locks of those who make an entry. */
export const locks: string = join(cacheFolder, "locks");

/** How many of each are kept; those that were not used for longest go first. A firmware has about 10 MB, an engine 12. */
const kept = { firmwares: 40, engines: 8 } as const;

/** The file of an entry that says what it is, for people. Written last. */
const note = "entry.json";

/** Says that an entry is in use, and whether it is there at all. */
export async function useEntry(folder: string): Promise<boolean> {
  const isThere = (await readNote(folder)) !== undefined;
  const now = new Date();
  // Where the cache is read-only, nothing is ever removed from it either.
  await utimes(folder, now, now).catch(() => {});
  return isThere;
}

/** What an entry is; undefined where it is none. */
export async function readNote(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, note), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as { what: string }).what;
}

let serial = 0;

/**
 * Makes an entry of files of a folder, those that are there. It appears whole or not at all; one that another process has made
 * meanwhile stays.
 *
 * @param texts files that are to have another text than in the folder
 * @throws NodeJS.ErrnoException the cache cannot be written
 */
export async function storeEntry(
  folder: string,
  what: string,
  from: string,
  files: readonly string[],
  texts: Readonly<Record<string, string>> = {},
): Promise<void> {
  const draft = join(dirname(folder), `.new-${process.pid}-${serial++}`);
  try {
    await mkdir(draft, { recursive: true });
    for (const file of files.filter((name) => existsSync(join(from, name)))) {
      await mkdir(dirname(join(draft, file)), { recursive: true });
      await copyFile(join(from, file), join(draft, file));
    }
    for (const [file, text] of Object.entries(texts)) {
      await writeFile(join(draft, file), text);
    }
    await writeFile(join(draft, note), `${JSON.stringify({ what })}\n`);
    await rename(draft, folder).catch(unless("EEXIST", "ENOTEMPTY"));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await prune(firmwares, kept.firmwares);
  if ((await stat(engines).catch(() => undefined)) !== undefined) {
    await prune(engines, kept.engines);
  }
}

function unless(...codes: readonly string[]) {
  return (error: NodeJS.ErrnoException) => {
    if (!codes.includes(error.code ?? "")) {
      throw error;
    }
  };
}
