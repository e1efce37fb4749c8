import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

/** What decides where the cache is. */
export interface CachePlace {
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
  readonly home?: string;
}

/**
 * Where everything is kept that can be made again and that projects share: AIO_CACHE, else `async-io-ts` in the folder that the
 * system has for it. A relative XDG_CACHE_HOME is ignored, as the XDG Base Directory Specification wants.
 */
export function findCache({
  env = process.env,
  platform = process.platform,
  home = homedir(),
}: CachePlace = {}): string {
  return env.AIO_CACHE ? resolve(env.AIO_CACHE) : join(systemCache(env, platform, home), "async-io-ts");
}

function systemCache(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  if (platform === "win32") {
    return env.LOCALAPPDATA || join(home, "AppData", "Local");
  }
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) {
    return env.XDG_CACHE_HOME;
  }
  return platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
}

/** The cache of this process's user. */
export const cacheFolder: string = findCache();
