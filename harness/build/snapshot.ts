import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { UsageError } from "../base/errors.ts";
import { bundleName } from "./bundle-name.ts";

/** A program as byte code. */
export interface Snapshot {
  readonly program: Uint8Array;
  /** Which engine it is for: the firmware's `AIO_SNAPSHOT_ID`. */
  readonly id: number;
}

export interface SnapshotOptions {
  /** The build folder of the firmware that is to run it: the tool is built with that. */
  readonly dir: string;
  /** Replaces positions in the bundle by positions in TypeScript. */
  readonly mapPositions: (text: string) => string;
}

/** What the tool writes in front: the engine, and 0. */
const headerSize = 8;

/**
 * Makes byte code of a bundle, with the tool that was built beside the firmware from the same sources.
 *
 * @throws UsageError `ENOTSUP` the firmware is not a release, `EINVAL` the engine does not take the program
 */
export async function makeSnapshot(code: string, { dir, mapPositions }: SnapshotOptions): Promise<Snapshot> {
  const tool = join(dir, "host", "snapshot");
  if (!existsSync(tool)) {
    const message = `--release needs the tool for snapshots, which is built with a release firmware, and ${dir} has none`;
    throw new UsageError(`${message}: build the firmware with --release too, or leave --firmware out`, {
      code: "ENOTSUP",
    });
  }
  const { stdout, stderr, failed, shortMessage } = await execa(tool, [bundleName(code)], {
    input: code,
    encoding: "buffer",
    reject: false,
  });
  if (failed) {
    const why = mapPositions(Buffer.from(stderr).toString().trim()) || shortMessage;
    throw new UsageError(`the program cannot be made byte code: ${why}`, { code: "EINVAL" });
  }
  return { program: stdout.subarray(headerSize), id: Buffer.from(stdout).readUInt32LE(0) };
}
