/** What must not bring a network down: frames that are none, floods, and peers that die. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { join } from "node:path";
import { memoryUsage } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import test from "ava";
import { root } from "../../../harness/base/paths.js";
import { boot, type Device } from "../../../harness/index.ts";
import { Frame } from "../../../harness/network/index.ts";
import { randomStream } from "../../../harness/network/link/random.ts";
import { longestFrame } from "../../../harness/network/packet.ts";
import { ethernet, ipv4, udp } from "./helpers/frames.ts";
import { openNetwork, plugIn } from "./helpers/network.ts";

type PlugIn = Awaited<ReturnType<typeof plugIn>>;

const everybody = "ff:ff:ff:ff:ff:ff";
const echo = join(root, "examples", "echo.ts");

/** Frames that are broken in many ways, the same each time. */
function brokenFrames(count: number, to: readonly string[]): Buffer[] {
  const random = randomStream(1, "broken frames");
  const below = (limit: number) => Math.floor(random() * limit);
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => below(256)));
  return Array.from({ length: count }, (_, index) => {
    const ports = { from: below(65536), to: [53, 67, 7, below(65536)][below(4)] ?? 7 };
    const payload = udp(ports, bytes(below(300)));
    const address = ["10.0.2.2", "10.0.2.3", "10.0.2.15", "255.255.255.255"][below(4)] ?? "10.0.2.2";
    const packet = ipv4("10.0.2.99", address, [1, 6, 17, below(256)][below(4)] ?? 17, payload);
    const type = [0x0800, 0x0806, 0x86dd, below(65536)][below(4)] ?? 0x0800;
    const frame = ethernet(to[index % to.length] ?? everybody, "02:00:00:00:99:99", type, packet);
    for (let flips = below(6); flips > 0; flips--) {
      // Not the addresses: it is to arrive.
      const at = 14 + below(frame.length - 14);
      frame[at] = below(256);
    }
    return frame.subarray(0, below(3) === 0 ? 1 + below(frame.length) : frame.length);
  });
}

/** Whether a device still gets an answer to a datagram from another. */
async function stillThere(a: PlugIn, b: PlugIn): Promise<string> {
  a.device.sendUdp(b.place.mac, b.place.address, { from: 9, to: 7 }, Buffer.from("still here"));
  const answer = await a.device.frame(
    ({ ipv4: packet, udp: datagram }) => packet?.source === b.place.address && datagram !== undefined,
  );
  return Buffer.from(answer.udp?.payload ?? []).toString();
}

test("broken frames of all kinds are passed on, described or dropped, and the others go on", async (t) => {
  const network = await openNetwork(t);
  const [a, b] = [await plugIn(network, "a"), await plugIn(network, "b")];
  const frames = brokenFrames(2000, [everybody, b.place.mac, "52:55:0a:00:02:02", "52:55:0a:00:02:03"]);
  const last = ethernet(everybody, "02:00:00:00:99:99", 0x88b5, Buffer.alloc(46));
  // Who waits for a frame has each of them described.
  const came = network.frame((frame) => String(frame).startsWith("0x88b5"), { timeout: 60_000 });
  for (const frame of [...frames, last]) {
    a.device.send(frame);
  }
  await came;
  t.is(await stillThere(a, b), "still here");
  t.true(network.statistics.invalid > 50, String(network.statistics.invalid));
  t.notThrows(() => frames.map((frame) => String(new Frame(frame))));
});

test.serial("the gateway survives what devices send that is none, and forwards on", async (t) => {
  const network = await openNetwork(t);
  const { place, device } = await plugIn(network);
  for (const frame of brokenFrames(2000, [everybody, "52:55:0a:00:02:02", "52:55:0a:00:02:03"])) {
    device.send(frame);
  }
  const { port } = await network.forward(place.address, 7, { protocol: "udp" });
  const socket = createSocket("udp4");
  t.teardown(() => socket.close());
  const answer = once(socket, "message");
  socket.send("hello", port, "127.0.0.1");
  t.is(String((await answer)[0]), "hello");
});

