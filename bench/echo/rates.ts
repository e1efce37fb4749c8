import type { BenchmarkContext } from "../../harness/bench/index.ts";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import type { Device } from "../../harness/device/device.ts";
import { VirtualNetwork } from "../../harness/index.ts";
import { LoadGenerator, type LoadSet } from "../load/generator.ts";
import { benchFirmware, bootContender, type Contender, contendersOf } from "../measure/contenders.ts";
import { median, quantile, sorted, spread } from "../measure/statistics.ts";

/** What a contender achieved in real time. */
export interface Rate {
  /** Median over the rounds. */
  readonly perSecond: number;
  /** Of the rounds' rates, relative to their median. */
  readonly spread: number;
  /** Over all round trips, in microseconds. */
  readonly p50: number;
  readonly p99: number;
}

const rounds = 15;
const slice = { warmUp: 300, measured: 300 };

/**
 * Measures all contenders at once: each is a device of one network, all run the whole time, and they are loaded in turn, in an order
 * that changes from round to round. What slows this machine down for a while slows them all.
 */
export async function measureRates(context: BenchmarkContext, connections: number): Promise<Map<string, Rate>> {
  const { elf } = await benchFirmware(context);
  await using network = await VirtualNetwork.create();
  await using devices = new Devices();
  await using generator = new LoadGenerator(context.signal);
  const measured: Measured[] = [];
  for (const contender of contendersOf(chooseDevice(context.device).kernel)) {
    const device = devices.add(await bootContender(contender, context, { firmware: elf, network }));
    const set = await generator.open(await device.forward(contender.port), connections);
    await set.load({ milliseconds: slice.warmUp });
    measured.push({ contender, set, rates: [], latencies: [] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const each of rotated(measured, round)) {
      await measure(each);
    }
    context.signal.throwIfAborted();
  }
  return new Map(measured.map((each) => [each.contender.name, summarize(each)]));
}

interface Measured {
  readonly contender: Contender;
  readonly set: LoadSet;
  readonly rates: number[];
  readonly latencies: Float64Array[];
}

async function measure({ set, rates, latencies }: Measured): Promise<void> {
  const load = await set.load({ milliseconds: slice.measured });
  rates.push((load.trips / load.milliseconds) * 1000);
  latencies.push(load.latencies);
}

function summarize({ rates, latencies }: Measured): Rate {
  const all = sorted(latencies.flatMap((each) => [...each]));
  return {
    perSecond: median(rates),
    spread: spread(rates),
    p50: quantile(all, 0.5) * 1000,
    p99: quantile(all, 0.99) * 1000,
  };
}

/** Stops all devices when its scope is left. */
class Devices implements AsyncDisposable {
  readonly #devices: Device[] = [];

  add(device: Device): Device {
    this.#devices.push(device);
    return device;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#devices.map((device) => device.stop()));
  }
}

function rotated<T>(items: readonly T[], by: number): T[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
