import { closeSync, openSync, readSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { findExecutable } from "../../harness/base/find-executable.ts";
import { root } from "../../harness/base/paths.js";
import { quote } from "../../harness/base/shell.ts";
import { inspect, optionalTools, type Tool, tools } from "../../harness/setup/checks/index.ts";
import { baseSystem } from "./base-system.ts";

/**
 * Fills a folder with links to the programs that the suite may call by name: the tools that `harness/setup/checks` declares, Node with
 * npm, and the base system. With that folder as PATH, a test that calls another program fails on every machine.
 */
export async function linkDeclared(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const path = [dirname(process.execPath), env.PATH].join(delimiter);
  const found = await Promise.all(Object.values(tools).map((tool) => inspect(tool, { env, root })));
  link(process.execPath, join(folder, "node"));
  const brought = found.flatMap(({ tool }) => tool.brings ?? []);
  const optional = Object.values(optionalTools).flatMap(({ commands }) => commands);
  for (const name of ["npm", "npx", ...brought, ...optional, ...baseSystem]) {
    link(findExecutable(name, path), join(folder, name));
  }
  await Promise.all(found.map(({ tool, path }) => path && linkTool(tool, path, folder, env)));
}

/** Version managers put scripts on PATH that look for further programs there: one that fails without them keeps the whole PATH. */
async function linkTool(tool: Tool, path: string, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const place = join(folder, basename(path));
  link(path, place);
  if (isScript(path) && (await inspect(tool, { env: { ...env, PATH: folder }, root })).problem !== undefined) {
    rmSync(place);
    writeFileSync(place, `#!/bin/sh\nPATH=${quote(env.PATH ?? "")} exec ${quote(path)} "$@"\n`, { mode: 0o755 });
  }
}

function isScript(path: string): boolean {
  const file = openSync(path, "r");
  const start = Buffer.alloc(2);
  readSync(file, start);
  closeSync(file);
  return start.toString() === "#!";
}

function link(target: string | undefined, path: string): void {
  try {
    if (target !== undefined) {
      symlinkSync(target, path);
    }
  } catch (error) {
    // Two tools may be one program.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
  }
}
