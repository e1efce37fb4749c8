import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";

/** What decides where a user's data is. */
export interface DataPlace {
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
}

/**
 * The folder for what is fetched once and not thrown away: `async-io-ts` in the one that the system has for data. A relative XDG_DATA_HOME
 * is ignored, as the XDG Base Directory Specification wants. Undefined where the environment names no home.
 */
export function dataFolder({ env = process.env, platform = process.platform }: DataPlace = {}): string | undefined {
  const folder = systemData(env, platform);
  return folder === undefined ? undefined : join(folder, "async-io-ts");
}

function systemData(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  const { HOME: home, XDG_DATA_HOME: xdg, LOCALAPPDATA: local } = env;
  if (platform === "win32") {
    return local || undefined;
  }
  if (xdg && isAbsolute(xdg)) {
    return xdg;
  }
  return home
    ? join(home, ...(platform === "darwin" ? ["Library", "Application Support"] : [".local", "share"]))
    : undefined;
}

/** The workspace that `async-io setup --zephyr` made last; whether it is still there is not looked at. */
export function madeWorkspace(env = process.env): string | undefined {
  const folder = dataFolder({ env });
  try {
    return folder && readFileSync(join(folder, "workspace"), "utf8").trim();
  } catch {
    return undefined;
  }
}

/** Writes down which workspace was made, for {@link madeWorkspace}. */
export function noteWorkspace(topdir: string, env = process.env): void {
  const folder = dataFolder({ env });
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "workspace"), `${topdir}\n`);
  }
}
