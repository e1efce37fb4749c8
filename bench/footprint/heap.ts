import type { BenchmarkContext, Figure } from "../../harness/bench/index.ts";
import { recordOf } from "../measure/record.ts";
import type { Symbols } from "../measure/symbols.ts";

/** Whoever allocates from a heap that is not the engine's calls one of these. */
const allocators = ["malloc", "_malloc_r", "_sbrk", "_sbrk_r", "pvPortMalloc", "k_malloc", "k_heap_alloc"];

/** The heap outside the engine's arena, which there must not be, and the one inside it for a program that does nothing. */
export async function measureHeap(context: BenchmarkContext, firmware: string, symbols: Symbols): Promise<Figure[]> {
  const present = allocators.filter((name) => symbols.has(name));
  const empty = await recordOf<{ used: number; peak: number }>("bench/device/empty.ts", context, {
    firmware,
    time: "virtual",
    network: false,
  });
  return [
    {
      name: "functions that allocate outside the engine's arena",
      value: present.length,
      unit: "",
      aim: { atMost: 0 },
    },
    { name: "JavaScript heap of an empty program", value: empty.used, unit: "bytes" },
    { name: "JavaScript heap of an empty program, at most", value: empty.peak, unit: "bytes" },
  ];
}
