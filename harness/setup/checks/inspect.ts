import { readlinkSync } from "node:fs";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { isExecutable } from "../../base/find-executable.ts";
import type { SetupContext } from "../context.ts";
import type { Finding, Tool } from "./tool.ts";
import { isAtLeast } from "./version.ts";

/** How long a tool may take to tell its version, in milliseconds. */
const patience = 20_000;

/** Looks for a tool wherever it may be; the first that will do is taken. Where none will, the finding is about the first one. */
export async function inspect(tool: Tool, context: Pick<SetupContext, "env" | "root">): Promise<Finding> {
  let first: Finding | undefined;
  for (const path of candidates(tool, context)) {
    const finding = await probe(tool, path, context.env);
    if (finding.problem === undefined) {
      return finding;
    }
    first ??= finding;
  }
  return first ?? { tool, problem: "not found" };
}

/** The path of a tool that is known to be there. */
export async function requirePath(tool: Tool, context: Pick<SetupContext, "env" | "root">): Promise<string> {
  const { path, problem } = await inspect(tool, context);
  if (path === undefined || problem !== undefined) {
    throw new Error(`${tool.name} should have been set up by now, but is ${problem}`);
  }
  return path;
}

function candidates(tool: Tool, { env, root }: Pick<SetupContext, "env" | "root">): string[] {
  const named = tool.setting === undefined ? undefined : env[tool.setting];
  if (named) {
    return [named];
  }
  const folders = [...(tool.folders?.(env, root) ?? []), ...(env.PATH ?? "").split(delimiter).filter(Boolean)];
  const paths = tool.commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...new Set(paths.filter(isExecutable).map(followNamesakes))];
}

/**
 * Follows links to a program of the same name: firmware that was built with a tool is not built again where PATH leads to it by another
 * way. A link to another name is a program that asks how it was called, as ccache does.
 */
function followNamesakes(path: string): string {
  try {
    const target = resolve(dirname(path), readlinkSync(path));
    return basename(target) === basename(path) ? followNamesakes(target) : path;
  } catch {
    return path;
  }
}

async function probe(tool: Tool, path: string, env: NodeJS.ProcessEnv): Promise<Finding> {
  const {
    stdout = "",
    failed,
    shortMessage,
  } = await execa(path, tool.probe, {
    env: { ...env, LC_ALL: "C" },
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    timeout: patience,
  });
  const answer = tool.answer.exec(stdout);
  if (failed || answer === null) {
    return { tool, path, problem: failed ? `does not work: ${shortMessage?.split("\n")[0]}` : "incomplete" };
  }
  const version = answer[1];
  if (tool.minimum !== undefined && version !== undefined && !isAtLeast(version, tool.minimum)) {
    return { tool, path, version, problem: `too old: ${version}, needed is ${tool.minimum} or newer` };
  }
  return version === undefined ? { tool, path } : { tool, path, version };
}
