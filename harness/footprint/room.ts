import type { Board, MemoryRegion } from "../boards/board.ts";
import { endOf, inRegion } from "../boards/region.ts";
import type { Contribution } from "./map-file.ts";

/** How much of a memory the firmware takes. */
export interface Room {
  /** Bytes from the memory's start to the end of what is in it: what the linker counts. */
  readonly used: number;
  /** Bytes of the memory. */
  readonly size: number;
}

/** What the firmware takes of the board's memory for code, and of its RAM. */
export function roomOf(contributions: readonly Contribution[], memory: Board["memory"]): { code: Room; ram: Room } {
  const sections = [...new Set(contributions.map(({ section }) => section))];
  const places = sections.flatMap(({ address, load = address, size }) => [
    { address, size },
    { address: load, size },
  ]);
  return { code: room(places, memory.code), ram: room(places, memory.ram) };
}

/** What begins in a memory counts there to its end, also where that is too far. */
function room(places: readonly MemoryRegion[], memory: MemoryRegion): Room {
  const inside = places.filter(({ address }) => inRegion(address, memory));
  return { used: Math.max(0, ...inside.map((place) => endOf(place) - memory.address)), size: memory.size };
}
