import { createHash } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";

/** A test, as its folder is named after it. */
export interface WhichTest {
  readonly title: string;
  /** The path of the file that has it. */
  readonly file: string;
}

/** Where the folders are: AIO_EVIDENCE, else `build/evidence` of the current folder. */
export function evidenceRoot({ AIO_EVIDENCE } = process.env): string {
  return resolve(AIO_EVIDENCE || join("build", "evidence"));
}

/** The folder of a test: of the same test, always the same. */
export function evidenceFolder({ title, file }: WhichTest): string {
  const hash = createHash("sha256")
    .update(`${resolve(file)}\0${title}`)
    .digest("hex")
    .slice(0, 6);
  const name = `${basename(file).replace(/\..*$/, "")}-${title}`.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-");
  return join(evidenceRoot(), `${name.slice(0, 60).replaceAll(/^-+|-+$/g, "")}-${hash}`);
}

/** The folder for a person: from the current one, where it is below that. */
export function shownFolder(folder: string): string {
  const path = relative(process.cwd(), folder);
  return path.startsWith("..") ? folder : path;
}

/** Removes what an earlier failure of the test has left. */
export async function clearEvidence(test: WhichTest): Promise<void> {
  await rm(evidenceFolder(test), { recursive: true, force: true }).catch(() => {});
}

/**
 * Writes a test's folder anew. It is there as a whole or not at all; git does not see it.
 *
 * @param files contents by name
 * @throws the file system's error; nothing is left then
 */
export async function writeEvidence(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  const fresh = `${folder}.${process.pid}`;
  try {
    await mkdir(fresh, { recursive: true });
    await writeFile(join(fresh, ".gitignore"), "*\n");
    for (const [name, contents] of Object.entries(files)) {
      await writeFile(join(fresh, name), contents);
    }
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
}
