import type { Figure } from "../../harness/bench/index.ts";
import { loadBoard } from "../../harness/boards/load.ts";
import { footprint } from "../../harness/footprint/index.ts";

/** Flash and static RAM by part, and their sums. */
export async function measureParts(folder: string, board: string): Promise<Figure[]> {
  const { parts } = await footprint(folder, loadBoard(board));
  const total = (kind: "flash" | "ram") => parts.reduce((sum, part) => sum + part[kind], 0);
  return [
    ...parts.map(({ part, flash }) => ({ name: `flash, ${part}`, value: flash, unit: "bytes" })),
    { name: "flash, all of it", value: total("flash"), unit: "bytes" },
    ...parts.map(({ part, ram }) => ({ name: `static RAM, ${part}`, value: ram, unit: "bytes" })),
    { name: "static RAM, all of it", value: total("ram"), unit: "bytes" },
  ].filter(({ value }) => value > 0);
}
