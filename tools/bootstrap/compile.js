import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { runCommand } from "../../harness/base/command.js";
import { hashInputs, isStamped, listFiles, writeStamp } from "../../harness/base/stamp.js";

/**
 * Compiles harness/ and tools/ into dist/ where a source has changed since the last time, and writes the declarations that programs are checked with.
 *
 * @param {{ root: string, say: (line: string) => void }} options
 */
export async function compile({ root, say }) {
  const project = join(root, "tsconfig.dist.json");
  const typescript = createRequire(join(root, "package.json")).resolve("typescript/package.json");
  const hash = hashInputs({
    files: [
      ...["harness", "tools"].flatMap((folder) => listFiles(join(root, folder), (file) => /\.[jt]s$/.test(file))),
      ...listFiles(join(root, "ts-runtime"), (file) => /\.(?:ts|json)$/.test(file)),
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
  const run = (/** @type {string[]} */ ...args) =>
    runCommand(process.execPath, args, {
      title: "Compiling the harness",
      log: join(root, "build", "logs", "compile.log"),
      advice: "Mend what it names, then run the command again.",
      cwd: root,
    });
  await run(tsc, "--project", project, "--outDir", fresh);
  // The first time it has to be where it will be before the rest is: the runtime's globals refer to it.
  const declarations = [fresh, dist].map((folder) => join(folder, "ts-runtime", "absent.d.ts"));
  await run(join(fresh, "harness", "build", "write-absent.js"), ...declarations);
  await run(tsc, "--project", join(root, "ts-runtime", "tsconfig.types.json"), "--outDir", join(fresh, "ts-runtime"));
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
