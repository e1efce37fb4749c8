import { root } from "../base/paths.js";
import { zephyrPython } from "../setup/steps/python.ts";
import type { Workspace } from "./workspace.ts";

/** A command and the environment that it needs. */
export interface WestCommand {
  readonly command: string;
  /** To be put before west's own arguments. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** How west is run in a workspace: the one that `ensureSetup({ zephyr: true })` installs. */
export function west(workspace: Workspace): WestCommand {
  return { command: zephyrPython(root), args: ["-m", "west"], env: workspaceEnvironment(workspace) };
}

/** The environment of whatever works in a workspace. */
export function workspaceEnvironment(workspace: Workspace): NodeJS.ProcessEnv {
  return { ...process.env, ZEPHYR_BASE: workspace.zephyrBase };
}
