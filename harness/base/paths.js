import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this package: the one that holds `ts-runtime`, whether the harness runs from its sources or compiled. */
export const root = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Where everything that is built goes, but for dist/, vendor/ and node_modules/. */
export const buildFolder = join(root, "build");

/** @param {string} folder @returns {string} */
function findRoot(folder) {
  if (existsSync(join(folder, "ts-runtime", "src"))) {
    return folder;
  }
  const parent = dirname(folder);
  if (parent === folder) {
    throw new Error(
      "async-io-ts is not whole: no folder above the harness holds ts-runtime/src; install the package again",
    );
  }
  return findRoot(parent);
}
