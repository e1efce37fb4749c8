import type { Layout } from "./layout.ts";
import type { ReadMemory } from "./memory.ts";

/** A socket that the program has open. */
export interface SocketState {
  readonly descriptor: number;
  /** What the program waits for. */
  readonly waitsFor: readonly ("readable" | "writable")[];
}

const bits = [
  [1, "readable"],
  [2, "writable"],
] as const;
/** Of struct aio_timer and struct aio_slot. */
const sizes = { timer: 16, slot: 4 } as const;

/** When the program's timers are due, the earliest first. In microseconds since boot. */
export async function readTimers({ timers }: Layout, read: ReadMemory): Promise<number[]> {
  const { address, max, order, count } = timers;
  const set = (await read(address + count, 2)).readUInt16LE(0);
  if (set === 0 || set > max) {
    return [];
  }
  const [slots, all] = await Promise.all([read(address + order, set * 2), read(address, max * sizes.timer)]);
  const deadlines = Array.from({ length: set }, (_, i) => {
    const slot = slots.readUInt16LE(i * 2);
    return slot < max ? Number(all.readBigInt64LE(slot * sizes.timer)) : 0;
  });
  return deadlines.toSorted((a, b) => a - b);
}

/** The program's sockets. */
export async function readSockets({ sockets }: Layout, read: ReadMemory): Promise<SocketState[]> {
  const { address, max, used, armed, slots } = sockets;
  const length = Math.ceil(max / 16) * 4;
  const [usedBits, armedBits, descriptors] = await Promise.all([
    read(address + used, length),
    read(address + armed, length),
    read(address + slots, max * sizes.slot),
  ]);
  return Array.from({ length: max }, (_, slot) => slot)
    .filter((slot) => pair(usedBits, slot) !== 0)
    .map((slot) => ({
      descriptor: descriptors.readInt16LE(slot * sizes.slot),
      waitsFor: bits.filter(([bit]) => (pair(armedBits, slot) & bit) !== 0).map(([, name]) => name),
    }));
}

function pair(words: Buffer, slot: number): number {
  return (words.readUInt32LE(Math.floor(slot / 16) * 4) >>> ((slot % 16) * 2)) & 3;
}
