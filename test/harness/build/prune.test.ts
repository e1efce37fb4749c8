import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { prune } from "../../../harness/build/prune.ts";

test("a cache keeps the files that were written last", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  for (const [index, name] of ["c", "a", "d", "b"].entries()) {
    await writeFile(join(folder, name), "");
    await utimes(join(folder, name), 1_000_000 + index, 1_000_000 + index);
  }
  await prune(folder, 4);
  t.is((await readdir(folder)).length, 4);
  await prune(folder, 2);
  t.deepEqual((await readdir(folder)).sort(), ["b", "d"]);
});
