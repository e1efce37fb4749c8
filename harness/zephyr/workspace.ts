import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UsageError } from "../base/errors.ts";
import { root } from "../base/paths.js";
import { madeWorkspace } from "./data-folder.ts";
import { howToMakeWorkspace } from "./make-workspace.ts";

/** A west workspace: Zephyr and its modules. */
export interface Workspace {
  /** Where `.west` is. */
  readonly topdir: string;
  readonly zephyrBase: string;
  /** Zephyr's version, as in 3.7.1. */
  readonly version: string;
}

export interface WorkspaceQuery {
  /** What `--workspace` says. */
  readonly workspace?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** The Zephyr that the firmware is written for. */
const supported = /^3\.7\./;

/**
 * Finds the west workspace: `--workspace`, ZEPHYR_BASE, the `.west` folder upwards of the current folder and of this package, as
 * `west topdir` does, or the one that `async-io setup --zephyr` made.
 *
 * @throws UsageError `ENOENT`: there is none, or it lacks Zephyr; `ENOTSUP`: its Zephyr is of another version
 */
export function findWorkspace(query: WorkspaceQuery = {}): Workspace {
  const found = lookForWorkspace(query);
  if (found === undefined) {
    throw new UsageError(
      `--kernel zephyr needs a west workspace, and there is none: neither --workspace nor ZEPHYR_BASE is given, no folder above has .west, and \`setup --zephyr\` has made none; ${howToMakeWorkspace()}`,
      { code: "ENOENT" },
    );
  }
  return found;
}

/** As {@link findWorkspace}, but undefined where there is none. One that was named and is not usable is an error all the same. */
export function lookForWorkspace({
  workspace,
  env = process.env,
  cwd = process.cwd(),
}: WorkspaceQuery = {}): Workspace | undefined {
  if (workspace !== undefined) {
    return read(zephyrOf(resolve(cwd, workspace), `--workspace ${workspace}`), `--workspace ${workspace}`);
  }
  if (env.ZEPHYR_BASE) {
    return read(resolve(cwd, env.ZEPHYR_BASE), `ZEPHYR_BASE=${env.ZEPHYR_BASE}`);
  }
  const topdir = above(cwd) ?? above(root) ?? made(env);
  return topdir === undefined ? undefined : read(zephyrOf(topdir, topdir), topdir);
}

/** The workspace that `setup --zephyr` made, as long as it is there. */
function made(env: NodeJS.ProcessEnv): string | undefined {
  const folder = madeWorkspace(env);
  return folder !== undefined && existsSync(join(folder, ".west", "config")) ? folder : undefined;
}

/** The nearest folder with `.west/config`, this one included. */
function above(folder: string): string | undefined {
  if (existsSync(join(folder, ".west", "config"))) {
    return folder;
  }
  return dirname(folder) === folder ? undefined : above(dirname(folder));
}

/** Where a workspace has Zephyr: `zephyr.base` of its `.west/config`, and by default `zephyr`. A Zephyr tree itself will do too. */
function zephyrOf(folder: string, given: string): string {
  if (existsSync(join(folder, "VERSION")) && existsSync(join(folder, "Kconfig.zephyr"))) {
    return folder;
  }
  const topdir = above(folder);
  if (topdir === undefined) {
    throw new UsageError(`${given} is in no west workspace: it should hold .west and zephyr; ${howToMakeWorkspace()}`, {
      code: "ENOENT",
    });
  }
  const config = readFileSync(join(topdir, ".west", "config"), "utf8");
  const base = /^\[zephyr\][^[]*?^base\s*=\s*(.+)$/m.exec(config)?.[1]?.trim() ?? "zephyr";
  return join(topdir, base);
}

function read(zephyrBase: string, given: string): Workspace {
  const version = readVersion(zephyrBase);
  if (version === undefined) {
    throw new UsageError(
      `${given} leads to no Zephyr: ${zephyrBase} has no VERSION; run \`west update\` in the workspace`,
      { code: "ENOENT" },
    );
  }
  if (!supported.test(version)) {
    throw new UsageError(
      `${given} has Zephyr ${version}, and this firmware is written for Zephyr 3.7; make a workspace of its own: ${howToMakeWorkspace()}`,
      { code: "ENOTSUP" },
    );
  }
  return { topdir: above(zephyrBase) ?? dirname(zephyrBase), zephyrBase, version };
}

/** Reads `VERSION`, lines such as `PATCHLEVEL = 1`. */
function readVersion(zephyrBase: string): string | undefined {
  const file = join(zephyrBase, "VERSION");
  if (!existsSync(file)) {
    return undefined;
  }
  const text = readFileSync(file, "utf8");
  const part = (name: string) => new RegExp(`^${name}\\s*=\\s*(\\d+)`, "m").exec(text)?.[1] ?? "?";
  return [part("VERSION_MAJOR"), part("VERSION_MINOR"), part("PATCHLEVEL")].join(".");
}
