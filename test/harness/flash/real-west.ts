import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findExecutable } from "../../../harness/find-executable.ts";
import type { WestCommand } from "../../../harness/flash/index.ts";
import { root } from "../../../harness/root.ts";

/** How west is run where it and a workspace are found, with pylink replaced; else undefined. */
export function findWest(): WestCommand | undefined {
  const { ZEPHYR_BASE } = process.env;
  const own = join(root, "build", "venv", "bin", "west");
  const command = existsSync(own) ? own : findExecutable("west");
  if (ZEPHYR_BASE === undefined || command === undefined) {
    return undefined;
  }
  return { command, args: [], env: { ...process.env, PYTHONPATH: fileURLToPath(new URL("stubs", import.meta.url)) } };
}
