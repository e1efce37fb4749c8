import type { Elf } from "../../base/elf.ts";
import type { GdbStub } from "./gdb-stub.ts";

const systick = 0xe000_e018;
/** FreeRTOS's clock is the second of the board's CMSDK timers, and counts down from 2^32 - 1. */
const wrap = 0xffff_ffff;

/** Reads cycles since the kernel's clock began, on a stopped machine. */
export type ReadCycles = (stub: GdbStub) => Promise<number>;

/**
 * How to read the clock of the firmware's kernel, by which programs measure time. It begins some time after power-on: with Zephyr,
 * when drivers are started. Good for the first minutes, and used once.
 *
 * @param timers where the board's CMSDK timers are
 */
export function kernelClock(elf: Elf, timers: readonly number[]): ReadCycles | undefined {
  const [cycles, load, overflow] = ["cycle_count", "last_load", "overflow_cyc"].map(
    (name) => elf.symbol(name)?.address,
  );
  const counter = timers[1];
  if (cycles !== undefined && load !== undefined && overflow !== undefined) {
    // Zephyr's driver of SysTick: what was counted until the timer was set last, and what has passed of that.
    return async (stub) => {
      const pieces = [cycles, load, overflow, systick].map((address) => ({ address, length: 4 }));
      const [counted = 0, reload = 0, wrapped = 0, left = 0] = (await stub.read(pieces)).map((bytes) =>
        bytes.readUInt32LE(0),
      );
      return counted + wrapped + reload - left;
    };
  }
  if (counter !== undefined) {
    return async (stub) => {
      const [value] = await stub.read([{ address: counter + 4, length: 4 }]);
      return wrap - (value?.readUInt32LE(0) ?? wrap);
    };
  }
  return undefined;
}
