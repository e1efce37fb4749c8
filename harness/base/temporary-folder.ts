import { rmSync } from "node:fs";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "./errors.ts";

/** Younger folders are left alone: their owner may live where its number is not seen, in another container. In milliseconds. */
const youngest = 3_600_000;

/**
 * Runs work with a temporary folder of its own, which is removed behind it, also where this process exits before the work is done. What a
 * process that was killed has left is removed by the next one, once it is an hour old.
 *
 * @throws UsageError with the file system's code: there can be no such folder
 */
export async function withTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  await sweep();
  const folder = await mkdtemp(join(tmpdir(), `async-io-${process.pid}-`)).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot make a temporary folder in ${tmpdir()} (TMPDIR): ${error.message}`, {
      code: error.code,
      cause: error,
    });
  });
  const removeAtExit = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeAtExit);
  try {
    return await work(folder);
  } finally {
    process.removeListener("exit", removeAtExit);
    await rm(folder, { recursive: true, force: true });
  }
}

async function sweep(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  await Promise.all(
    names.map(async (name) => {
      const [, pid] = /^async-io-(\d+)-/.exec(name) ?? [];
      if (pid !== undefined && !isAlive(Number(pid)) && (await isOld(join(tmpdir(), name)))) {
        await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {});
      }
    }),
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > youngest;
}
