import { join } from "node:path";
import { root as packageRoot } from "../root.ts";
import type { Progress } from "./progress.ts";

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

/** The file that gets a command's whole output. */
export function logFile({ root }: Pick<SetupContext, "root">, name: string): string {
  return join(root, "build", "logs", `${name}.log`);
}
