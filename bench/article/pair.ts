import type { Engine, Kernel } from "../../harness/base/choices.ts";
import type { BenchmarkContext } from "../../harness/bench/index.ts";
import { ensureFirmware } from "../../harness/build/firmware.ts";
import type { readConfig } from "../../harness/build/kconfig.ts";
import type { DeviceChoice } from "../../harness/device/choose-device.ts";
import { VirtualNetwork } from "../../harness/index.ts";
import { measureLoaded } from "../footprint/load.ts";
import { LoadGenerator } from "../load/generator.ts";
import {
  benchConfig,
  bootContender,
  type Contender,
  counted,
  plain,
  reactor,
  typescript,
} from "../measure/contenders.ts";
import { quantile, sorted } from "../measure/statistics.ts";
import { readSymbols } from "../measure/symbols.ts";

/** What one server did on one firmware. */
export interface Row {
  readonly kernel: Kernel;
  readonly engine: Engine;
  readonly contender: string;
  readonly perSecond: number;
  /** In milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Bytes of RAM that one more connection takes. */
  readonly bytes: number;
}

/** Connections that the requests are spread over. */
const connections = 4;
const warmUp = 500;

/** Measures the three servers on one kernel and engine, one after the other, each on a device and a network of its own. */
export async function measurePair(context: BenchmarkContext, choice: DeviceChoice, requests: number): Promise<Row[]> {
  const { kernel, engine } = choice;
  const here = { ...context, device: { ...context.device, ...choice } };
  const config = { ...benchConfig(here), ...context.config };
  const { elf, config: text } = await ensureFirmware({ ...here.device, ...choice, config, signal: context.signal });
  const bytes = await connectionBytes(here, elf, text);
  const rows: Row[] = [];
  for (const contender of counted) {
    context.say(`${kernel}, ${engine}: ${contender.name}, ${requests.toLocaleString("en-US")} requests …`);
    const rate = await measureContender(contender, here, elf, requests);
    rows.push({ kernel, engine, contender: contender.name, ...rate, bytes: bytes[contender.name] ?? Number.NaN });
  }
  return rows;
}

async function measureContender(contender: Contender, context: BenchmarkContext, firmware: string, requests: number) {
  await using network = await VirtualNetwork.create();
  await using device = await bootContender(contender, context, { firmware, network });
  await using generator = new LoadGenerator(context.signal);
  const set = await generator.open(await device.forward(contender.port), connections);
  await set.load({ trips: warmUp });
  const { trips, milliseconds, latencies } = await set.load({ trips: requests });
  const all = sorted(latencies);
  return { perSecond: (trips / milliseconds) * 1000, p50: quantile(all, 0.5), p99: quantile(all, 0.99) };
}

/** The network's control block and descriptor, and in their turn a slot of the reactor and objects of the engine. */
async function connectionBytes(
  context: BenchmarkContext,
  elf: string,
  config: ReturnType<typeof readConfig>,
): Promise<Readonly<Record<string, number>>> {
  const loaded = await measureLoaded(context, elf, await readSymbols(elf), config);
  const { controlBlock, descriptor, heapPerConnection, figures } = loaded;
  const stack = controlBlock + descriptor;
  const slot = figures["reactor.bytes"] / figures["sockets.max"];
  return { [plain]: stack, [reactor]: stack + slot, [typescript]: stack + slot + heapPerConnection };
}