test("frames as long as can be are passed on, longer ones end their sender, and the others go on", async (t) => {
  const network = await openNetwork(t);
  const [a, b, bad] = [await plugIn(network, "a"), await plugIn(network, "b"), await plugIn(network, "bad")];
  a.device.send(ethernet(b.place.mac, a.place.mac, 0x88b5, Buffer.alloc(longestFrame - 14)));
  t.is((await b.device.frame(({ ethertype }) => ethertype === 0x88b5)).bytes.length, longestFrame);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(longestFrame + 1);
  bad.device.socket.write(length);
  t.like(await bad.place.ended, {
    code: "EPROTO",
    message: "bad left the network: a frame of 65537 bytes was announced, 1 to 65536 are possible",
  });
  t.is(await stillThere(a, b), "still here");
});

test("10,000 broadcast frames in a second reach everybody, and datagrams get through between them", async (t) => {
  const network = await openNetwork(t, { link: { latency: 1 } });
  const all: PlugIn[] = [];
  for (let count = 0; count < 8; count++) {
    all.push(await plugIn(network));
  }
  const [flooding, a, b] = all as [PlugIn, PlugIn, PlugIn];
  const flood = ethernet(everybody, flooding.place.mac, 0x88b5, Buffer.alloc(46));
  const before = memoryUsage().rss;
  const start = performance.now();
  for (let sent = 0; sent < 10_000; ) {
    const due = Math.min(10_000, (performance.now() - start) * 10);
    for (; sent < due; sent++) {
      flooding.device.send(flood);
    }
    await sleep(1);
  }
  t.is(await stillThere(a, b), "still here");
  const counts = () =>
    all.slice(1).map(({ device }) => device.frames.filter(({ ethertype }) => ethertype === 0x88b5).length);
  while (counts().some((count) => count < 10_000)) {
    await sleep(10);
  }
  t.deepEqual(
    counts(),
    Array.from({ length: 7 }, () => 10_000),
  );
  t.true(memoryUsage().rss - before < 400e6);
});

test("a device that reads nothing costs 1 MiB, however much is sent to it, and the others go on", async (t) => {
  const network = await openNetwork(t);
  const [a, b, deaf] = [await plugIn(network, "a"), await plugIn(network, "b"), await plugIn(network, "deaf")];
  deaf.device.socket.pause();
  const frame = ethernet(deaf.place.mac, a.place.mac, 0x88b5, Buffer.alloc(1500));
  for (let count = 0; count < 5_000; count++) {
    a.device.send(frame);
  }
  t.is(await stillThere(a, b), "still here");
  t.true(deaf.place.dropped > 1_000, String(deaf.place.dropped));
});

async function echoes(device: Device, text: string): Promise<string> {
  const socket = await device.connect(7);
  socket.write(text);
  const [answer] = await once(socket, "data");
  socket.destroy();
  return String(answer);
}

test.serial("a device's own driver survives frames that are none, and a flood", async (t) => {
  const network = await openNetwork(t);
  await using device = await boot(echo, { network, name: "echo" });
  await device.expect(/listening on 7/);
  t.is(await echoes(device, "before"), "before");
  const mac = "02:00:00:00:00:01";
  for (const length of [1, 13, 14, 59, 1514, 1515, 1518, 2000, 9000, 60_000]) {
    network.frames.inject(
      Buffer.concat([ethernet(mac, "02:00:00:00:99:99", 0x0800, Buffer.alloc(60_000, 0xa5))]).subarray(0, length),
    );
  }
  for (const frame of brokenFrames(300, [mac, everybody])) {
    network.frames.inject(frame);
    await sleep(1);
  }
  t.is(await echoes(device, "after broken frames"), "after broken frames");
  const flood = ethernet(everybody, "02:00:00:00:99:99", 0x0806, Buffer.alloc(46));
  const start = performance.now();
  for (let sent = 0; sent < 10_000; ) {
    for (const due = Math.min(10_000, (performance.now() - start) * 10); sent < due; sent++) {
      network.frames.inject(flood);
    }
    await sleep(1);
  }
  t.is(await echoes(device, "after a flood"), "after a flood");
});
