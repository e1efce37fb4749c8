import { randomUUID } from "node:crypto";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BootError } from "../../base/errors.ts";

/**
 * A temporary file that has no name any more, for a child that inherits its descriptor: nobody has to remove it.
 *
 * @throws BootError with the file system's code (`ENOSPC`, `EACCES`)
 */
export async function unnamedFile(contents: Uint8Array): Promise<FileHandle> {
  const path = join(tmpdir(), `async-io-${process.pid}-${randomUUID()}`);
  try {
    const file = await open(path, "wx+", 0o600);
    await unlink(path);
    await file.writeFile(contents);
    return file;
  } catch (error) {
    const { code = "EIO", message } = error as NodeJS.ErrnoException;
    throw new BootError(`cannot write the program's image into ${tmpdir()} (TMPDIR): ${message}`, {
      code,
      cause: error,
    });
  }
}
