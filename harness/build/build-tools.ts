import { UsageError } from "../base/errors.ts";
import { root } from "../base/paths.js";
import { inspect, requirePath, tools } from "../setup/checks/index.ts";
import type { BuildTools } from "./recipe.ts";

/** What makes the tool for snapshots. */
export async function hostCompiler(): Promise<string> {
  const { path, problem } = await inspect(tools.hostCompiler, { root, env: process.env });
  if (path === undefined || problem !== undefined) {
    const { apt } = tools.hostCompiler.packages;
    throw new UsageError(
      `--release needs this machine's own C compiler, which makes the tool for snapshots: cc is ${problem}; install it (apt: ${apt})`,
      { code: "ENOENT" },
    );
  }
  return path;
}

let foundTools: Promise<BuildTools> | undefined;

/** The paths of the build's tools; looked for once in a process. */
export function findTools(): Promise<BuildTools> {
  foundTools ??= lookForTools();
  foundTools.catch(() => {
    foundTools = undefined;
  });
  return foundTools;
}

async function lookForTools(): Promise<BuildTools> {
  const context = { root, env: process.env };
  const [cmake, ninja, compiler] = await Promise.all([
    requirePath(tools.cmake, context),
    requirePath(tools.ninja, context),
    requirePath(tools.compiler, context),
  ]);
  return { cmake, ninja, compiler };
}
