import { formatIPv4 } from "../base/address.ts";
import type { Layout } from "./layout.ts";
import type { ReadMemory } from "./memory.ts";

/** A socket that the program has open. */
export interface SocketState {
  readonly descriptor: number;
  /** What it is, and with which address or port; undefined where nothing is known. */
  readonly about?: string;
  /** What the program waits for. */
  readonly waitsFor: readonly ("readable" | "writable")[];
}

const bits = [
  [1, "readable"],
  [2, "writable"],
] as const;
/** Of struct aio_timer, struct aio_slot and struct aio_socket_note. */
const sizes = { timer: 16, slot: 4, note: 8 } as const;

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
  const { address, max, used, armed, slots, notes, maxNotes } = sockets;
  const length = Math.ceil(max / 16) * 4;
  const [usedBits, armedBits, descriptors, noted] = await Promise.all([
    read(address + used, length),
    read(address + armed, length),
    read(address + slots, max * sizes.slot),
    read(notes, maxNotes * sizes.note),
  ]);
  return Array.from({ length: max }, (_, slot) => slot)
    .filter((slot) => pair(usedBits, slot) !== 0)
    .map((slot) => {
      const descriptor = descriptors.readInt16LE(slot * sizes.slot);
      return {
        descriptor,
        ...about(noted.subarray(descriptor * sizes.note, (descriptor + 1) * sizes.note)),
        waitsFor: bits.filter(([bit]) => (pair(armedBits, slot) & bit) !== 0).map(([, name]) => name),
      };
    });
}

/** By the state in a note. */
const states: readonly ((address: string, port: number) => string)[] = [
  () => "new",
  (_address, port) => `bound to port ${port}`,
  (_address, port) => `listens on port ${port}`,
  (address) => `to ${address}`,
  (address) => `from ${address}`,
];

/** What a note says; nothing where a descriptor is beyond those that are noted. */
function about(note: Buffer): Pick<SocketState, "about"> {
  if (note.length < sizes.note) {
    return {};
  }
  const port = note.readUInt16LE(2);
  const host =
    note.readUInt8(1) === 6 ? `[…:${note.toString("hex", 4, 6)}:${note.toString("hex", 6, 8)}]` : formatIPv4(note, 4);
  const text = states[note.readUInt8(0)]?.(`${host}:${port}`, port);
  return text === undefined ? {} : { about: text };
}

function pair(words: Buffer, slot: number): number {
  return (words.readUInt32LE(Math.floor(slot / 16) * 4) >>> ((slot % 16) * 2)) & 3;
}
