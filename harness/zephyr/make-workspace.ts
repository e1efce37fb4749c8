import { join, relative } from "node:path";
import { isInstalledAt } from "../installed.ts";
import { root as ownRoot } from "../root.ts";
import { quote } from "../shell.ts";

/**
 * Tells how a west workspace is made, for messages. A checkout is the manifest of its workspace; a package in node_modules must not be, as
 * west would make node_modules the workspace.
 */
export function howToMakeWorkspace(root = ownRoot, cwd = process.cwd()): string {
  if (!isInstalledAt(root)) {
    return `\`west init -l .\` and \`west update\` in ${root} make one (docs/zephyr.md)`;
  }
  const manifest = quote(relative(cwd, join(root, "west.yml")));
  const commands = [
    "mkdir -p workspace/async-io-ts",
    `cp ${manifest} workspace/async-io-ts`,
    "west init -l workspace/async-io-ts",
    "(cd workspace && west update)",
  ];
  return `\`${commands.join(" && ")}\` makes one, for \`--workspace workspace\` (docs/zephyr.md)`;
}
