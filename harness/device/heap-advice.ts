import type { Engine } from "../base/choices.ts";

/** How the firmware tells that the engine's arena is exhausted. */
const exhausted = /^out of memory: the program needs more than the (?<heap>\d+) bytes of its heap/m;

/**
 * What a program takes of the heap to be loaded: bytes in all, and for each byte of its bundle. The smallest are in docs/engines.md; all of
 * zod, a bundle of 400 KB, takes more than 3 MB on QuickJS-ng.
 */
const toLoad: Readonly<Record<Engine, { readonly base: number; readonly each: number }>> = {
  quickjs: { base: 160 << 10, each: 9 },
  jerryscript: { base: 16 << 10, each: 1.5 },
};
const step = 64 << 10;
/** How much of a board's RAM can be heap: the rest is for stacks and sockets. */
const forHeap = 7 / 8;

export interface HeapUse {
  readonly engine: Engine;
  /** Of the bundle, in bytes. */
  readonly size: number;
  /** Of the board's RAM, in bytes. */
  readonly ram: number;
}

/**
 * The option that gives a program more heap, where it ended for want of it: twice as much, or what its bundle takes to be loaded.
 *
 * @param output the last that the device printed
 */
export function heapAdvice(output: string, { engine, size, ram }: HeapUse): string | undefined {
  const heap = Number(exhausted.exec(output)?.groups?.heap ?? Number.NaN);
  if (Number.isNaN(heap)) {
    return undefined;
  }
  const { base, each } = toLoad[engine];
  const wanted = Math.ceil(Math.max(2 * heap, base + each * size) / step) * step;
  return wanted <= forHeap * ram
    ? `more heap: --config AIO_JS_HEAP_SIZE=${wanted}`
    : `the board has ${ram} bytes of RAM: import less (the bundle has ${size} bytes), or choose a board with more`;
}
