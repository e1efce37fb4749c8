import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchmarkContext } from "../../harness/bench/index.ts";
import { type BootOptions, boot, type Device, VirtualNetwork } from "../../harness/index.ts";
import { alone, alternate, card, plan } from "./plan.ts";
import type { Rates } from "./report.ts";

const devicePort = 7000;

/** An echo server and the device that makes round trips to it. */
interface Pair extends AsyncDisposable {
  readonly server: Device;
  readonly client: Device;
}

/** From one device to another: through the switch, and over a socket from QEMU to QEMU. The pair that is not measured is paused. */
export async function measureBetweenDevices(context: BenchmarkContext, connections: number): Promise<Rates> {
  const folder = await mkdtemp(join(tmpdir(), "async-io-bench-"));
  try {
    const { qemu } = context.device;
    await using network = await VirtualNetwork.create({ ...(qemu !== undefined && { qemu }) });
    await using through = await startPair(context, connections, { network }, { network });
    await pause(through);
    const socket = `stream,id=n0,addr.type=unix,addr.path=${join(folder, "link")}`;
    const [first, second] = [",server=on", ",server=off"].map((role, at) => [
      "-netdev",
      socket + role,
      ...card(at + 1),
    ]);
    await using without = await startPair(
      context,
      connections,
      { network: false, qemuArgs: first ?? [] },
      { network: false, qemuArgs: second ?? [], address: "10.0.2.16" },
    );
    await pause(without);
    const rates = await alternate(
      () => rateOf(through),
      () => rateOf(without),
    );
    context.say(`  device to device, ${connections}: done`);
    return rates;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startPair(
  { device, signal }: BenchmarkContext,
  connections: number,
  ofServer: BootOptions,
  ofClient: BootOptions,
): Promise<Pair> {
  const server = await boot("bench/device/echo.ts", { ...device, ...ofServer, signal, name: "server" });
  try {
    await server.expect(`listening on ${devicePort}`);
    const address = ofServer.network === false ? alone : server.address;
    const args = [`${address}:${devicePort}`, String(connections), String(plan.slice)];
    const client = await boot("bench/device/round-trips.ts", { ...device, ...ofClient, signal, name: "client", args });
    const stop = async () => void (await Promise.all([client.stop(), server.stop()]));
    const pair = { server, client, [Symbol.asyncDispose]: stop };
    for (let warmUp = 0; warmUp < plan.warmUp; warmUp += plan.slice) {
      await slice(pair);
    }
    return pair;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function pause({ server, client }: Pair): Promise<void> {
  await Promise.all([client.pause(), server.pause()]);
}

/** Of the second whole slice: the first one has the pause in it, in which what was on its way waited. */
async function rateOf(pair: Pair): Promise<number> {
  await Promise.all([pair.server.resume(), pair.client.resume()]);
  await slice(pair);
  const rate = await slice(pair);
  await pause(pair);
  return rate;
}

async function slice({ client }: Pair): Promise<number> {
  const [, trips, milliseconds] = await client.expect(/slice of (\d+) trips in ([\d.]+) ms\n/, { timeout: 30_000 });
  return (Number(trips) / Number(milliseconds)) * 1000;
}
