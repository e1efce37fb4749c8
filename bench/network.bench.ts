/** What the switch costs: the same echo through it, and through nothing but QEMU's own networking. */
import type { Benchmark, BenchmarkContext, Figure } from "../harness/bench/index.ts";
import { measureBetweenDevices } from "./network/between-devices.ts";
import { measureFromHost } from "./network/from-host.ts";
import { compare } from "./network/report.ts";

/** Connections at once. */
const loads = [1, 4, 16];

const benchmark: Benchmark = {
  title: "64-byte round trips over TCP through the switch, beside QEMU's own networking without it",
  async run(context: BenchmarkContext): Promise<Figure[]> {
    const figures: Figure[] = [];
    for (const connections of loads) {
      figures.push(
        ...compare("host to device", connections, await measureFromHost(context, connections)),
        ...compare("device to device", connections, await measureBetweenDevices(context, connections)),
      );
      context.signal.throwIfAborted();
    }
    return figures;
  },
};

export default benchmark;
