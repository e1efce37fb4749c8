import { setTimeout as sleep } from "node:timers/promises";
import type { BenchmarkContext } from "../../harness/bench/index.ts";
import type { Device } from "../../harness/device/device.ts";
import { LoadGenerator } from "../load/generator.ts";
import { benchFirmware, bootContender, type Contender, counted } from "../measure/contenders.ts";
import { readSymbols, type Symbols } from "../measure/symbols.ts";
import { busyTime, INSTRUCTION_NS } from "../measure/usage.ts";

/** Round trips that are counted, and those before, which fill caches and pools. */
const trips = { warmUp: 200, counted: 2_000 };

/** Every instruction takes as long as the other; idle time passes as on a clock, so that the device's own timers come as often as ever. */
const countedTime = ["-icount", "shift=5,align=off,sleep=on"];

/** Instructions that a round trip costs each contender of ours, everything on the device included: interrupts, stack, program. */
export async function measureBusy(context: BenchmarkContext, connections: number): Promise<Map<string, number>> {
  const { elf } = await benchFirmware(context);
  const symbols = await readSymbols(elf);
  await using generator = new LoadGenerator(context.signal);
  const results = new Map<string, number>();
  for (const contender of counted) {
    results.set(contender.name, await instructions(contender, context, generator, elf, symbols, connections));
    context.say(`  ${connections}: ${contender.name} ${Math.round(results.get(contender.name) ?? 0)} instructions`);
  }
  return results;
}

async function instructions(
  contender: Contender,
  context: BenchmarkContext,
  generator: LoadGenerator,
  firmware: string,
  symbols: Symbols,
  connections: number,
): Promise<number> {
  await using device = await bootContender(contender, context, { firmware, qemuArgs: countedTime });
  const set = await generator.open(await device.forward(contender.port), connections);
  await set.load({ trips: trips.warmUp });
  const before = await settled(device, symbols);
  await set.load({ trips: trips.counted });
  const after = await settled(device, symbols);
  await set.close();
  return (after - before) / INSTRUCTION_NS / trips.counted;
}

/** The device's busy time once it has nothing more to do: what the last round trip leaves behind is part of it. */
async function settled(device: Device, symbols: Symbols): Promise<number> {
  let last = -1;
  for (;;) {
    const busy = await busyTime(device, symbols);
    if (busy === last) {
      return busy;
    }
    last = busy;
    await sleep(10);
  }
}
