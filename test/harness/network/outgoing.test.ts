/** Connections from devices to addresses outside the virtual network: of this machine, so that nothing leaves it. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { root } from "../../../harness/base/paths.js";
import { boot } from "../../../harness/index.ts";
import type { NetworkOptions } from "../../../harness/network/index.ts";
import type { VirtualNetwork } from "../../../harness/time/virtual-network.ts";
import { needs } from "../../support/needs.ts";
import { openNetwork, plugIn } from "./helpers/network.ts";

const gatewayMac = "52:55:0a:00:02:02";

/** A server on the loopback that answers datagrams with what they brought. Its port. */
async function datagramEcho(t: ExecutionContext): Promise<number> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  t.teardown(() => socket.close());
  socket.on("message", (text, { port, address }) => socket.send(text, port, address));
  await once(socket, "listening");
  return socket.address().port;
}

for (const [title, internet, counted] of [
  ["everything", true, 0],
  ["its port", (port: number) => [`127.0.0.1:${port}`], 1],
  ["its network", () => ["203.0.113.5:80", "127.0.0.0/8"], 0],
] as const) {
  test.serial(`a datagram to an address outside reaches it, and is answered, where ${title} is allowed`, async (t) => {
    const [first, second] = [await datagramEcho(t), await datagramEcho(t)];
    const network = await openNetwork(t, { internet: internet === true || internet(first) });
    const { device } = await plugIn(network);
    for (const port of [second, first]) {
      device.sendUdp(gatewayMac, "127.0.0.1", { from: port, to: port }, Buffer.from(String(port)));
    }
    const { ipv4, udp } = await device.frame((frame) => frame.udp?.destinationPort === first);
    t.deepEqual([ipv4?.source, Buffer.from(udp?.payload ?? []).toString()], ["127.0.0.1", String(first)]);
    t.is(network.statistics.internet, counted);
  });
}

/** An address of this machine that is neither its loopback nor on the virtual network. */
const own = Object.values(networkInterfaces())
  .flatMap((addresses = []) => addresses)
  .find(({ family, internal, address }) => family === "IPv4" && !internal && !address.startsWith("10.0.2."))?.address;

async function greeter(t: ExecutionContext): Promise<string> {
  const server = createServer((socket) => socket.on("error", () => {}).end("hello")).listen(0, own);
  t.teardown(() => server.close());
  await once(server, "listening");
  return `${own}:${(server.address() as AddressInfo).port}`;
}

/** What a program is told by each of some servers: their text, or an error's code. */
async function visit(network: VirtualNetwork, servers: readonly string[]): Promise<string[]> {
  await using device = await boot(join(root, "test", "device", "programs", "visits.ts"), { network, args: servers });
  const [, answers = ""] = await device.expect(/visited (.*)\n/, { timeout: 30_000 });
  return answers.split(" ");
}

/** Without any such address, as in a container without a network, there is nobody to connect to. */
const outside = needs("a network address of this machine's own", own !== undefined, test.serial);

for (const [title, options, seen] of [
  ["without a word about it nothing outside is reached", () => ({}), ["ETIMEDOUT", "ETIMEDOUT"]],
  [
    "what is allowed is reached by a program, and nothing else",
    ([first]) => ({ internet: [first] }),
    ["hello", "ETIMEDOUT"],
  ],
  ["with internet everything is reached by a program", () => ({ internet: true }), ["hello", "hello"]],
] satisfies [string, (servers: readonly [string, string]) => NetworkOptions, string[]][]) {
  outside(title, async (t) => {
    const servers = [await greeter(t), await greeter(t)] as const;
    const network = await openNetwork(t, options(servers));
    t.deepEqual(await visit(network, servers), seen);
    t.is(network.statistics.internet > 0, seen.includes("ETIMEDOUT"));
  });
}
