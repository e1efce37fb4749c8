import { ownCommand } from "../base/own-command.ts";
import { root as ownRoot } from "../base/paths.js";

/** Tells how a west workspace is made, for messages. */
export function howToMakeWorkspace(root = ownRoot, cwd?: string): string {
  return `\`${ownCommand("setup --zephyr", { root, ...(cwd !== undefined && { cwd }) })}\` makes one (docs/zephyr.md)`;
}
