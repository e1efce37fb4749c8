import { basename, dirname, resolve } from "node:path";
import { Elf } from "../base/elf.ts";
import { UsageError } from "../base/errors.ts";
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

/** What has a scheme (`data:`) is no file: whatever takes QEMU's place reads it. */
export function isPath(firmware: string): boolean {
  return !/^\w+:/.test(firmware);
}

/**
 * Zephyr's build has `zephyr/zephyr.elf` in its folder, FreeRTOS's `firmware.elf`.
 *
 * @throws UsageError it cannot be read, or is no firmware
 */
async function builtBefore(elf: string): Promise<Prepared> {
  const looked = isPath(elf) ? Elf.read(elf) : Promise.resolve();
  await looked.catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "ENOENT" ? "there is no such file" : error.message;
    throw new UsageError(`--firmware ${elf} cannot be taken: ${reason}`, { code: error.code, cause: error });
  });
  const folder = dirname(resolve(elf));
  return { elf, dir: basename(folder) === "zephyr" ? dirname(folder) : folder };
}
