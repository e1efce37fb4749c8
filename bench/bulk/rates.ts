import type { BenchmarkContext } from "../../harness/bench/index.ts";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import { boot, type Device, VirtualNetwork } from "../../harness/index.ts";
import { LoadGenerator } from "../load/generator.ts";
import type { Way } from "../load/protocol.ts";
import { benchConfig, benchFirmware } from "../measure/contenders.ts";

/** Who moves bytes: a kernel, and a program on it. */
export interface Mover {
  readonly kernel: "freertos" | "zephyr";
  readonly program: "TypeScript" | "C";
}

/** Bytes a second, round by round, of a mover and a way. */
export type BulkRates = ReadonlyMap<string, readonly number[]>;

/** The ways, in the order of the report. */
export const ways: readonly Way[] = ["sink", "source", "loopback"];

const rounds = 7;
/** Bytes of one move: long enough that the start of a connection does not count. */
const bytes: Readonly<Record<Way, number>> = { sink: 500_000, source: 500_000, loopback: 500_000 };

const programs = {
  TypeScript: { program: "bench/device/bulk.ts", port: 7100 },
  C: { program: { builtin: "bulk" }, port: 7102 },
} as const;

/** The name under which a mover's rates of a way are kept. */
export function key({ kernel, program }: Mover, way: Way): string {
  return `${kernel} ${program} ${way}`;
}

/** Has all movers move bytes in turn, each way: what slows this machine down for a while slows all. */
export async function measureBulk(context: BenchmarkContext, movers: readonly Mover[]): Promise<BulkRates> {
  await using network = await VirtualNetwork.create();
  await using generator = new LoadGenerator(context.signal);
  const devices: Device[] = [];
  try {
    const started = [];
    for (const mover of movers) {
      const device = await start(mover, context, network);
      devices.push(device);
      started.push({ mover, at: await device.forward(programs[mover.program].port) });
    }
    const rates = new Map<string, number[]>();
    for (let round = 0; round <= rounds; round++) {
      for (const { mover, at } of started) {
        for (const way of ways) {
          const took = await generator.move({ host: at.host, port: at.port, way, bytes: bytes[way] });
          // The first round fills caches, QEMU's of translated code among them.
          if (round > 0) {
            rates.set(key(mover, way), [...(rates.get(key(mover, way)) ?? []), (bytes[way] / took) * 1000]);
          }
        }
      }
      context.signal.throwIfAborted();
      context.say(`  round ${round} of ${rounds}`);
    }
    return rates;
  } finally {
    await Promise.all(devices.map((device) => device.stop()));
  }
}

async function start({ kernel, program }: Mover, context: BenchmarkContext, network: VirtualNetwork): Promise<Device> {
  const { engine: _, ...others } = context.device;
  // Each kernel with its own default engine: what is installed is compared.
  const asked = { ...context, device: { ...others, ...chooseDevice({ ...others, kernel }) } };
  const { elf } = await benchFirmware(asked, benchConfig(asked));
  const device = await boot(programs[program].program, {
    ...asked.device,
    network,
    firmware: elf,
    signal: context.signal,
    name: `${kernel}-${program}`,
  });
  await device.expect(`listening on ${programs[program].port}`, { timeout: 60_000 });
  return device;
}
