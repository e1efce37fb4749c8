import { Elf } from "../base/elf.ts";
import { readLayout } from "./layout.ts";
import type { ReadMemory } from "./memory.ts";
import { type Registers, readThreads, type ThreadState } from "./threads.ts";
import { readSockets, readTimers, type SocketState } from "./waits.ts";

/** What is read of a device from outside. */
export interface Inspected {
  readonly threads: readonly ThreadState[];
  /** Microseconds since boot, the earliest first. */
  readonly timers: readonly number[];
  readonly sockets: readonly SocketState[];
}

/**
 * Looks into a device's memory: what its threads do, which timers are set, which sockets are waited for. Undefined where its firmware
 * does not say where that is.
 */
export async function inspect(
  firmware: string,
  read: ReadMemory,
  registers: Registers | undefined,
): Promise<Inspected | undefined> {
  const elf = await Elf.read(firmware);
  const layout = readLayout(elf);
  if (layout === undefined) {
    return undefined;
  }
  const [threads, timers, sockets] = await Promise.all([
    readThreads(elf, layout, read, registers),
    readTimers(layout, read),
    readSockets(layout, read),
  ]);
  return { threads, timers, sockets };
}
