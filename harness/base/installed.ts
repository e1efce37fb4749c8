import { sep } from "node:path";
import { root } from "./paths.js";

/** Whether this is a package that npm installed, whose folder is npm's and may be read-only; otherwise it is a checkout. */
export const isInstalled: boolean = isInstalledAt(root);

/** As {@link isInstalled}, of a package in any folder. */
export function isInstalledAt(folder: string): boolean {
  return folder.split(sep).includes("node_modules");
}
