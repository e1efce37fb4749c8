import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { BenchmarkContext } from "../../harness/bench/index.ts";
import { boot, type Device } from "../../harness/index.ts";
import { LoadGenerator, type LoadSet } from "../load/generator.ts";
import { alone, alternate, card, plan } from "./plan.ts";
import type { Rates } from "./report.ts";

const program = "bench/device/echo.ts";
const devicePort = 7000;

/** From this machine to a device: through gateway and switch, and through the user network of the device's own QEMU. */
export async function measureFromHost(context: BenchmarkContext, connections: number): Promise<Rates> {
  const { device, signal, say } = context;
  await using joined = await boot(program, { ...device, signal, name: "echo" });
  const hostPort = await freePort();
  await using own = await boot(program, { ...device, signal, network: false, qemuArgs: userNetwork(hostPort) });
  await Promise.all([joined, own].map((one: Device) => one.expect(`listening on ${devicePort}`)));
  await using generator = new LoadGenerator(signal);
  const through = await generator.open(await joined.forward(devicePort), connections);
  const without = await generator.open({ host: "127.0.0.1", port: hostPort }, connections);
  for (const set of [through, without]) {
    await set.load({ milliseconds: plan.warmUp });
  }
  const rates = await alternate(
    () => rateOf(through),
    () => rateOf(without),
  );
  say(`  host to device, ${connections}: done`);
  return rates;
}

function userNetwork(hostPort: number): string[] {
  const forward = `hostfwd=tcp:127.0.0.1:${hostPort}-${alone}:${devicePort}`;
  return ["-netdev", `user,id=n0,net=10.0.2.0/24,ipv6=off,${forward}`, ...card(1)];
}

async function rateOf(set: LoadSet): Promise<number> {
  const { trips, milliseconds } = await set.load({ milliseconds: plan.slice });
  return (trips / milliseconds) * 1000;
}

/** A port that nobody listens on, for a QEMU that is told it before it starts. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
