import type { BenchmarkContext } from "../../harness/bench/index.ts";
import { boot, type Device } from "../../harness/index.ts";
import { LoadGenerator, type LoadSet } from "../load/generator.ts";
import { benchFirmware } from "../measure/contenders.ts";
import { alternate, freePort, plan, userNetwork } from "./plan.ts";
import type { Rates } from "./report.ts";

const program = "bench/device/echo.ts";
const devicePort = 7000;

/** From this machine to a device: through gateway and switch, and through the user network of the device's own QEMU. */
export async function measureFromHost(context: BenchmarkContext, connections: number): Promise<Rates> {
  const { device, signal, say } = context;
  const { elf: firmware } = await benchFirmware(context, {});
  await using joined = await boot(program, { ...device, firmware, signal, name: "echo" });
  const hostPort = await freePort();
  await using own = await boot(program, {
    ...device,
    firmware,
    signal,
    network: false,
    qemuArgs: userNetwork({ at: 1, hostPort, devicePort }),
  });
  await Promise.all([joined, own].map((one: Device) => one.expect(`listening on ${devicePort}`)));
  await using generator = new LoadGenerator(signal);
  const through = await generator.open(await joined.forward(devicePort), connections);
  const user = await generator.open({ host: "127.0.0.1", port: hostPort }, connections);
  for (const set of [through, user]) {
    await set.load({ milliseconds: plan.warmUp });
  }
  const rates = await alternate({ through: () => rateOf(through), user: () => rateOf(user) });
  say(`  host to device, ${connections}: done`);
  return rates;
}

async function rateOf(set: LoadSet): Promise<number> {
  const { trips, milliseconds } = await set.load({ milliseconds: plan.slice });
  return (trips / milliseconds) * 1000;
}
