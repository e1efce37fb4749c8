import { execa } from "execa";
import type { Device } from "../../harness/device/device.ts";

/** The instructions' length in virtual time: QEMU's `-icount shift=5`. In nanoseconds. */
export const INSTRUCTION_NS = 32;
/** One of the clock that the firmware measures with, 25 MHz. In nanoseconds. */
const CYCLE_NS = 40;

/** Addresses of a firmware's symbols, by name. */
export async function symbolAddresses(elf: string): Promise<Map<string, number>> {
  const { stdout } = await execa("arm-none-eabi-nm", [elf]);
  const lines = stdout.matchAll(/^([\da-f]{8}) \w (\S+)$/gm);
  return new Map(Array.from(lines, ([, address = "", name = ""]) => [name, Number.parseInt(address, 16)]));
}

/**
 * Nanoseconds in which the device was not idle since it was switched on: `z_usage.busy` of firmware/freertos/src/usage.c, read from
 * outside. To be asked while it is idle.
 */
export async function busyTime(device: Device, symbols: ReadonlyMap<string, number>): Promise<number> {
  const address = symbols.get("z_usage");
  if (address === undefined) {
    throw new Error("the firmware does not measure how busy it is: CONFIG_SCHED_THREAD_USAGE_ALL");
  }
  const bytes = await device.readMemory(address, 8);
  return Number(bytes.readBigUInt64LE(0)) * CYCLE_NS;
}
