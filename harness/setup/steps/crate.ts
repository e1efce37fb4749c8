import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isInstalledAt } from "../../base/installed.ts";
import { SetupError } from "../../base/setup-error.js";

/** What cargo leaves beside a vendored crate: the archive's SHA-256 and each file's. */
interface Checksums {
  readonly package: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The SHA-256 that Cargo.lock pins a crate's archive to. */
export function readChecksum(lockFile: string, crate: string): string {
  const [, checksum] =
    new RegExp(`name = "${crate}"\nversion = .*\nsource = .*\nchecksum = "([0-9a-f]{64})"`).exec(
      readFileSync(lockFile, "utf8"),
    ) ?? [];
  if (checksum === undefined) {
    const restore = isInstalledAt(dirname(lockFile))
      ? "install the package again"
      : "restore it with `git checkout Cargo.lock`";
    throw new SetupError(`${lockFile} does not pin ${crate}: ${restore}.`, {
      code: "EINVAL",
    });
  }
  return checksum;
}

/**
 * Proves that a vendored crate came from the pinned archive and that its files are whole.
 *
 * @throws SetupError `EILSEQ`, with the file that differs
 */
export async function verifyCrate(folder: string, checksum: string): Promise<void> {
  const recorded = JSON.parse(await readFile(join(folder, ".cargo-checksum.json"), "utf8")) as Checksums;
  if (recorded.package !== checksum) {
    throw mismatch(folder, `is from an archive with SHA-256 ${recorded.package}, but Cargo.lock pins ${checksum}`);
  }
  for (const [name, expected] of Object.entries(recorded.files)) {
    const found = createHash("sha256")
      .update(await readFile(join(folder, name)))
      .digest("hex");
    if (found !== expected) {
      throw mismatch(join(folder, name), `has SHA-256 ${found}, but ${expected} was downloaded`);
    }
  }
}

function mismatch(path: string, what: string): SetupError {
  return new SetupError(
    `${path} ${what}.\nDo not use it: remove cargo's cache (registry/ in ~/.cargo), then run the command again.`,
    { code: "EILSEQ" },
  );
}
