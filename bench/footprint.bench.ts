/** What the firmware needs: flash and RAM by part, stacks, heap, and each open connection. */
import type { Benchmark, BenchmarkContext, Figure } from "../harness/bench/index.ts";
import { chooseDevice } from "../harness/device/choose-device.ts";
import { measureHeap } from "./footprint/heap.ts";
import { measureLoaded } from "./footprint/load.ts";
import { loadedFigures } from "./footprint/loaded.ts";
import { measureParts } from "./footprint/parts.ts";
import { benchFirmware } from "./measure/contenders.ts";
import { readSymbols } from "./measure/symbols.ts";

const benchmark: Benchmark = {
  title: "flash, RAM, stacks, heap, and what a connection takes",
  async run(context: BenchmarkContext): Promise<Figure[]> {
    // The firmware as a user has it.
    const { elf, dir, config } = await benchFirmware(context, {});
    const symbols = await readSymbols(elf);
    return [
      ...(await measureParts(dir, chooseDevice(context.device))),
      ...(await measureHeap(context, elf, symbols)),
      ...loadedFigures(await measureLoaded(context, elf, symbols, config)),
    ];
  },
};

export default benchmark;
