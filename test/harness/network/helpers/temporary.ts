import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionContext } from "ava";

/** A folder that is gone when the test has ended. */
export async function temporaryFolder(t: ExecutionContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
