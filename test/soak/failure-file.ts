import { readFile, writeFile } from "node:fs/promises";
import { UsageError } from "../../harness/base/errors.ts";
import { rules } from "../../harness/base/given.ts";
import { type Kind, kinds } from "./frames/index.ts";
import type { Salvo } from "./plan.ts";

const format = "async-io-ts soak 2";

/** A failure that can be made again. */
export interface FailureFile {
  /** What was not as it should be. */
  readonly failure: string;
  readonly kernel: string;
  readonly engine: string;
  readonly board: string;
  readonly time: "real" | "virtual";
  readonly seed: number;
  readonly salvos: readonly Salvo[];
  /** What was sent, for people: an instant, a description, and the bytes of each frame. */
  readonly frames: readonly string[];
}

/** @throws UsageError with the file system's code */
export async function writeFailure(file: string, failure: FailureFile): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify({ format, ...failure }, null, 2)}\n`);
  } catch (error) {
    const { code = "EIO", message } = error as NodeJS.ErrnoException;
    throw new UsageError(`cannot write the failure: ${message}`, { code, cause: error });
  }
}

/** @throws UsageError with the file system's code, or `EINVAL`: it is not what {@link writeFailure} writes */
export async function readFailure(file: string): Promise<FailureFile> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot read the failure: ${error.message}`, { code: error.code, cause: error });
  });
  let value: (FailureFile & { format?: unknown }) | undefined;
  try {
    value = JSON.parse(text);
  } catch {
    // Below.
  }
  if (value?.format !== format || !Array.isArray(value.salvos) || !value.salvos.every(isSalvo)) {
    throw new UsageError(`${file} is no failure that a soak has written: it should be JSON with "format": "${format}"`);
  }
  return value;
}

function isSalvo(value: unknown): value is Salvo {
  const { number, kind, frames, burst, gap, connections } = (value ?? {}) as Partial<Salvo>;
  const isKind = kind === "mixed" || Object.hasOwn(kinds, kind as Kind);
  const areNumbers = [number, burst, gap, connections].every(rules.period.fits);
  return isKind && areNumbers && burst !== 0 && Array.isArray(frames) && frames.every(rules.period.fits);
}
