/** Bulk TCP: to a device, from it, and around within it, on both kernels beside each other. */
import type { Benchmark, BenchmarkContext, Figure } from "../harness/bench/index.ts";
import { lookForWorkspace } from "../harness/zephyr/index.ts";
import { key, type Mover, measureBulk, ways } from "./bulk/rates.ts";
import { median, spread } from "./measure/statistics.ts";

const names = { sink: "to the device", source: "from the device", loopback: "loopback" } as const;
const freertos: readonly Mover[] = [
  { kernel: "freertos", program: "TypeScript" },
  { kernel: "freertos", program: "C" },
];
const zephyr: readonly Mover[] = [
  { kernel: "zephyr", program: "TypeScript" },
  { kernel: "zephyr", program: "C" },
];

const benchmark: Benchmark = {
  title: "bulk TCP in TypeScript and in C, on Zephyr beside FreeRTOS where there is a west workspace",
  async run(context: BenchmarkContext): Promise<Figure[]> {
    const both = lookForWorkspace({ workspace: context.device.workspace }) !== undefined;
    const rates = await measureBulk(context, both ? [...freertos, ...zephyr] : freertos);
    const rateOf = (mover: Mover, way: (typeof ways)[number]) => rates.get(key(mover, way)) ?? [];
    return ways.flatMap((way): Figure[] => [
      ...[...freertos, ...(both ? zephyr : [])].flatMap((mover): Figure[] => {
        const values = rateOf(mover, way);
        const name = `${names[way]}, ${mover.kernel}, ${mover.program}`;
        return [
          { name, value: median(values) / 1e6, unit: "MB/s" },
          { name: `${name}, middle half of the rounds`, value: spread(values) * 100, unit: "%" },
        ];
      }),
      ...(both
        ? freertos.map((mover, index): Figure => {
            const ours = rateOf(zephyr[index] ?? mover, way);
            const ratios = rateOf(mover, way).map((value, round) => (ours[round] ?? Number.NaN) / value);
            const name = `${names[way]}, ${mover.program}, zephyr / freertos`;
            return { name, value: median(ratios), unit: "", ...(way !== "loopback" && { aim: { atLeast: 0.5 } }) };
          })
        : []),
    ]);
  },
};

export default benchmark;
