import { existsSync, readFileSync } from "node:fs";
import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { isInstalled } from "../base/installed.ts";
import { withLock } from "../base/lock.js";
import { root } from "../base/paths.js";
import type { Progress } from "../base/progress.ts";
import { placesOf } from "../setup/context.ts";
import { findTools, hostCompiler } from "./build-tools.ts";
import { freertosRecipe } from "./freertos.ts";
import { type BuildContext, build, configure, isBuilt } from "./incremental.ts";
import { type Config, nameFragment, writeFragment } from "./kconfig.ts";
import { prune } from "./prune.ts";
import { type FirmwareChoice, outputs, type Recipe } from "./recipe.ts";
import { enginesHeap, isSameEngine, type Sizes, takeSizes, withSizes } from "./sizes.ts";
import { zephyrRecipe } from "./zephyr.ts";

/** A firmware that is to be built, and how. */
export interface FolderBuild {
  readonly options: FirmwareChoice & { readonly signal?: AbortSignal | undefined };
  /** For people. */
  readonly name: string;
  readonly progress: Progress;
  /** Whether something is known to have changed. */
  readonly isDue: boolean;
}

/** The cache, or this package, cannot be written. */
export const unwritable: ReadonlySet<unknown> = new Set(["EROFS", "EACCES", "EPERM"]);

/** Build folders that an installed package keeps, which a change of an option is quicker with. Each has about 40 MB. */
const keptFolders = 4;

/** What a choice is configured with: the whole Kconfig fragment, what of it is not the choice's own, and the name of its build folder. */
export function folderOf({ kernel, engine, board, release = false, config = {} }: FirmwareChoice): {
  readonly fragment: string;
  readonly overrides: string;
  readonly folder: string;
} {
  const overrides = writeFragment({ ...(release && { AIO_JS_SNAPSHOT: true }), ...config });
  return {
    fragment: writeFragment({ [`AIO_ENGINE_${engine.toUpperCase()}`]: true }) + overrides,
    overrides,
    folder: [
      ...[kernel, engine, board],
      ...(release ? ["release"] : []),
      ...(Object.keys(config).length === 0 ? [] : [nameFragment(overrides)]),
    ].join("-"),
  };
}

/** Builds in the folder that is for just these options, and returns it. */
export async function buildAlone(due: FolderBuild): Promise<string> {
  const context = await contextOf(due, due.options.config ?? {}, {});
  await locked(context, () => build(context)).catch((error) => {
    // Where nothing can be written nothing has changed either.
    if (!unwritable.has(error.code) || !isBuilt(context)) {
      throw error;
    }
  });
  return context.dir;
}

/**
 * Builds in a folder that firmwares with other sizes are built in too, so that what differs is compiled and linked, and no more.
 *
 * @param use takes what was built before the next one may change it: the folder, and those files that have another text than there
 */
export async function buildShared(
  due: FolderBuild,
  use: (dir: string, texts: Readonly<Record<string, string>>) => Promise<void>,
): Promise<void> {
  const { engine, kernel, config = {} } = due.options;
  const { sizes, rest } = takeSizes(config, kernel);
  const attempt = async (context: BuildContext) => {
    await configure(context);
    const { config: file } = outputs[kernel];
    const text = readFileSync(join(context.dir, file), "utf8");
    if (!isSameEngine(engine, text, sizes)) {
      return false;
    }
    await build(context);
    await use(context.dir, { [file]: withSizes(text, sizes) });
    return true;
  };
  const contexts = [rest, { ...rest, AIO_JS_HEAP_SIZE: enginesHeap(sizes) }];
  for (const each of contexts) {
    const context = await contextOf(due, each, sizes);
    if (await locked(context, () => attempt(context))) {
      break;
    }
  }
  if (isInstalled) {
    await prune(join(placesOf(root).build, "firmware"), keptFolders);
  }
}

async function locked<T>({ dir, progress, signal }: BuildContext, work: () => Promise<T>): Promise<T> {
  return withLock(`${dir}.lock`, { onWait: progress.say, signal }, async () => {
    const done = await work();
    const now = new Date();
    await (existsSync(dir) ? utimes(dir, now, now) : undefined);
    return done;
  });
}

async function contextOf({ options, name, progress, isDue }: FolderBuild, config: Config, sizes: Sizes) {
  const { kernel, release, signal } = options;
  const tools = await findTools();
  const made = (kernel === "zephyr" ? zephyrRecipe : freertosRecipe)(options, tools);
  const recipe: Recipe = release ? { ...made, args: [...made.args, `-DAIO_HOST_CC=${await hostCompiler()}`] } : made;
  const { fragment, folder } = folderOf({ ...options, config });
  const dir = join(placesOf(root).build, "firmware", folder);
  return { name, dir, fragment, sizes, recipe, tools, isDue, progress, signal } satisfies BuildContext;
}
