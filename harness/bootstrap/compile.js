import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { runCommand } from "./command.js";
import { hashInputs, isStamped, listFiles, writeStamp } from "./stamp.js";

/**
 * Compiles harness/ into dist/ where a source has changed since the last time.
 *
 * @param {{ root: string, say: (line: string) => void }} options
 */
export async function compile({ root, say }) {
  const sources = join(root, "harness");
  const project = join(root, "tsconfig.dist.json");
  const typescript = createRequire(join(root, "package.json")).resolve("typescript/package.json");
  const hash = hashInputs({
    files: [
      ...listFiles(sources, (file) => /\.[jt]s$/.test(file)),
      ...readdirSync(root)
        .filter((name) => /^tsconfig.*\.json$/.test(name))
        .map((name) => join(root, name)),
      typescript,
    ],
  });
  const dist = join(root, "dist");
  if (isStamped(join(dist, ".stamp"), hash)) {
    return;
  }
  say("Compiling the harness …");
  // Compiled aside and then moved: a harness that is running finds each of its modules at any time.
  const fresh = `${dist}.new`;
  const old = `${dist}.old`;
  remove(fresh, old);
  const tsc = join(typescript, "..", "bin", "tsc");
  await runCommand(process.execPath, [tsc, "--project", project, "--outDir", fresh], {
    title: "Compiling the harness",
    log: join(root, "build", "logs", "compile.log"),
    advice: "Mend what it names, then run the command again.",
    cwd: root,
  });
  writeStamp(join(fresh, ".stamp"), hash);
  if (existsSync(dist)) {
    renameSync(dist, old);
  }
  renameSync(fresh, dist);
  remove(old);
}

/** @param {string[]} folders */
function remove(...folders) {
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true });
  }
}
