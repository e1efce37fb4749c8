import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** @param {string} folder @returns {string} */
function findRoot(folder) {
  return existsSync(join(folder, "ts-runtime", "src")) ? folder : findRoot(dirname(folder));
}

/** The package's folder, from harness/bootstrap and from dist/harness/bootstrap alike. */
export const root = findRoot(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where everything that is built goes, but for dist/, vendor/ and node_modules/. */
export const buildFolder = join(root, "build");
