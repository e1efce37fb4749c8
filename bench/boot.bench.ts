/** From power-on to the first line of TypeScript: in the device's time, and in this machine's; from byte code beside from source. */
import type { Benchmark, BenchmarkContext, Figure } from "../harness/bench/index.ts";
import { loadBoard } from "../harness/boards/load.ts";
import { writeImage } from "../harness/build/index.ts";
import { chooseDevice } from "../harness/device/choose-device.ts";
import { loadProgram, packProgram } from "../harness/device/program.ts";
import { footprint } from "../harness/footprint/index.ts";
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
/** Virtual time: an instruction takes 2^5 ns. */
const instructionsPerMicrosecond = 1000 / 32;

const benchmark: Benchmark = {
  title: "from power-on to the first line of TypeScript",
  async run(context: BenchmarkContext): Promise<Figure[]> {
    const figures: Figure[] = [];
    for (const release of releases(context)) {
      const found = await measure({ ...context, device: { ...context.device, release } });
      const kind = release ? "release" : "development";
      figures.push(...found.map((figure) => ({ ...figure, name: `${kind}, ${figure.name}` })));
    }
    return figures;
  },
};

/** Both where the engine has byte code and neither was asked for. */
function releases({ device }: BenchmarkContext): readonly boolean[] {
  return device.release ? [true] : chooseDevice(device).engine === "jerryscript" ? [false, true] : [false];
}

async function measure(context: BenchmarkContext): Promise<Figure[]> {
  // The firmware as a user has it.
  const { elf, dir } = await benchFirmware(context, {});
  const options = { firmware: elf, time: "virtual", network: false } as const;
  const steps = await recordOf<Steps>(program, context, options);
  const heap = await recordOf<{ used: number; peak: number }>("bench/device/empty.ts", context, options);
  return [
    ...guestTime(steps),
    { name: "instructions to the first line", value: Math.round(steps.line * instructionsPerMicrosecond), unit: "" },
    { name: "heap of an empty program", value: heap.used, unit: "bytes" },
    { name: "heap of an empty program, at most", value: heap.peak, unit: "bytes" },
    ...(await sizes(context, dir)),
    ...(await wallTime(context, elf)),
  ];
}

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
    milliseconds("parse of the bundle, or loading of the byte code", engine, parse),
    milliseconds("modules of the runtime", parse, line),
    milliseconds("all of it", 0, line),
  ];
}

async function sizes({ device }: BenchmarkContext, dir: string): Promise<Figure[]> {
  const loaded = await loadProgram(program, device);
  const image = writeImage(await packProgram(loaded, device, dir));
  const { parts } = await footprint(dir, loadBoard(chooseDevice(device).board));
  const flash = parts.reduce((sum, part) => sum + part.flash, 0);
  return [
    { name: "the program's image, runtime included", value: image.length, unit: "bytes" },
    { name: "flash of the firmware", value: flash, unit: "bytes" },
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
