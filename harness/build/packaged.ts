import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isInstalled } from "../base/installed.ts";
import { root } from "../base/paths.js";
import { type Config, readConfig, writeFragment } from "./kconfig.ts";
import type { FirmwareChoice } from "./recipe.ts";

/** What the package contains beside its sources: one firmware, built by `prepack`. */
export const packagedChoice = { kernel: "freertos", engine: "quickjs", board: "mps2_an385" } as const;

/** Where it is, in the package. */
export const packagedFolder: string = join(root, "prebuilt", Object.values(packagedChoice).join("-"));

/** Its files, in that folder. */
export const packagedFiles = {
  elf: "firmware.elf",
  map: "firmware.map",
  config: ".config",
  licenses: "LICENSES",
} as const;

/** Whether a request can be met by the packaged firmware, and the reason where it cannot. */
export type Fit = { readonly config: Readonly<Record<string, string>> } | { readonly reason: string } | undefined;

/**
 * Compares a request with the firmware that the package contains. Undefined in a checkout, which builds its own: there the sources may
 * have changed since the package was made.
 */
export function fitPackaged(
  choice: FirmwareChoice,
  folder: string | undefined = isInstalled ? packagedFolder : undefined,
): Fit {
  if (folder === undefined || !existsSync(join(folder, packagedFiles.elf))) {
    return undefined;
  }
  const text = readFileSync(join(folder, packagedFiles.config), "utf8");
  const differences = [...differentChoices(choice), ...differentOptions(choice.config ?? {}, text)];
  return differences.length === 0
    ? { config: readConfig(text) }
    : {
        reason: `this needs a build, because ${differences.join(" and ")} ${differences.length === 1 ? "differs" : "differ"} from the firmware in the package`,
      };
}

function differentChoices(choice: FirmwareChoice): string[] {
  const names = ["kernel", "engine", "board"] as const;
  const different = names
    .filter((name) => choice[name] !== packagedChoice[name])
    .map((name) => `--${name} ${choice[name]}`);
  return choice.release ? [...different, "--release"] : different;
}

/** The options that the packaged firmware has otherwise; of one that it does not have at all, Kconfig has to say what is wrong. */
function differentOptions(config: Config, text: string): string[] {
  const lines = new Set(text.split("\n"));
  return writeFragment(config)
    .split("\n")
    .filter((line) => line !== "" && !lines.has(line) && !lines.has(line.replace(/^(\w+)=n$/, "# $1 is not set")))
    .map((line) => `--config ${line.replace(/^CONFIG_/, "")}`);
}
