import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { runCommand } from "../base/command.js";
import { UsageError } from "../base/errors.ts";
import { root } from "../base/paths.js";
import type { Progress } from "../base/progress.ts";
import { hashInputs, isStamped, writeStamp } from "../base/stamp.js";
import { placesOf } from "../setup/context.ts";
import { cmakeErrors, compilerErrors } from "./compiler-errors.ts";
import { kconfigFiles } from "./kconfig-files.ts";
import type { BuildTools, Recipe } from "./recipe.ts";
import { refusedOption } from "./refused-option.ts";
import { type Sizes, writeSizes } from "./sizes.ts";

/** The processors that one build uses at most. */
const jobs = "2";

/** A build folder, and what is to be built in it. */
export interface BuildContext {
  /** For people. */
  readonly name: string;
  readonly dir: string;
  readonly fragment: string;
  /** What `aio_sizes.h` has. */
  readonly sizes: Sizes;
  readonly recipe: Recipe;
  readonly tools: BuildTools;
  /** Whether something is known to have changed. */
  readonly isDue: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
}

/**
 * Builds in a folder what has changed there since the last time: CMake and ninja know. The folder is the caller's alone meanwhile.
 *
 * @throws UsageError Kconfig refuses an option; SetupError `EIO` the build failed
 */
export async function build(context: BuildContext): Promise<void> {
  const { name, dir, recipe, tools, progress, signal } = context;
  const configured = await configure(context);
  writeSizes(dir, context.sizes);
  const run = (detail: (line: string) => void) =>
    runCommand(tools.ninja, ["-C", dir, "-j", jobs], {
      title: "Building the firmware",
      log: logOf(dir, "build"),
      env: { ...process.env, ...recipe.ccache.env, ...recipe.env },
      advice: "Mend what the compiler names, then run the command again.",
      excerpt: compilerErrors,
      signal,
      onLine: detail,
    });
  // Where nothing has changed ninja says so in a moment, and there is nothing to show.
  const isNew = context.isDue || configured || !existsSync(join(dir, recipe.output.elf));
  await (isNew ? progress.during(`Firmware for ${name}`, run) : run(() => {}));
}

function logOf(dir: string, name: string): string {
  return join(placesOf(root).build, "logs", `firmware-${basename(dir)}-${name}.log`);
}

function readLog(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** What CMake is run with, and where it is noted that it has run with just that. */
function configuration({ dir, fragment, recipe, tools }: BuildContext) {
  const fragmentFile = join(dir, "overrides.conf");
  const args = [
    ...["-S", recipe.source, "-B", dir, "-G", "Ninja"],
    `-DCMAKE_MAKE_PROGRAM=${tools.ninja}`,
    ...recipe.args,
    `-DEXTRA_CONF_FILE=${fragmentFile}`,
  ];
  // PATH is the caller's, and npm's scripts have folders of their own on it; the tools that come from there are arguments.
  const env = Object.entries(recipe.env).flatMap(([name, value]) => (name === "PATH" ? [] : [value]));
  // Zephyr keeps the values that a folder has, and a default that changes is not one of them.
  const hash = hashInputs({ files: [...kconfigFiles], facts: [tools.cmake, ...args, ...env, fragment] });
  return { args, fragmentFile, stamp: join(dir, ".stamp"), hash };
}

/** Whether there is a firmware of these options, of whatever sources. */
export function isBuilt(context: BuildContext): boolean {
  const { stamp, hash } = configuration(context);
  return isStamped(stamp, hash) && existsSync(join(context.dir, context.recipe.output.elf));
}

/**
 * Runs CMake where it has not run with these options. CMake's own files notice every other change. Returns whether it ran.
 *
 * @throws as {@link build}
 */
export async function configure(context: BuildContext): Promise<boolean> {
  const { name, dir, fragment, recipe, tools, progress, signal } = context;
  const { args, fragmentFile, stamp, hash } = configuration(context);
  if (isStamped(stamp, hash) && existsSync(join(dir, "build.ninja"))) {
    return false;
  }
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  writeFileSync(fragmentFile, fragment);
  await progress
    .during(`Configuration of the firmware for ${name}`, (detail) =>
      runCommand(tools.cmake, [...args, ...recipe.ccache.args], {
        title: "Configuring the firmware",
        log: logOf(dir, "configure"),
        env: { ...process.env, ...recipe.ccache.env, ...recipe.env },
        advice: "Mend what CMake names, then run the command again.",
        excerpt: cmakeErrors,
        signal,
        onLine: detail,
      }),
    )
    .catch((error) => {
      rmSync(dir, { recursive: true, force: true });
      const refused = refusedOption(readLog(logOf(dir, "configure")));
      throw refused === undefined ? error : new UsageError(`--config: ${refused}`, { cause: error });
    });
  writeStamp(stamp, hash);
  return true;
}
