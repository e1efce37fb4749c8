import type { Device } from "../../harness/device/device.ts";
import { type Symbols, symbol } from "./symbols.ts";

/** The instructions' length in virtual time: QEMU's `-icount shift=5`. In nanoseconds. */
export const INSTRUCTION_NS = 32;
/** One of the clock that the firmware measures with, 25 MHz. In nanoseconds. */
const CYCLE_NS = 40;

/**
 * Nanoseconds in which the device was not idle since it was switched on: `z_usage.busy` of firmware/ports/freertos/src/usage.c or of
 * bench/c/idle_usage.c, read from outside. To be asked while it is idle.
 */
export async function busyTime(device: Device, symbols: Symbols): Promise<number> {
  const bytes = await device.readMemory(symbol(symbols, "z_usage").address, 8);
  return Number(bytes.readBigUInt64LE(0)) * CYCLE_NS;
}
