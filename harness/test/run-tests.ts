import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { execa } from "execa";
import { matchVariable } from "../ava/select.ts";
import { UsageError } from "../base/errors.ts";
import { root } from "../base/paths.js";
import { withTemporaryFolder } from "../base/temporary-folder.ts";
import { inputsVariable } from "../build/recorded-inputs.ts";
import type { SharedOptions } from "../device/shared-options.ts";
import { dieWithParent } from "../machine/qemu/process.ts";
import { type AvaPlan, planVariable } from "./ava-plan.ts";
import { serveSlots } from "./slot-server.ts";

export interface TestRunOptions {
  /** What devices are booted with, where a test does not say otherwise. */
  boot: SharedOptions;
  /** Patterns of titles; none: all tests. */
  match: readonly string[];
  /** Whether ava's output is TAP. */
  tap: boolean;
  junit?: string | undefined;
  seed?: number | undefined;
  /** A folder into which the tests write what their programs are made of. */
  inputs?: string | undefined;
}

/** Ava is run in a process of its own, compiled: the tests' processes import what they are made of. */
const compiled = join(root, "dist", "harness", "test");

/**
 * Runs test files through ava. As many tests run at a time as there are processors, whatever file they are in.
 *
 * @returns 0: all passed; 1: one failed; 64: none matches
 * @throws UsageError `ENOENT` ava is not installed
 */
export async function runTests(
  files: readonly string[],
  options: TestRunOptions,
  signal: AbortSignal,
): Promise<number> {
  const project = findProject();
  const ava = findAva(project);
  // A board runs one after the other.
  const atOnce = options.boot.port === undefined ? availableParallelism() : 1;
  const plan: AvaPlan = {
    files: files.map((file) => escapePattern(relative(project, file))),
    concurrency: atOnce,
    junit: options.junit === undefined ? undefined : resolve(options.junit),
  };
  // That there can be no temporary files would end ava, and then each device.
  await withTemporaryFolder(async () => {});
  const { server, port } = await serveSlots(atOnce);
  const [program, ...args] = [
    ...dieWithParent(),
    process.execPath,
    join(compiled, "ava-main.js"),
    ava,
    ...["--config", join(compiled, "ava-config.js")],
    ...(options.tap ? ["--tap"] : []),
    ...options.match.flatMap((pattern) => ["--match", pattern]),
  ];
  const { exitCode } = await execa(program as string, args, {
    cwd: project,
    stdio: ["ignore", "inherit", "inherit"],
    env: environment(options, plan, port),
    reject: false,
    cancelSignal: signal,
    // As Ctrl-C: of that ava ends its workers, and with them their devices, before it ends itself.
    killSignal: "SIGINT",
    forceKillAfterDelay: 10_000,
  });
  server.close();
  return exitCode ?? 1;
}

function environment(
  { boot, seed, match, inputs }: TestRunOptions,
  plan: AvaPlan,
  slots: number,
): Record<string, string> {
  return {
    [planVariable]: JSON.stringify(plan),
    AIO_TEST_SLOTS: String(slots),
    AIO_TEST_OPTIONS: JSON.stringify(boot),
    AIO_TEST_CWD: process.cwd(),
    [matchVariable]: JSON.stringify(match),
    ...(inputs !== undefined && { [inputsVariable]: inputs }),
    ...(seed !== undefined && { AIO_SEED: String(seed) }),
  };
}

/** As ava finds it: the folder of package.json, upwards; without one, the current folder. */
function findProject(): string {
  const start = process.cwd();
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) {
      return folder;
    }
    if (dirname(folder) === folder) {
      return start;
    }
  }
}

/** The project's own, which its test files import; else the one beside this package. */
function findAva(project: string): string {
  for (const folder of [project, root]) {
    try {
      return join(dirname(createRequire(join(folder, "package.json")).resolve("ava")), "cli.mjs");
    } catch {
      // The next one.
    }
  }
  throw new UsageError("tests are reported through ava, which is not installed: npm install --save-dev ava", {
    code: "ENOENT",
  });
}

/** A path as a pattern that matches it alone. */
function escapePattern(path: string): string {
  return path.replaceAll(/[\\*?[\]{}()!+@|]/g, "\\$&");
}
