import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../harness/base/paths.js";
import { linkDeclared } from "./declared-path.ts";
import { filesFile, runVariable, skippedFile, tsxFolder } from "./run-folder.ts";

/** A run of ava: what its test files get, and what is known once they have ended. */
export interface SuiteRun {
  /** What the environment of test files has beside this process's. */
  readonly environment: Readonly<Record<string, string>>;
  /** Removes the run's folder. */
  conclude(): RunEnd;
}

/** What a run leaves to tell. */
export interface RunEnd {
  /** How many tests were skipped for want of each thing. */
  readonly skipped: Readonly<Record<string, number>>;
  /** A line for each file or folder that a test has left in its temporary folder. */
  readonly left: readonly string[];
}

/**
 * Prepares a run: a folder with links to the programs that are declared, which is PATH, and a temporary folder of its own. Names are
 * short, as paths of Unix sockets have 103 bytes on macOS.
 */
export async function openRun(env = process.env): Promise<SuiteRun> {
  const folder = mkdtempSync(join(tmpdir(), "aio-"));
  const [bin, temporary] = [join(folder, "bin"), join(folder, "t")];
  mkdirSync(bin);
  mkdirSync(temporary);
  linkTsxCache(temporary);
  await linkDeclared(bin, env);
  return {
    environment: {
      ...usualKernel(env),
      PATH: bin,
      TMPDIR: temporary,
      // npm would leave its cache of compiled code in the temporary folder, from Node 22 on.
      NODE_DISABLE_COMPILE_CACHE: "1",
      [runVariable]: folder,
    },
    conclude: () => {
      const end = { skipped: countSkipped(folder), left: findLeft(folder, temporary) };
      rmSync(folder, { recursive: true, force: true });
      return end;
    },
  };
}

/**
 * The kernel of tests that are about no kernel: the one that every machine has, whether or not a west workspace is found. `npm run test:zephyr` sets
 * the variables.
 */
function usualKernel({ AIO_KERNEL, AIO_BOARD }: NodeJS.ProcessEnv): Record<string, string> {
  return AIO_KERNEL || AIO_BOARD ? {} : { AIO_KERNEL: "freertos" };
}

/** Lets tsx, which caches in the temporary folder, keep its cache from run to run. */
export function linkTsxCache(folder: string): void {
  const cache = join(root, "build", "tsx");
  try {
    mkdirSync(cache, { recursive: true });
    symlinkSync(cache, join(folder, tsxFolder));
  } catch {
    // A package that cannot be written: tsx compiles again.
  }
}

function countSkipped(folder: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const thing of readLines<string>(join(folder, skippedFile))) {
    counts[thing] = (counts[thing] ?? 0) + 1;
  }
  return counts;
}

function findLeft(folder: string, temporary: string): string[] {
  const files = new Map(
    readLines<{ folder: string; file: string }>(join(folder, filesFile)).map(({ folder, file }) => [folder, file]),
  );
  return readdirSync(temporary).flatMap((name) => {
    const file = files.get(name);
    const entries = name === tsxFolder ? [] : file === undefined ? [name] : readdirSync(join(temporary, name));
    return entries
      .filter((entry) => entry !== tsxFolder)
      .map((entry) => `${file ?? "a test"} left ${entry} in the temporary folder`);
  });
}

function readLines<Value>(file: string): Value[] {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Value);
}
