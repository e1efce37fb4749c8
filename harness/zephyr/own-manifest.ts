import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of this package's manifest, in a workspace. */
export const manifest = "async-io-ts";

/** The folder of a workspace's manifest; undefined where the folder is no workspace. */
export function manifestOf(topdir: string): string | undefined {
  const config = join(topdir, ".west", "config");
  return existsSync(config) ? (/^path\s*=\s*(.+)$/m.exec(readFileSync(config, "utf8"))?.[1] ?? "").trim() : undefined;
}

/** Whether a workspace is of this package's manifest: one that `setup --zephyr` makes, or a checkout's. */
export function isOwn(topdir: string): boolean {
  return manifestOf(topdir) === manifest;
}
