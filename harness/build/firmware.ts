import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "../base/lock.js";
import { type Progress, terminalProgress } from "../base/progress.ts";
import { explained } from "../setup/explained.ts";
import { ensureSetup } from "../setup/index.ts";
import { findWorkspace } from "../zephyr/index.ts";
import { because } from "./because.ts";
import { buildAlone, buildShared, folderOf, unwritable } from "./build-folder.ts";
import { firmwares, locks, storeEntry, useEntry } from "./entries.ts";
import { firmwareKey } from "./firmware-key.ts";
import { readConfig } from "./kconfig.ts";
import { fitPackaged, packagedFiles, packagedFolder } from "./packaged.ts";
import { type FirmwareChoice, firmwareFiles, outputs } from "./recipe.ts";

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

function read(options: FirmwareOptions): Request {
  const { kernel, engine, board } = options;
  const { fragment, folder, overrides } = folderOf(options);
  const differing = overrides.replaceAll("CONFIG_", "").trimEnd().replaceAll("\n", ", ");
  return { fragment, folder, name: `${board}, ${kernel}, ${engine}${differing === "" ? "" : ` with ${differing}`}` };
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

/** Builds, where no other process does or has meanwhile, and puts what was built into the cache. */
async function buildOnce(options: FirmwareOptions, request: Request, progress: Progress): Promise<Firmware> {
  const { name } = request;
  const key = await firmwareKey(options, request.fragment);
  if (key === undefined) {
    return firmwareIn(await buildAlone({ options, name, progress, isDue: false }), options);
  }
  const entry = join(firmwares, key);
  let isStored = false;
  const store = async (dir: string, texts: Readonly<Record<string, string>>) => {
    // A source that changed meanwhile is in this firmware or is not: nobody else may take it for either.
    if ((await firmwareKey(options, request.fragment)) === key) {
      await storeEntry(entry, name, dir, firmwareFiles[options.kernel], texts);
      isStored = true;
    }
  };
  const fill = async () => {
    isStored = await useEntry(entry);
    await (isStored ? undefined : buildShared({ options, name, progress, isDue: true }, store));
  };
  await withLock(join(locks, key), { onWait: progress.say, signal: options.signal }, fill).catch((error) => {
    if (!unwritable.has(error.code)) {
      throw error;
    }
  });
  const dir = isStored ? entry : await buildAlone({ options, name, progress, isDue: false });
  return firmwareIn(dir, options);
}

function firmwareIn(dir: string, { kernel }: FirmwareOptions): Firmware {
  const { elf, config } = outputs[kernel];
  return { elf: join(dir, elf), dir, config: readConfig(readFileSync(join(dir, config), "utf8")) };
}
