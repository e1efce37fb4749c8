import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { withTemporaryFolder } from "../../../harness/base/temporary-folder.ts";

const before = process.env.TMPDIR;
const folder = mkdtempSync(join(tmpdir(), "aio-temporary-"));
process.env.TMPDIR = folder;

test.after.always(() => {
  process.env.TMPDIR = before;
  rmSync(folder, { recursive: true });
});

/** A folder as another process leaves it, so many hours ago. */
function left(name: string, hours: number): string {
  const path = join(folder, name);
  mkdirSync(join(path, "inside"), { recursive: true });
  const time = Date.now() / 1_000 - hours * 3_600;
  utimesSync(path, time, time);
  return path;
}

test.serial("the folder is there while the work is done, and gone behind it, also where that fails", async (t) => {
  const path = await withTemporaryFolder(async (path) => {
    t.true(existsSync(path));
    return path;
  });
  t.false(existsSync(path));
  await t.throwsAsync(
    withTemporaryFolder(() => Promise.reject(new Error("no"))),
    { message: "no" },
  );
  t.deepEqual(readdirSync(folder), []);
});

test.serial("what a process that is gone has left is removed, nothing else is", async (t) => {
  // Numbers of processes end far below.
  const stale = left("async-io-99999999-a", 2);
  const fresh = left("async-io-99999999-b", 0);
  const alive = left(`async-io-${process.pid}-c`, 2);
  const other = left("something-else", 2);
  await withTemporaryFolder(async () => {});
  t.deepEqual([stale, fresh, alive, other].map(existsSync), [false, true, true, true]);
});
