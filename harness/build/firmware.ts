import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { runCommand } from "../bootstrap/command.js";
import { withLock } from "../bootstrap/lock.js";
import { hashInputs, isStamped, writeStamp } from "../bootstrap/stamp.js";
import { UsageError } from "../errors.ts";
import { root } from "../root.ts";
import { inspect, requirePath, tools } from "../setup/checks/index.ts";
import { placesOf } from "../setup/context.ts";
import { explained } from "../setup/explained.ts";
import { ensureSetup } from "../setup/index.ts";
import { type Progress, terminalProgress } from "../setup/progress.ts";
import { findWorkspace } from "../zephyr/index.ts";
import { because } from "./because.ts";
import { cmakeErrors, compilerErrors } from "./compiler-errors.ts";
import { freertosRecipe } from "./freertos.ts";
import { nameFragment, readConfig, writeFragment } from "./kconfig.ts";
import { fitPackaged, packagedFiles, packagedFolder } from "./packaged.ts";
import type { BuildTools, FirmwareChoice, Recipe } from "./recipe.ts";
import { refusedOption } from "./refused-option.ts";
import { zephyrRecipe } from "./zephyr.ts";

export interface FirmwareOptions extends FirmwareChoice {
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
}

export interface Firmware {
  readonly elf: string;
  /** The build folder. */
  readonly dir: string;
  /** Every Kconfig option that is set, without CONFIG_, as text. */
  readonly config: Readonly<Record<string, string>>;
}

/** The processors that one build uses at most. */
const jobs = "2";
/** What this process has made sure of already. */
const known = new Map<string, Promise<Firmware>>();

/**
 * Sets up what a build needs, and builds the firmware where a source or an option has changed since the last time. Once in a
 * process for each firmware: further calls return what the first did.
 *
 * @throws UsageError `ENOENT`, `ENOTSUP`: the sources that it takes are not there, or of another version
 * @throws HarnessError `EIO`: the build failed; the message has the compiler's words and the log's path
 */
export function ensureFirmware(options: FirmwareOptions): Promise<Firmware> {
  const { kernel, engine, board, release = false, config = {}, workspace = "" } = options;
  const overrides = writeFragment({ ...(release && { AIO_JS_SNAPSHOT: true }), ...config });
  const fragment = writeFragment({ [`AIO_ENGINE_${engine.toUpperCase()}`]: true }) + overrides;
  const key = [
    ...[kernel, engine, board],
    ...(release ? ["release"] : []),
    ...(Object.keys(config).length === 0 ? [] : [nameFragment(overrides)]),
  ].join("-");
  const once = `${key}\0${workspace}`;
  const found = known.get(once);
  if (found !== undefined) {
    return found;
  }
  const built = ensure(options, key, fragment);
  known.set(once, built);
  built.catch(() => known.delete(once));
  return built;
}

async function ensure(options: FirmwareOptions, key: string, fragment: string): Promise<Firmware> {
  const { kernel, signal } = options;
  const fit = fitPackaged(options);
  if (fit !== undefined && "config" in fit) {
    return { elf: join(packagedFolder, packagedFiles.elf), dir: packagedFolder, config: fit.config };
  }
  const isZephyr = kernel === "zephyr";
  if (isZephyr) {
    // What is wrong is said before anything is fetched.
    findWorkspace(options);
  }
  const progress = await because(fit?.reason, options.progress ?? terminalProgress(), (progress) =>
    ensureSetup({ progress, signal, qemu: false, zephyr: isZephyr }),
  );
  const tools = await findTools();
  const made = (isZephyr ? zephyrRecipe : freertosRecipe)(options, tools);
  const recipe = options.release ? { ...made, args: [...made.args, `-DAIO_HOST_CC=${await hostCompiler()}`] } : made;
  const dir = join(placesOf(root).build, "firmware", key);
  const context: BuildContext = { name: describe(options, fragment), dir, fragment, recipe, tools, progress, signal };
  await explained(() => withLock(`${dir}.lock`, { onWait: progress.say, signal }, () => build(context))).catch(
    (error) => {
      // Where nothing can be written nothing has changed either.
      if (!unwritable.has(error.code) || !isBuilt(context)) {
        throw error;
      }
    },
  );
  return { elf: join(dir, recipe.elf), dir, config: readConfig(readFileSync(join(dir, recipe.config), "utf8")) };
}

const unwritable = new Set<unknown>(["EROFS", "EACCES", "EPERM"]);

interface BuildContext {
  /** For people. */
  readonly name: string;
  readonly dir: string;
  readonly fragment: string;
  readonly recipe: Recipe;
  readonly tools: BuildTools;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
}

async function build(context: BuildContext): Promise<void> {
  const { name, dir, recipe, tools, progress, signal } = context;
  const configured = await configure(context);
  const run = (detail: (line: string) => void) =>
    runCommand(tools.ninja, ["-C", dir, "-j", jobs], {
      title: "Building the firmware",
      log: logOf(dir, "build"),
      env: { ...process.env, ...recipe.env },
      advice: "Mend what the compiler names, then run the command again.",
      excerpt: compilerErrors,
      signal,
      onLine: detail,
    });
  // Where nothing has changed ninja says so in a moment, and there is nothing to show.
  const isNew = configured || !existsSync(join(dir, recipe.elf));
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
  const hash = hashInputs({ facts: [tools.cmake, ...args, ...env, fragment] });
  return { args, fragmentFile, stamp: join(dir, ".stamp"), hash };
}

/** Whether there is a firmware of these options, of whatever sources. */
function isBuilt(context: BuildContext): boolean {
  const { stamp, hash } = configuration(context);
  return isStamped(stamp, hash) && existsSync(join(context.dir, context.recipe.elf));
}

/** Runs CMake where it has not run with these options. CMake's own files notice every other change. */
async function configure(context: BuildContext): Promise<boolean> {
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
      runCommand(tools.cmake, args, {
        title: "Configuring the firmware",
        log: logOf(dir, "configure"),
        env: { ...process.env, ...recipe.env },
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

/** What tells one firmware from the others, for people. */
function describe({ kernel, engine, board }: FirmwareOptions, fragment: string): string {
  const [, ...options] = fragment.replaceAll("CONFIG_", "").trimEnd().split("\n");
  return `${board}, ${kernel}, ${engine}${options.length === 0 ? "" : ` with ${options.join(", ")}`}`;
}

/** What makes the tool for snapshots. */
async function hostCompiler(): Promise<string> {
  const { path, problem } = await inspect(tools.hostCompiler, { root, env: process.env });
  if (path === undefined || problem !== undefined) {
    const { apt } = tools.hostCompiler.packages;
    throw new UsageError(
      `--release needs this machine's own C compiler, which makes the tool for snapshots: cc is ${problem}; install it (apt: ${apt})`,
      { code: "ENOENT" },
    );
  }
  return path;
}

let foundTools: Promise<BuildTools> | undefined;

/** The paths of the build's tools; looked for once in a process. */
function findTools(): Promise<BuildTools> {
  foundTools ??= lookForTools();
  foundTools.catch(() => {
    foundTools = undefined;
  });
  return foundTools;
}

async function lookForTools(): Promise<BuildTools> {
  const context = { root, env: process.env };
  const [cmake, ninja, compiler] = await Promise.all([
    requirePath(tools.cmake, context),
    requirePath(tools.ninja, context),
    requirePath(tools.compiler, context),
  ]);
  return { cmake, ninja, compiler };
}
