import { readdir, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { cacheFolder } from "../base/cache.ts";
import { withLock } from "../base/lock.js";
import { engines, firmwares, locks, readNote } from "./entries.ts";

/** Something that the cache holds. */
export interface CacheEntry {
  readonly kind: "firmware" | "engine" | "set-up" | "type checks" | "other";
  /** What it is, for people. */
  readonly what: string;
  readonly path: string;
  readonly bytes: number;
  /** When it was last used. */
  readonly used: Date;
}

/** Everything that the cache holds, by kind; of each kind what was used last comes first. */
export async function listCache(folder: string = cacheFolder): Promise<CacheEntry[]> {
  const names = await namesOf(folder);
  const groups = await Promise.all(
    names.filter((name) => name !== basename(locks)).map((name) => entriesOf(join(folder, name))),
  );
  return groups.flatMap((group) => group.sort((a, b) => b.used.getTime() - a.used.getTime()));
}

/**
 * Removes everything that the cache holds, once those who are making something have done so. What is removed is made again when it is
 * needed.
 */
export async function clearCache(onWait: (line: string) => void, signal: AbortSignal): Promise<void> {
  const held = (await namesOf(locks)).filter((name) => /^[\da-f]+$/.test(name)).map((name) => join(locks, name));
  const setUps = (await namesOf(join(cacheFolder, "setup"))).map((name) =>
    join(cacheFolder, "setup", name, "setup.lock"),
  );
  for (const lock of [...held, ...setUps]) {
    await withLock(lock, { onWait, signal }, async () => {});
  }
  for (const { path } of await listCache()) {
    // Out of the way at once: removing takes its time, and nobody may find a half of it.
    const aside = `${path}.removed-${process.pid}`;
    await rename(path, aside);
    await rm(aside, { recursive: true, force: true });
  }
}

async function entriesOf(path: string): Promise<CacheEntry[]> {
  const inside = (await namesOf(path)).filter((name) => !name.startsWith(".")).map((name) => join(path, name));
  if (basename(path) === basename(firmwares)) {
    return Promise.all(inside.map(async (each) => measure("firmware", (await readNote(each)) ?? "unfinished", each)));
  }
  if (basename(path) === basename(engines)) {
    return Promise.all(inside.map((each) => measure("engine", basename(each).slice(0, 8), each)));
  }
  if (basename(path) === "setup") {
    return Promise.all(
      inside.map((each) => measure("set-up", `C sources, Kconfig and logs of version ${basename(each)}`, each)),
    );
  }
  return basename(path) === "typecheck"
    ? [await measure("type checks", "what tsc knows of your programs", path)]
    : [await measure("other", basename(path), path)];
}

async function measure(kind: CacheEntry["kind"], what: string, path: string): Promise<CacheEntry> {
  const files = await filesIn(path);
  const written = kind === "type checks" ? Math.max(0, ...files.map(({ mtimeMs }) => mtimeMs)) : await mtime(path);
  return { kind, what, path, bytes: files.reduce((sum, { size }) => sum + size, 0), used: new Date(written) };
}

async function mtime(path: string): Promise<number> {
  return (await stat(path)).mtimeMs;
}

async function filesIn(folder: string): Promise<{ size: number; mtimeMs: number }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
  return found.filter((each) => each !== undefined);
}

async function namesOf(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
