import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { withLock } from "../bootstrap/lock.js";
import { isInstalled } from "../installed.ts";
import { root } from "../root.ts";
import { placesOf } from "../setup/context.ts";
import { explained } from "../setup/explained.ts";
import { ensureSetup } from "../setup/index.ts";
import { type Progress, terminalProgress } from "../setup/progress.ts";
import { findWorkspace } from "../zephyr/index.ts";
import { because } from "./because.ts";
import { findTools, hostCompiler } from "./build-tools.ts";
import { firmwares, locks, storeEntry, useEntry } from "./entries.ts";
import { firmwareKey } from "./firmware-key.ts";
import { freertosRecipe } from "./freertos.ts";
import { type BuildContext, build, isBuilt } from "./incremental.ts";
import { nameFragment, readConfig, writeFragment } from "./kconfig.ts";
import { fitPackaged, packagedFiles, packagedFolder } from "./packaged.ts";
import { type FirmwareChoice, firmwareFiles, outputs, type Recipe } from "./recipe.ts";
import { zephyrRecipe } from "./zephyr.ts";

export interface FirmwareOptions extends FirmwareChoice {
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
}

export interface Firmware {
  readonly elf: string;
  /** The folder with its files: the package's, one of the cache, or the build folder. */
  readonly dir: string;
  /** Every Kconfig option that is set, without CONFIG_, as text. */
  readonly config: Readonly<Record<string, string>>;
}

/** What this process has made sure of already. */
const known = new Map<string, Promise<Firmware>>();

/**
 * Gives the firmware of a request: the package's own where that is it, else the one that was built from the same sources and options
 * before, else it sets up what a build needs and builds. Once in a process for each firmware: further calls return what the first did.
 *
 * @throws UsageError `ENOENT`, `ENOTSUP`: the sources that it takes are not there, or of another version
 * @throws HarnessError `ENOENT`: what a build needs is not there; `EIO`: the build failed; the message has the compiler's words and the
 * log's path
 */
export function ensureFirmware(options: FirmwareOptions): Promise<Firmware> {
  const { workspace = "" } = options;
  const request = read(options);
  const once = `${request.folder}\0${workspace}`;
  const found = known.get(once);
  if (found !== undefined) {
    return found;
  }
  const built = ensure(options, request);
  known.set(once, built);
  built.catch(() => known.delete(once));
  return built;
}

/** What a request comes to. */
interface Request {
  /** The Kconfig options that differ from the board's. */
  readonly fragment: string;
  /** The name of the build folder. */
  readonly folder: string;
  /** For people. */
  readonly name: string;
}

function read({ kernel, engine, board, release = false, config = {} }: FirmwareOptions): Request {
  const overrides = writeFragment({ ...(release && { AIO_JS_SNAPSHOT: true }), ...config });
  const folder = [
    ...[kernel, engine, board],
    ...(release ? ["release"] : []),
    ...(Object.keys(config).length === 0 ? [] : [nameFragment(overrides)]),
  ].join("-");
  const differing = overrides.replaceAll("CONFIG_", "").trimEnd().replaceAll("\n", ", ");
  return {
    fragment: writeFragment({ [`AIO_ENGINE_${engine.toUpperCase()}`]: true }) + overrides,
    folder,
    name: `${board}, ${kernel}, ${engine}${differing === "" ? "" : ` with ${differing}`}`,
  };
}

async function ensure(options: FirmwareOptions, request: Request): Promise<Firmware> {
  const fit = fitPackaged(options);
  if (fit !== undefined && "config" in fit) {
    return { elf: join(packagedFolder, packagedFiles.elf), dir: packagedFolder, config: fit.config };
  }
  const isZephyr = options.kernel === "zephyr";
  if (isZephyr) {
    // What is wrong is said before anything is fetched.
    findWorkspace(options);
  }
  const found = await firmwareKey(options, request.fragment);
  if (found !== undefined && (await useEntry(join(firmwares, found)))) {
    return firmwareIn(join(firmwares, found), options);
  }
  const { signal } = options;
  const progress = await because(fit?.reason, options.progress ?? terminalProgress(), (told) =>
    ensureSetup({ progress: told, signal, qemu: false, zephyr: isZephyr }),
  );
  return explained(() => buildOnce(options, request, progress));
}

/** The cache, or this package, cannot be written. */
const unwritable = new Set<unknown>(["EROFS", "EACCES", "EPERM"]);

/** Builds, where no other process does or has meanwhile, and puts what was built into the cache. */
async function buildOnce(options: FirmwareOptions, request: Request, progress: Progress): Promise<Firmware> {
  const key = await firmwareKey(options, request.fragment);
  if (key === undefined) {
    return firmwareIn(await buildIn(options, request, progress, false), options);
  }
  const entry = join(firmwares, key);
  let folder: string | undefined;
  const fill = async () => {
    if (await useEntry(entry)) {
      folder = entry;
      return;
    }
    folder = await buildIn(options, request, progress, true);
    // A source that changed meanwhile is in this firmware or is not: nobody else may take it for either.
    if ((await firmwareKey(options, request.fragment)) === key) {
      await storeEntry(entry, request.name, folder, firmwareFiles[options.kernel]);
      await (isInstalled ? rm(folder, { recursive: true, force: true }) : undefined);
      folder = entry;
    }
  };
  await withLock(join(locks, key), { onWait: progress.say, signal: options.signal }, fill).catch((error) => {
    if (!unwritable.has(error.code)) {
      throw error;
    }
  });
  return firmwareIn(folder ?? (await buildIn(options, request, progress, false)), options);
}

/** Builds in the folder that this package has for such a firmware, and returns that. */
async function buildIn(
  options: FirmwareOptions,
  { folder, fragment, name }: Request,
  progress: Progress,
  isDue: boolean,
): Promise<string> {
  const { kernel, release, signal } = options;
  const tools = await findTools();
  const made = (kernel === "zephyr" ? zephyrRecipe : freertosRecipe)(options, tools);
  const recipe: Recipe = release ? { ...made, args: [...made.args, `-DAIO_HOST_CC=${await hostCompiler()}`] } : made;
  const dir = join(placesOf(root).build, "firmware", folder);
  const context: BuildContext = { name, dir, fragment, recipe, tools, isDue, progress, signal };
  await withLock(`${dir}.lock`, { onWait: progress.say, signal }, () => build(context)).catch((error) => {
    // Where nothing can be written nothing has changed either.
    if (!unwritable.has(error.code) || !isBuilt(context)) {
      throw error;
    }
  });
  return dir;
}

function firmwareIn(dir: string, { kernel }: FirmwareOptions): Firmware {
  const { elf, config } = outputs[kernel];
  return { elf: join(dir, elf), dir, config: readConfig(readFileSync(join(dir, config), "utf8")) };
}
