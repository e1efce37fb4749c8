import type { MemoryRegion } from "./board.ts";

/** The first address behind a region. */
export function endOf({ address, size }: MemoryRegion): number {
  return address + size;
}

/** Whether a region holds an address. */
export function inRegion(address: number, region: MemoryRegion): boolean {
  return address >= region.address && address < endOf(region);
}

/** Whether two regions share an address. */
export function overlap(a: MemoryRegion, b: MemoryRegion): boolean {
  return a.address < endOf(b) && b.address < endOf(a);
}
