import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { root } from "../root.ts";

/**
 * Where the harness keeps what it can make again: `build/cache` in this package or, where that may not be written (a package
 * installed by somebody else), the user's own cache folder.
 */
export const cacheFolder =
  writable(join(root, "build", "cache")) ??
  join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "async-io-ts");

function writable(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return undefined;
  }
}
