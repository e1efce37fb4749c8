import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import type { BootOptions } from "../device/options.ts";
import { UsageError } from "../errors.ts";
import { root } from "../root.ts";
import { withTemporaryFolder } from "../temporary-folder.ts";
import { suiteName } from "./find-files.ts";

/** Options that can be written into a file. */
export type SuiteOptions = Pick<
  BootOptions,
  | "kernel"
  | "engine"
  | "board"
  | "workspace"
  | "port"
  | "baud"
  | "runner"
  | "probe"
  | "qemu"
  | "firmware"
  | "time"
  | "timeout"
  | "config"
  | "typecheck"
>;

/** How many devices run at a time: each keeps a processor busy, and the process that has its network half of one. */
const concurrency = 2;

/**
 * Runs files of device tests through ava: for each a wrapper is written that boots it. Returns ava's exit code.
 *
 * @throws UsageError `ENOENT` ava is not installed
 */
export async function runSuites(files: readonly string[], options: SuiteOptions, signal: AbortSignal): Promise<number> {
  const ava = findAva();
  return withTemporaryFolder(async (project) => {
    await writeProject(project, files, options);
    const { exitCode } = await execa(process.execPath, [ava], {
      cwd: project,
      stdio: ["ignore", "inherit", "inherit"],
      reject: false,
      cancelSignal: signal,
      // ava ends its workers, and they their devices, before it ends itself.
      forceKillAfterDelay: 10_000,
    });
    return exitCode ?? 1;
  });
}

function findAva(): string {
  try {
    const main = createRequire(join(root, "package.json")).resolve("ava");
    return join(dirname(main), "cli.mjs");
  } catch (error) {
    throw new UsageError("device tests are reported through ava, which is not installed: npm install --save-dev ava", {
      code: "ENOENT",
      cause: error,
    });
  }
}

async function writeProject(project: string, files: readonly string[], options: SuiteOptions): Promise<void> {
  // A board runs one after the other.
  const atOnce = options.port === undefined ? concurrency : 1;
  const config = {
    files: ["suites/**"],
    extensions: ["mjs"],
    workerThreads: false,
    concurrency: atOnce,
    timeout: "10m",
  };
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module", private: true }));
  await writeFile(join(project, "ava.config.mjs"), `export default ${JSON.stringify(config)};\n`);
  const harness = pathToFileURL(join(root, "dist", "harness", "test", "index.js")).href;
  for (const file of files) {
    const wrapper = join(project, "suites", `${suiteName(file)}.test.mjs`);
    await mkdir(dirname(wrapper), { recursive: true });
    await writeFile(
      wrapper,
      `import { deviceTests } from ${JSON.stringify(harness)};\n` +
        `process.chdir(${JSON.stringify(process.cwd())});\n` +
        `await deviceTests(${JSON.stringify(file)}, ${JSON.stringify(options)});\n`,
    );
  }
}
