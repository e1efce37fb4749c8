/** Echo servers in TypeScript, in C on the reactor, and in C on select alone: how fast, and how many instructions. */
import type { Benchmark, BenchmarkContext, Figure } from "../harness/bench/index.ts";
import { measureBusy } from "./echo/busy.ts";
import { measureRates } from "./echo/rates.ts";
import { compare } from "./echo/report.ts";

/** Connections at once. */
const loads = [1, 4, 16, 24];

const benchmark: Benchmark = {
  title: "64-byte round trips over TCP, beside C on the same stack",
  async run(context: BenchmarkContext): Promise<Figure[]> {
    const figures: Figure[] = [];
    for (const connections of loads) {
      const rates = await measureRates(context, connections);
      const busy = await measureBusy(context, connections);
      figures.push(...compare(connections, rates, busy));
    }
    return figures;
  },
};

export default benchmark;
