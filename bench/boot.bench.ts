/** From power-on to the first line of TypeScript: in the device's time, and in this machine's. */
import type { Benchmark, BenchmarkContext, Figure } from "../harness/bench/index.ts";
import { loadProgram } from "../harness/device/program.ts";
import { boot } from "../harness/index.ts";
import { benchFirmware } from "./measure/contenders.ts";
import { recordOf } from "./measure/record.ts";
import { median, quantile, sorted } from "./measure/statistics.ts";

/** Microseconds since power-on at which each step was done. */
interface Steps {
  readonly kernel: number;
  readonly image: number;
  readonly network: number;
  readonly engine: number;
  readonly parse: number;
  readonly line: number;
}

const program = "bench/device/boot.ts";
const runs = 11;

const benchmark: Benchmark = {
  title: "from power-on to the first line of TypeScript",
  async run(context: BenchmarkContext): Promise<Figure[]> {
    // The firmware as a user has it.
    const { elf } = await benchFirmware(context, {});
    const { code } = await loadProgram(program);
    const steps = await recordOf<Steps>(program, context, { firmware: elf, time: "virtual", network: false });
    return [
      ...guestTime(steps),
      { name: "the program's bundle, runtime included", value: Buffer.byteLength(code), unit: "bytes" },
      ...(await wallTime(context, elf)),
    ];
  },
};

function guestTime({ kernel, image, network, engine, parse, line }: Steps): Figure[] {
  const milliseconds = (name: string, from: number, to: number): Figure => ({
    name: `guest time, ${name}`,
    value: (to - from) / 1000,
    unit: "ms",
  });
  return [
    milliseconds("kernel and console", 0, kernel),
    milliseconds("check of the app image", kernel, image),
    milliseconds("network", image, network),
    milliseconds("reactor and engine", network, engine),
    milliseconds("parse of the bundle", engine, parse),
    milliseconds("modules of the runtime", parse, line),
    milliseconds("all of it", 0, line),
  ];
}

/** As `boot` sees it, bundling included; with a network, whose gateway starts meanwhile. */
async function wallTime({ device, signal }: BenchmarkContext, firmware: string): Promise<Figure[]> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await using booted = await boot(program, { ...device, signal, firmware });
    times.push(performance.now() - started);
    await booted.exit;
  }
  const ordered = sorted(times);
  return [
    { name: `wall time, median of ${runs}`, value: median(times), unit: "ms" },
    { name: "wall time, least", value: quantile(ordered, 0), unit: "ms" },
    { name: "wall time, most", value: quantile(ordered, 1), unit: "ms" },
  ];
}

export default benchmark;
