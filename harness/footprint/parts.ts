import type { Contribution } from "./map-file.ts";

/** A part of the firmware, and which object files belong to it. The first that matches counts. */
const parts: readonly (readonly [name: string, object: RegExp])[] = [
  ["engine", /libengine\.a|\/engine\/|jerry|quickjs/i],
  ["reactor, timers, loop", /\/src\/(?:reactor|fd_sets|interest\w*|timer\w*|loop|resolver)\b[^/]*\.obj?$/],
  ["host calls, loader, console", /firmware\.dir|libapp\.a|(?:^|\/)firmware\/src\//],
  ["lwIP", /liblwip/],
  ["network of the stand-in", /libnet\.a/],
  ["FreeRTOS", /libfreertos/],
  ["stand-in for Zephyr", /standin|firmware\/freertos/],
  ["Zephyr", /zephyr/],
  ["alignment", /^\*fill\*$/],
  ["C library", /\/lib[\w-]*\.a\(|crt\w*\.o$/],
];

/** Bytes of a part, by where they are. */
export interface PartSize {
  readonly part: string;
  /** In flash: code, constants, and the initial values of data. */
  readonly flash: number;
  /** In RAM: data, and what is zero or unset at the start. */
  readonly ram: number;
}

/** Where RAM begins in the address space that Arm gives Cortex-M; code is below. */
const ramStart = 0x20000000;
/** Sections that no file holds. */
const unset = /^\.?(?:bss|noinit|stack|heap)/;

/** Adds up what each part of the firmware needs; the largest first, parts that need nothing left out. */
export function sizeByPart(contributions: readonly Contribution[]): PartSize[] {
  const sizes = new Map<string, { flash: number; ram: number }>();
  for (const { section, address, size, object } of contributions) {
    const name = parts.find(([, pattern]) => pattern.test(object))?.[0] ?? "other";
    const sum = sizes.get(name) ?? { flash: 0, ram: 0 };
    sum.ram += address >= ramStart ? size : 0;
    sum.flash += address < ramStart || !unset.test(section) ? size : 0;
    sizes.set(name, sum);
  }
  return [...sizes].map(([part, size]) => ({ part, ...size })).sort((a, b) => b.flash + b.ram - (a.flash + a.ram));
}
