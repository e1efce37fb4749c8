/** What one side of a connection does through the gateway, the other one sees: it does not read, ends its half, resets, or never accepts. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { root } from "../../../harness/base/paths.js";
import { chooseDevice } from "../../../harness/device/choose-device.ts";
import { boot, type Device, type Frame, type VirtualNetwork } from "../../../harness/index.ts";
import { openNetwork } from "./helpers/network.ts";

const holds = join(root, "test", "device", "programs", "holds.ts");
/** More than the sockets of this machine hold by themselves, some 5 MB. */
const size = 10_000_000;

async function start(t: ExecutionContext): Promise<{ network: VirtualNetwork; device: Device }> {
  const network = await openNetwork(t);
  const device = await boot(holds, { network });
  t.teardown(() => device.stop());
  await device.expect("listening on 7");
  return { network, device };
}

/** A connection that is asked for something. */
async function command(t: ExecutionContext, device: Device, text: string): Promise<Socket> {
  const socket = connect({ port: (await device.forward(7)).port, host: "127.0.0.1", allowHalfOpen: true });
  t.teardown(() => socket.destroy());
  await once(socket, "connect");
  socket.write(text);
  return socket;
}

/** A segment that says that its sender has no room. */
const isFull = (from: string) => (frame: Frame) =>
  frame.ipv4?.source === from && frame.tcp?.window === 0 && !frame.tcp.syn && !frame.tcp.rst;

test.serial("a device that does not read stops the host's client, and has all of 10 MB when it reads", async (t) => {
  t.timeout(300_000, "a busy machine");
  const { network, device } = await start(t);
  const socket = await command(t, device, `take ${size}`);
  t.is(String((await once(socket, "data"))[0]), "ready\n");
  const full = network.frame(isFull(device.address), { timeout: 60_000 });
  const pattern = Buffer.from(Array.from({ length: size }, (_, at) => at % 251));
  socket.end(pattern);
  await full;
  t.true(socket.writableLength > 0);
  const { port, host } = await device.forward(7, { protocol: "udp" });
  const signal = createSocket("udp4");
  signal.send("go", port, host, () => signal.close());
  t.is(String((await once(socket, "data"))[0]), `${size}\n`);
});

test.serial("a host that does not read stops the device, and has all of 10 MB when it reads", async (t) => {
  t.timeout(300_000, "a busy machine");
  const { network, device } = await start(t);
  const full = network.frame(isFull("10.0.2.2"), { timeout: 120_000 });
  const socket = await command(t, device, `give ${size}`);
  socket.pause();
  await full;
  let at = 0;
  let isRight = true;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    isRight &&= chunk[0] === at % 251 && chunk.at(-1) === (at + chunk.length - 1) % 251;
    at += chunk.length;
  }
  t.deepEqual([at, isRight], [size, true]);
});

/** Zephyr's TCP sends nothing more to a socket that has ended its half. */
const halfClose = chooseDevice({}).kernel === "zephyr" ? test.serial.skip : test.serial;

halfClose("a device that has ended its half hears what the host sends afterwards", async (t) => {
  const { device } = await start(t);
  const socket = await command(t, device, "ask");
  const text: string[] = [];
  socket.on("data", (bytes) => text.push(String(bytes)));
  await once(socket, "end");
  t.is(text.join(""), "question\n");
  socket.end("answer");
  await device.expect("heard answer");
});

test.serial(
  "clients that reset, that never send and that nobody accepts leave nothing, and the forward goes on",
  async (t) => {
    const { device } = await start(t);
    const [good, deaf] = await Promise.all([device.forward(7), device.forward(8)]);
    const asks = async () => {
      const socket = connect(good.port, good.host);
      socket.write("give 5");
      const [bytes] = (await once(socket, "data")) as [Buffer];
      await once(socket, "close");
      return [...bytes];
    };
    t.deepEqual(await asks(), [0, 1, 2, 3, 4]);
    const before = process.platform === "linux" ? readdirSync("/proc/self/fd").length : 0;
    const clients: Socket[] = [];
    for (let round = 0; round < 5; round++) {
      for (const { port, host } of [good, deaf]) {
        const [silent, resetting] = [connect(port, host), connect(port, host)];
        resetting.once("connect", () => resetting.resetAndDestroy());
        clients.push(silent, resetting);
      }
      t.deepEqual(await asks(), [0, 1, 2, 3, 4]);
    }
    await Promise.all(
      clients.map(async (client) => {
        const closed = client.closed
          ? undefined
          : once(
              client.on("error", () => {}),
              "close",
            );
        client.destroy();
        await closed;
      }),
    );
    t.deepEqual(await asks(), [0, 1, 2, 3, 4]);
    await device.stop();
    if (process.platform === "linux") {
      t.true(readdirSync("/proc/self/fd").length < before, String(readdirSync("/proc/self/fd").length - before));
    }
  },
);

test.serial("a port that nobody listens on resets its client", async (t) => {
  const { device } = await start(t);
  const socket = await device.connect(99);
  await t.throwsAsync(once(socket, "data"), { code: "ECONNRESET" });
});
