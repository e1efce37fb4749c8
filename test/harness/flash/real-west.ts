import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findExecutable } from "../../../harness/base/find-executable.ts";
import { lookForWorkspace, type WestCommand, west } from "../../../harness/zephyr/index.ts";

/** How west is run where it and a workspace are found, with pylink replaced; else undefined. */
export function findWest(): WestCommand | undefined {
  const workspace = lookForWorkspace();
  const own = workspace && west(workspace);
  const elsewhere = findExecutable("west");
  if (own === undefined || !(existsSync(own.command) || elsewhere)) {
    return undefined;
  }
  const found = existsSync(own.command) || elsewhere === undefined ? own : { ...own, command: elsewhere, args: [] };
  return { ...found, env: { ...found.env, PYTHONPATH: fileURLToPath(new URL("stubs", import.meta.url)) } };
}
