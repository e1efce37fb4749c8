import { realpathSync } from "node:fs";
import { findExecutable } from "../base/find-executable.ts";
import { root } from "../base/paths.js";

/** How a build uses ccache, where it is installed. What is built is the same without it. */
export interface Ccache {
  /** CMake's arguments. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Makes a build find what another checkout has compiled: paths in this package count from its folder, and the folder that the compiler
 * runs in does not count. The user's own settings come first.
 *
 * @param launch whether CMake has to be told of ccache; Zephyr's build looks for it by itself
 */
export function useCcache({ launch }: { readonly launch: boolean }, env = process.env): Ccache {
  const found = findExecutable("ccache", env.PATH);
  if (found === undefined) {
    return { args: [], env: {} };
  }
  const isTold = !launch || Boolean(env.CMAKE_C_COMPILER_LAUNCHER);
  return {
    // PATH may be of links that are gone when CMake's files are used again.
    args: isTold ? [] : [`-DCMAKE_C_COMPILER_LAUNCHER=${realpathSync(found)}`],
    env: { CCACHE_BASEDIR: env.CCACHE_BASEDIR ?? root, CCACHE_NOHASHDIR: env.CCACHE_NOHASHDIR ?? "1" },
  };
}
