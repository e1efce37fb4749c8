import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { runCommand } from "../bootstrap/command.js";
import { withLock } from "../bootstrap/lock.js";
import { hashInputs, isStamped, writeStamp } from "../bootstrap/stamp.js";
import type { Engine, Kernel } from "../choices.ts";
import { UsageError } from "../errors.ts";
import { root } from "../root.ts";
import { requirePath, tools } from "../setup/checks/index.ts";
import { explained } from "../setup/explained.ts";
import { ensureSetup } from "../setup/index.ts";
import { type Progress, terminalProgress } from "../setup/progress.ts";
import { venvPython } from "../setup/steps/python.ts";
import { cmakeErrors, compilerErrors } from "./compiler-errors.ts";
import { type Config, nameFragment, readConfig, writeFragment } from "./kconfig.ts";

export interface FirmwareOptions {
  readonly kernel: Kernel;
  readonly engine: Engine;
  readonly board: string;
  /** Kconfig options that differ from the board's. A firmware is built for each set of them. */
  readonly config?: Config;
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
 * @throws UsageError `ENOTSUP`: this kernel has no such engine
 * @throws HarnessError `EIO`: the build failed; the message has the compiler's words and the log's path
 */
export function ensureFirmware(options: FirmwareOptions): Promise<Firmware> {
  const { kernel, engine, board, config = {} } = options;
  const fragment = writeFragment(config);
  const key = [kernel, engine, board, ...(fragment === "" ? [] : [nameFragment(fragment)])].join("-");
  const found = known.get(key);
  if (found !== undefined) {
    return found;
  }
  const built = ensure(options, key, fragment);
  known.set(key, built);
  built.catch(() => known.delete(key));
  return built;
}

async function ensure(options: FirmwareOptions, key: string, fragment: string): Promise<Firmware> {
  const { kernel, engine, progress = terminalProgress(), signal } = options;
  if (kernel !== "freertos" || engine !== "quickjs") {
    throw new UsageError(
      `the firmware is built here with --kernel freertos --engine quickjs only, not with ${kernel} and ${engine}`,
      { code: "ENOTSUP" },
    );
  }
  await ensureSetup({ progress, signal });
  const dir = join(root, "build", "firmware", key);
  await explained(() => withLock(`${dir}.lock`, { onWait: progress.say, signal }, () => build(options, dir, fragment)));
  return { elf: join(dir, "firmware.elf"), dir, config: readConfig(readFileSync(join(dir, ".config"), "utf8")) };
}

async function build(options: FirmwareOptions, dir: string, fragment: string): Promise<void> {
  const { board, progress = terminalProgress(), signal } = options;
  const log = (name: string) => join(root, "build", "logs", `firmware-${basename(dir)}-${name}.log`);
  const ninja = (await findTools()).ninja;
  const configured = await configure(dir, board, fragment, { progress, signal, log: log("configure") });
  const run = (detail: (line: string) => void) =>
    runCommand(ninja, ["-C", dir, "-j", jobs], {
      title: "Building the firmware",
      log: log("build"),
      advice: "Mend what the compiler names, then run the command again.",
      excerpt: compilerErrors,
      signal,
      onLine: detail,
    });
  // Where nothing has changed ninja says so in a moment, and there is nothing to show.
  const isNew = configured || !existsSync(join(dir, "firmware.elf"));
  await (isNew ? progress.during(`Firmware for ${describe(board, fragment)}`, run) : run(() => {}));
}

/** Runs CMake where it has not run with these options. CMake's own files notice every other change. */
async function configure(
  dir: string,
  board: string,
  fragment: string,
  { progress, signal, log }: { progress: Progress; signal: AbortSignal | undefined; log: string },
): Promise<boolean> {
  const { cmake, ninja, compiler } = await findTools();
  const fragmentFile = join(dir, "overrides.conf");
  const args = [
    ...["-S", join(root, "firmware", "freertos"), "-B", dir, "-G", "Ninja"],
    `-DCMAKE_MAKE_PROGRAM=${ninja}`,
    `-DAIO_TOOLCHAIN_PREFIX=${compiler.replace(/gcc$/, "")}`,
    `-DAIO_BOARD=${board}`,
    `-DAIO_VENDOR=${join(root, "vendor")}`,
    `-DAIO_PYTHON=${venvPython(root)}`,
    `-DEXTRA_CONF_FILE=${fragment === "" ? "" : fragmentFile}`,
  ];
  const stamp = join(dir, ".stamp");
  const hash = hashInputs({ facts: [cmake, ...args, fragment] });
  if (isStamped(stamp, hash) && existsSync(join(dir, "build.ninja"))) {
    return false;
  }
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  writeFileSync(fragmentFile, fragment);
  await progress
    .during(`Configuration of the firmware for ${describe(board, fragment)}`, (detail) =>
      runCommand(cmake, args, {
        title: "Configuring the firmware",
        log,
        advice: "Mend what CMake names, then run the command again.",
        excerpt: cmakeErrors,
        signal,
        onLine: detail,
      }),
    )
    .catch((error) => {
      rmSync(dir, { recursive: true, force: true });
      throw error;
    });
  writeStamp(stamp, hash);
  return true;
}

/** What tells one firmware from the others, for people. */
function describe(board: string, fragment: string): string {
  const options = fragment.replaceAll("CONFIG_", "").trimEnd().replaceAll("\n", ", ");
  return options === "" ? board : `${board} with ${options}`;
}

interface Tools {
  readonly cmake: string;
  readonly ninja: string;
  readonly compiler: string;
}

let foundTools: Promise<Tools> | undefined;

/** The paths of the build's tools; looked for once in a process. */
function findTools(): Promise<Tools> {
  foundTools ??= lookForTools();
  foundTools.catch(() => {
    foundTools = undefined;
  });
  return foundTools;
}

async function lookForTools(): Promise<Tools> {
  const context = { root, env: process.env };
  const [cmake, ninja, compiler] = await Promise.all([
    requirePath(tools.cmake, context),
    requirePath(tools.ninja, context),
    requirePath(tools.compiler, context),
  ]);
  return { cmake, ninja, compiler };
}
