import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Removes the files of a cache that were not written for longest, where there are more than `keep`. What cannot be removed stays. */
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
  await Promise.all(oldest.map(({ path }) => rm(path, { force: true }).catch(() => {})));
}
