import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Whatever was in use this lately is in use still, in milliseconds. */
const lately = 3_600_000;

/**
 * Removes what was not written, or used, for longest from a folder of a cache, where it holds more than `keep`. What was in use within
 * the hour stays, and what cannot be removed.
 */
export async function prune(folder: string, keep: number): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= keep) {
    return;
  }
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      // Another run may be removing it too.
      return {
        path,
        written: await stat(path)
          .then(({ mtimeMs }) => mtimeMs)
          .catch(() => 0),
      };
    }),
  );
  const oldest = files.sort((a, b) => a.written - b.written).slice(0, names.length - keep);
  const unused = oldest.filter(({ written }) => Date.now() - written > lately);
  await Promise.all(unused.map(({ path }) => rm(path, { recursive: true, force: true }).catch(() => {})));
}
