/** Many clients of a device at once, and clients that behave badly. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { root } from "../../../harness/base/paths.js";
import { boot, type Device, type VirtualNetwork } from "../../../harness/index.ts";
import { openNetwork } from "./helpers/network.ts";

const echo = join(root, "examples", "echo.ts");

/** As many as a program may have open, beside its listener. */
const crowd = 24;

/** What is seen of a connection's beginning. */
interface Handshake {
  requests: number;
  /** The device's milliseconds from the first request to its answer. */
  taken: number;
}

/** Watches, from now on, the handshakes that the host begins, by the port that they come from. */
function watchHandshakes(network: VirtualNetwork): Map<number, Handshake> {
  const handshakes = new Map<number, Handshake>();
  const began = new Map<number, number>();
  const watching = network.frame(
    ({ tcp, ipv4 }) => {
      if (ipv4?.source === "10.0.2.2" && tcp?.syn) {
        const requests = (handshakes.get(tcp.sourcePort)?.requests ?? 0) + 1;
        handshakes.set(tcp.sourcePort, { requests, taken: Number.NaN });
        began.set(tcp.sourcePort, began.get(tcp.sourcePort) ?? network.time.now());
      }
      const handshake = ipv4?.destination === "10.0.2.2" && tcp?.syn && handshakes.get(tcp.destinationPort);
      if (handshake) {
        handshake.taken = network.time.now() - (began.get(tcp.destinationPort) ?? Number.NaN);
      }
      return false;
    },
    { timeout: 120_000 },
  );
  watching.catch(() => {});
  return handshakes;
}

/** In guest time, which a busy machine does not hurry: what is asked for again there was lost. */
async function startEcho(t: ExecutionContext): Promise<{ network: VirtualNetwork; device: Device }> {
  const network = await openNetwork(t, { time: "virtual", onNotice: () => {} });
  const device = await boot(echo, { network });
  t.teardown(() => device.stop());
  await device.expect("listening");
  network.time.resume();
  return { network, device };
}

/** Sends a text that nobody else sends, and returns what comes back. */
async function ask(socket: Socket, text: string): Promise<string> {
  let answer = "";
  socket.write(text);
  while (answer.length < text.length) {
    answer += String((await once(socket, "data"))[0]);
  }
  return answer;
}

for (const [how, open] of [
  [
    "one forward",
    async (device) => {
      const { host, port } = await device.forward(7);
      return () => connect(port, host);
    },
  ],
  [
    "a forward each",
    async (device) => {
      const forwards = await Promise.all(Array.from({ length: crowd }, () => device.forward(7)));
      return (at) => connect(forwards[at]?.port ?? 0, "127.0.0.1");
    },
  ],
  ["connect", async (device) => () => device.connect(7)],
] satisfies [string, (device: Device) => Promise<(at: number) => Socket | Promise<Socket>>][]) {
  test.serial(
    `${crowd} connections that are opened at once by ${how} are all there, and are asked for once`,
    async (t) => {
      const { network, device } = await startEcho(t);
      const opening = await open(device);
      const watched = watchHandshakes(network);
      const sockets = await Promise.all(Array.from({ length: crowd }, (_, at) => opening(at)));
      t.teardown(() => sockets.map((socket) => socket.destroy()));
      const texts = sockets.map((_, at) => `client ${at}`);
      t.deepEqual(await Promise.all(sockets.map((socket, at) => ask(socket, texts[at] ?? ""))), texts);
      const handshakes = [...watched.values()];
      t.is(handshakes.length, crowd);
      t.true(
        handshakes.every(({ requests, taken }) => requests === 1 && taken < 100),
        JSON.stringify(handshakes),
      );
    },
  );
}

test.serial("clients of two forwards that have the same port of their own are two connections", async (t) => {
  const { device } = await startEcho(t);
  const [one, other] = await Promise.all([device.forward(7), device.forward(7, { host: "127.0.0.2" })]);
  const first = connect(one.port, one.host);
  t.teardown(() => first.destroy());
  await once(first, "connect");
  const second = connect({
    port: other.port,
    host: other.host,
    localPort: first.localPort ?? 0,
    localAddress: "127.0.0.3",
  });
  t.teardown(() => second.destroy());
  t.deepEqual(await Promise.all([ask(first, "first"), ask(second, "other")]), ["first", "other"]);
  t.is(first.localPort, second.localPort);
});
