import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../base/cache.ts";
import { isInstalledAt } from "../base/installed.ts";
import { root as packageRoot } from "../base/paths.js";
import type { Progress } from "../base/progress.ts";

/** What a step of the set-up works on. Tests give folders and an environment of their own. */
export interface SetupContext {
  /** The folder of the package. */
  readonly root: string;
  /** Where PATH, HOME and the proxies' settings come from. */
  readonly env: NodeJS.ProcessEnv;
  /** The user's number; 0 is root. */
  readonly uid: number;
  /** Whether somebody is there who can be asked for a password. */
  readonly interactive: boolean;
  readonly platform: NodeJS.Platform;
  /** The file that names the Linux distribution. */
  readonly osRelease: string;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** What every context but a test's has. */
export function defaultContext(): Omit<SetupContext, "progress" | "signal"> {
  return {
    root: packageRoot,
    env: process.env,
    uid: process.getuid?.() ?? -1,
    interactive: Boolean(process.stdin.isTTY && process.stderr.isTTY) && !process.env.CI,
    platform: process.platform,
    osRelease: "/etc/os-release",
  };
}

/** Where the set-up puts what it makes. */
export interface Places {
  /** Logs, locks and what is built. */
  readonly build: string;
  /** The C sources that Cargo.lock pins. */
  readonly vendor: string;
}

/** In a checkout: its own folders. A package that npm installed may be read-only, and is made anew by `npm ci`: the user's cache. */
export function placesOf(root: string): Places {
  const build = isInstalledAt(root) ? join(cacheFolder, "setup", versionOf(root)) : join(root, "build");
  return { build, vendor: join(isInstalledAt(root) ? build : root, "vendor") };
}

function versionOf(root: string): string {
  return (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;
}

/** The file that gets a command's whole output. */
export function logFile({ root }: Pick<SetupContext, "root">, name: string): string {
  return join(placesOf(root).build, "logs", `${name}.log`);
}
