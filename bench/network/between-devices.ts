import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchmarkContext } from "../../harness/bench/index.ts";
import { type BootOptions, boot, type Device, VirtualNetwork } from "../../harness/index.ts";
import { benchFirmware } from "../measure/contenders.ts";
import { alone, alternate, card, freePort, plan, userNetwork } from "./plan.ts";
import type { Rates } from "./report.ts";

const devicePort = 7000;

/** What both are on, and where the client finds the server, unless at its address. */
interface Places {
  readonly server: BootOptions;
  readonly client: BootOptions;
  readonly target?: string;
}

/** An echo server and the device that makes round trips to it. */
interface Pair extends AsyncDisposable {
  readonly server: Device;
  readonly client: Device;
}

/**
 * From one device to another: through the switch; by the user networks of two QEMUs, from one's gateway address to a port that the other one
 * forwards; and over a socket from QEMU to QEMU. Pairs that are not measured are paused.
 */
export async function measureBetweenDevices(context: BenchmarkContext, connections: number): Promise<Rates> {
  const folder = await mkdtemp(join(tmpdir(), "async-io-bench-"));
  try {
    await using network = await VirtualNetwork.create();
    await using through = await startPair(context, connections, { server: { network }, client: { network } });
    await using user = await startPair(context, connections, await onUserNetworks());
    await using socket = await startPair(context, connections, onSocket(join(folder, "link")));
    const rates = await alternate({
      through: () => rateOf(through),
      user: () => rateOf(user),
      socket: () => rateOf(socket),
    });
    context.say(`  device to device, ${connections}: done`);
    return rates;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function onUserNetworks(): Promise<Places> {
  const hostPort = await freePort();
  return {
    server: { network: false, qemuArgs: userNetwork({ at: 1, hostPort, devicePort }) },
    client: { network: false, qemuArgs: userNetwork({ at: 2 }) },
    target: `10.0.2.2:${hostPort}`,
  };
}

function onSocket(path: string): Places {
  const backend = `stream,id=n0,addr.type=unix,addr.path=${path},server=`;
  return {
    server: { network: false, qemuArgs: card(1, `${backend}on`) },
    client: { network: false, qemuArgs: card(2, `${backend}off`), address: "10.0.2.16" },
    target: `${alone}:${devicePort}`,
  };
}

async function startPair(
  context: BenchmarkContext,
  connections: number,
  { server: ofServer, client: ofClient, target }: Places,
): Promise<Pair> {
  const { device, signal } = context;
  const { elf: firmware } = await benchFirmware(context, {});
  const common = { ...device, firmware, signal };
  const server = await boot("bench/device/echo.ts", { ...common, ...ofServer, name: "server" });
  try {
    await server.expect(`listening on ${devicePort}`);
    const args = [target ?? `${server.address}:${devicePort}`, String(connections), String(plan.slice)];
    const client = await boot("bench/device/round-trips.ts", { ...common, ...ofClient, name: "client", args });
    const stop = async () => void (await Promise.all([client.stop(), server.stop()]));
    const pair = { server, client, [Symbol.asyncDispose]: stop };
    for (let warmUp = 0; warmUp < plan.warmUp; warmUp += plan.slice) {
      await slice(pair);
    }
    await pause(pair);
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
