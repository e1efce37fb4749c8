import { UsageError } from "./errors.ts";
import { nearest } from "./nearest.ts";

/** The kernels that the firmware can be built with. */
export const kernels = ["freertos", "zephyr"] as const;
/** A kernel that the firmware can be built with: `"freertos"` or `"zephyr"`. */
export type Kernel = (typeof kernels)[number];

/** The engines that the firmware can be built with. */
export const engines = ["quickjs", "jerryscript"] as const;
/** An engine that the firmware can be built with: `"quickjs"` or `"jerryscript"`. */
export type Engine = (typeof engines)[number];

/** When the device's clock moves: with the host's, or with the instructions that were executed. */
export const timeProfiles = ["real", "virtual"] as const;
/** When the device's clock moves: `"real"`, with the host's, or `"virtual"`, with the instructions that were executed. */
export type TimeProfile = (typeof timeProfiles)[number];

/**
 * Takes a name that must be one of a few.
 *
 * @param option what the user set, for the message: `--kernel`
 * @throws UsageError `EINVAL`, with the known names, and the one that was probably meant
 */
export function choose<Name extends string>(option: string, given: string, known: readonly Name[]): Name {
  const found = known.find((name) => name === given);
  if (found === undefined) {
    const near = nearest(given, known);
    const hint = near === undefined ? "" : `; did you mean ${near}?`;
    throw new UsageError(`${option} must be ${list(known)}, but ${JSON.stringify(given)} was given${hint}`);
  }
  return found;
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
