import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../base/errors.ts";
import { checkGiven, type Rule, rules } from "../base/given.ts";
import type { Config } from "../build/kconfig.ts";
import { isConfig } from "./boot-rules.ts";

/** What a project's package.json says of its device: `"async-io": { "kernel": "zephyr", "config": { "AIO_MAX_TIMERS": 128 } }`. */
export interface Pinned {
  readonly kernel?: string;
  readonly engine?: string;
  readonly board?: string;
  readonly config?: Config;
}

/** What is pinned, with the path of the package.json. */
export interface PinnedChoice extends Pinned {
  readonly file: string;
}

const pinnedRules: Readonly<Record<keyof Pinned, Rule>> = {
  kernel: rules.name,
  engine: rules.name,
  board: rules.name,
  config: {
    fits: isConfig,
    expected: 'an object of Kconfig options, as in { "AIO_MAX_SOCKETS": 32 }: strings, numbers, true or false',
  },
};

/**
 * Reads `async-io` of the package.json that npm would take: the nearest one upwards. Undefined where that pins nothing.
 *
 * @throws UsageError `EINVAL` it is no JSON, or says something that does not exist
 */
export function readPinned(cwd = process.cwd()): PinnedChoice | undefined {
  const file = findPackage(cwd);
  const { "async-io": pinned } = file === undefined ? {} : parse(file);
  if (file === undefined || pinned === undefined) {
    return undefined;
  }
  checkGiven(`"async-io" in ${file}`, pinned, pinnedRules);
  return { ...(pinned as Pinned), file };
}

function findPackage(folder: string): string | undefined {
  const file = join(folder, "package.json");
  if (existsSync(file)) {
    return file;
  }
  return dirname(folder) === folder ? undefined : findPackage(dirname(folder));
}

function parse(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
