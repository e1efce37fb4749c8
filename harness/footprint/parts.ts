import type { Board } from "../boards/board.ts";
import { inRegion } from "../boards/region.ts";
import type { Contribution } from "./map-file.ts";

/** The part that holds what JavaScript allocates: CONFIG_AIO_JS_HEAP_SIZE. */
export const heapPart = "JavaScript heap";

/** A part of the firmware, and which object files belong to it. The first that matches counts. */
const parts: readonly (readonly [name: string, object: RegExp, input?: RegExp])[] = [
  [heapPart, /jerryscript_port\.c/, /jerry_global_heap/],
  [heapPart, /quickjs_heap\.c/, /^\.noinit/],
  ["engine", /libengine\.a|\/engine\/|jerry|quickjs|libapp\.a\(report\.c/i],
  ["look-ups", /(?:libasync_io\.a\(|\/firmware\/core\/)(?:address_text|host_name|lookups|questions|resolver)\.c/],
  ["reactor, timers, loop", /libasync_io\.a/],
  ["reactor, timers, loop", /(?:^|\/)firmware\/core\//],
  // firmware/ports/zephyr/drivers; Zephyr's own are below.
  ["drivers", /libapp\.a\(cmsdk_clock\.c/],
  ["host calls, loader, console", /firmware\.dir|libapp\.a|(?:^|\/)firmware\/app\//],
  ["lwIP", /liblwip/],
  ["network on FreeRTOS", /libnet\.a/],
  ["FreeRTOS", /libfreertos/],
  ["port to FreeRTOS", /port|firmware\/ports\/freertos/],
  [
    "C library",
    /(?:^|\/)(?:modules\/picolibc|zephyr\/lib\/libc)\/|\/(?:libc|libm|libg|libgcc)(?:_\w+)?\.a\(|crt\w*\.o$/,
  ],
  ["network", /(?:^|\/)zephyr\/subsys\/net\//],
  ["drivers", /(?:^|\/)zephyr\/drivers\//],
  // Of Zephyr's modules, those that are left are the chips'.
  ["drivers", /^modules\//],
  ["Zephyr kernel", /(?:^|\/)zephyr\//],
  // Gaps, and what the linker script itself writes.
  ["alignment", /^(?:\*fill\*$|(?:BYTE|SHORT|LONG|QUAD) )/],
];

/** Bytes of a part, by where they are. */
export interface PartSize {
  readonly part: string;
  /** In flash: code, constants, and the initial values of data. */
  readonly flash: number;
  /** In RAM: data, and what is zero or unset at the start. */
  readonly ram: number;
}

/**
 * Adds up what each part of the firmware needs; the largest first, parts that need nothing left out.
 *
 * @param code where the board has code; every other address is RAM
 */
export function sizeByPart(contributions: readonly Contribution[], code: Board["memory"]["code"]): PartSize[] {
  const sizes = new Map<string, { flash: number; ram: number }>();
  for (const contribution of contributions) {
    const { address, size, section } = contribution;
    const name = partOf(contribution);
    const sum = sizes.get(name) ?? { flash: 0, ram: 0 };
    const isCode = inRegion(address, code);
    sum.ram += isCode ? 0 : size;
    sum.flash += isCode || inRegion(section.load ?? address, code) ? size : 0;
    sizes.set(name, sum);
  }
  return [...sizes].map(([part, size]) => ({ part, ...size })).sort((a, b) => b.flash + b.ram - (a.flash + a.ram));
}

function partOf({ object, input }: Contribution): string {
  const found = parts.find(
    ([, pattern, inputs]) => pattern.test(object) && (inputs === undefined || inputs.test(input)),
  );
  return found?.[0] ?? "other";
}
