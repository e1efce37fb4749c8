import type { Figure } from "../../harness/bench/index.ts";
import { loadBoard } from "../../harness/boards/load.ts";
import type { DeviceChoice } from "../../harness/device/choose-device.ts";
import { footprint, heapPart } from "../../harness/footprint/index.ts";

/** Flash and static RAM by part, and their sums. */
export async function measureParts(folder: string, device: DeviceChoice): Promise<Figure[]> {
  const { parts } = await footprint(folder, loadBoard(device.board));
  const total = (kind: "flash" | "ram") => parts.reduce((sum, part) => sum + part[kind], 0);
  const heap = parts.find(({ part }) => part === heapPart)?.ram ?? 0;
  const aims = aimsOf(device);
  return [
    ...parts.map(({ part, flash }) => ({ name: `flash, ${part}`, value: flash, unit: "bytes", ...aims[part] })),
    { name: "flash, all of it", value: total("flash"), unit: "bytes", ...aims.flash },
    ...parts.map(({ part, ram }) => ({ name: `static RAM, ${part}`, value: ram, unit: "bytes" })),
    { name: "static RAM, all of it", value: total("ram"), unit: "bytes" },
    { name: "static RAM without the JavaScript heap", value: total("ram") - heap, unit: "bytes", ...aims.ram },
  ].filter(({ value }) => value > 0);
}

const kibibytes = (count: number) => ({ aim: { atMost: count * 1024 } });

/** There are aims for the product alone; FreeRTOS with QuickJS stands in for it where there is room. */
function aimsOf({ kernel, engine }: DeviceChoice): Readonly<Record<string, Pick<Figure, "aim">>> {
  return kernel === "zephyr" && engine === "jerryscript"
    ? { "reactor, timers, loop": kibibytes(8), flash: kibibytes(420), ram: kibibytes(64) }
    : {};
}
