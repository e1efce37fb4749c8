import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { namesIn } from "../base/look.ts";

/** What tells Zephyr's build of a toolchain. */
export interface Toolchain {
  readonly variant: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The toolchain for Zephyr: what ZEPHYR_TOOLCHAIN_VARIANT says, else the Zephyr SDK where Zephyr looks for one, else the compiler of
 * the system.
 *
 * @param compiler the path of arm-none-eabi-gcc
 */
export function chooseToolchain(compiler: string, env: NodeJS.ProcessEnv = process.env): Toolchain {
  const given = env.ZEPHYR_TOOLCHAIN_VARIANT;
  const gnuarmemb = { GNUARMEMB_TOOLCHAIN_PATH: env.GNUARMEMB_TOOLCHAIN_PATH ?? dirname(dirname(compiler)) };
  if (given) {
    return { variant: given, env: given === "gnuarmemb" ? gnuarmemb : {} };
  }
  return hasSdk(env)
    ? { variant: "zephyr", env: {} }
    : { variant: "gnuarmemb", env: { ZEPHYR_TOOLCHAIN_VARIANT: "gnuarmemb", ...gnuarmemb } };
}

/** Whether the Zephyr SDK is where its installer or Zephyr's documentation put it; the archive that it came in is none. */
function hasSdk(env: NodeJS.ProcessEnv): boolean {
  if (env.ZEPHYR_SDK_INSTALL_DIR) {
    return true;
  }
  const home = env.HOME ?? homedir();
  const folders = [home, join(home, ".local"), join(home, ".local/opt"), join(home, "bin"), "/opt", "/usr/local"];
  return folders.some((folder) =>
    namesIn(folder).some((name) => /^zephyr-sdk-\d/.test(name) && existsSync(join(folder, name, "sdk_version"))),
  );
}
