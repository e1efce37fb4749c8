import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * A hash of what a step depends on: files (by name and contents) and other facts. A file that is missing counts as such.
 *
 * @param {{ files?: string[], facts?: string[] }} inputs
 */
export function hashInputs({ files = [], facts = [] }) {
  const hash = createHash("sha256");
  for (const file of [...files].sort()) {
    hash.update(`${file}\0`).update(readOrNothing(file)).update("\0");
  }
  for (const fact of facts) {
    hash.update(`${fact}\0`);
  }
  return hash.digest("hex");
}

/** @param {string} file */
function readOrNothing(file) {
  try {
    return readFileSync(file);
  } catch {
    return "(missing)";
  }
}

/**
 * The files under a folder, whole paths.
 *
 * @param {string} folder
 * @param {(file: string) => boolean} wanted
 * @returns {string[]}
 */
export function listFiles(folder, wanted) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path, wanted) : wanted(path) ? [path] : [];
  });
}

/**
 * Whether a step was finished with these inputs.
 *
 * @param {string} stamp the stamp's file
 * @param {string} hash from hashInputs
 */
export function isStamped(stamp, hash) {
  return readOrNothing(stamp).toString() === hash;
}

/**
 * Notes that a step is finished: its last act. Whole or not at all, so that a step which was killed is done again.
 *
 * @param {string} stamp the stamp's file
 * @param {string} hash from hashInputs
 */
export function writeStamp(stamp, hash) {
  mkdirSync(dirname(stamp), { recursive: true });
  const temporary = `${stamp}.${process.pid}`;
  writeFileSync(temporary, hash);
  renameSync(temporary, stamp);
}
