import { realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findExecutable } from "./find-executable.ts";
import { isInstalledAt } from "./installed.ts";
import { root as ownRoot } from "./paths.js";

/** From where this package is called. */
export interface Caller {
  /** The folder in which the command will be typed; the current one by default. */
  readonly cwd?: string;
  /** PATH there. */
  readonly path?: string | undefined;
  /** The folder of this package. */
  readonly root?: string;
}

/**
 * A command of async-io as it is typed there: `npm run -s async-io -- run` in a checkout, `async-io run` where that is on PATH, as in the
 * container image, and `npx async-io run` in a project.
 *
 * @param words what follows `async-io`
 */
export function ownCommand(words: string, caller: Caller = {}): string {
  const { path = process.env.PATH, root = ownRoot } = caller;
  if (isInCheckout(caller)) {
    return `npm run -s async-io -- ${words}`;
  }
  return `${isOnPath(path ?? "", root) ? "" : "npx "}async-io ${words}`;
}

/** The command that installs what a build needs. A package has no script for it: its first build does that. */
export function setUpCommand(caller: Caller = {}): string {
  return isInCheckout(caller) ? "npm run setup" : ownCommand("build", caller);
}

/** Whether that is the folder of a checkout, whose package.json has the scripts. */
function isInCheckout({ cwd = process.env.AIO_TEST_CWD ?? process.cwd(), root = ownRoot }: Caller): boolean {
  return cwd === root && !isInstalledAt(root);
}

/** npm and npx put a project's own folder of commands on PATH, where a terminal does not have it. */
function isOnPath(path: string, root: string): boolean {
  const folders = path.split(delimiter).filter((folder) => !/[\\/]node_modules[\\/]\.bin$/.test(folder));
  const found = findExecutable("async-io", folders.join(delimiter));
  return found !== undefined && realpathSync(found) === realpathSync(join(root, "bin", "async-io.js"));
}
