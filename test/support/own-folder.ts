/** Required by ava in the process of each test file, before the file: gives it a temporary folder of its own. */
import { appendFileSync, mkdtempSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { root } from "../../harness/base/paths.js";
import { linkTsxCache } from "./run.ts";
import { filesFile, runVariable } from "./run-folder.ts";

const { TMPDIR, [runVariable]: run } = process.env;

if (TMPDIR !== undefined && run !== undefined) {
  const folder = mkdtempSync(join(TMPDIR, "/"));
  linkTsxCache(folder);
  const file = relative(root, fileURLToPath(test.meta.file));
  appendFileSync(join(run, filesFile), `${JSON.stringify({ folder: basename(folder), file })}\n`);
  process.env.TMPDIR = folder;
}
