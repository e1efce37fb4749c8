import type { Engine, Kernel } from "../base/choices.ts";
import { decideDevice } from "../device/choose-device.ts";
import type { BootOptions } from "../device/options.ts";
import { note } from "./note.ts";

const kernelNames: Readonly<Record<Kernel, string>> = { freertos: "FreeRTOS", zephyr: "Zephyr" };
const engineNames: Readonly<Record<Engine, string>> = { jerryscript: "JerryScript", quickjs: "QuickJS-ng" };

/**
 * Says in one line which kernel and engine a command takes, and why, where neither an option nor a variable has asked for the kernel. A firmware
 * that is built already is what it is.
 *
 * @throws UsageError as `chooseDevice`
 */
export function tellChoice(options: BootOptions): void {
  if (options.firmware === undefined) {
    const { kernel, engine, reason } = decideDevice(options);
    if (reason !== undefined) {
      note(`${kernelNames[kernel]} with ${engineNames[engine]}: ${reason}`);
    }
  }
}
