import { basename, dirname, resolve } from "node:path";
import { ensureFirmware } from "../build/firmware.ts";
import type { Choices } from "./options.ts";
import { type Builtin, checkTypes } from "./program.ts";

/** A firmware that is built. */
export interface Prepared {
  readonly elf: string;
  /** The folder that it was built in. */
  readonly dir: string;
}

/** Checks the program's types and builds the firmware, at once; where one fails the other is given up. */
export async function prepare(program: string | Builtin, choices: Choices): Promise<Prepared> {
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(choices.signal === undefined ? [] : [choices.signal])]);
  const [, firmware] = await Promise.all([
    choices.typecheck ? checkTypes(program, signal) : undefined,
    choices.firmware === undefined ? ensureFirmware({ ...choices, signal }) : builtBefore(choices.firmware),
  ]).catch((error) => {
    failed.abort(error);
    throw error;
  });
  return firmware;
}

/** Zephyr's build has `zephyr/zephyr.elf` in its folder, the stand-in's `firmware.elf`. */
function builtBefore(elf: string): Prepared {
  const folder = dirname(resolve(elf));
  return { elf, dir: basename(folder) === "zephyr" ? dirname(folder) : folder };
}
