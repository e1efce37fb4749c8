import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import test from "ava";
import { execa } from "execa";
import { Capture } from "../../../harness/network/capture/capture.ts";
import { realClock } from "../../../harness/network/link/clock.ts";
import { Link } from "../../../harness/network/link/link.ts";
import { lengthSize, packetOf } from "../../../harness/network/packet.ts";
import { VirtualNetwork } from "../../../harness/time/virtual-network.ts";
import { needs, needsTool } from "../../support/needs.ts";
import { arpPacket, ethernet } from "./helpers/frames.ts";
import { ManualClock } from "./helpers/manual-clock.ts";
import { plugIn } from "./helpers/network.ts";
import { readCapture } from "./helpers/pcapng.ts";
import { temporaryFolder } from "./helpers/temporary.ts";

const everybody = "ff:ff:ff:ff:ff:ff";
const mac = "02:00:00:00:00:01";
const request = packetOf(ethernet(everybody, mac, 0x0806, arpPacket(1, mac, "10.0.2.15", everybody, "10.0.2.2")));

/** Captures two devices, of which the first one sends and receives, with and without faults. */
async function record(path: string): Promise<void> {
  const capture = await Capture.create(path);
  const links = ["echo", "client ü"].map((name) => {
    let received = (_packet: Buffer): void => {};
    const down = (packet: Buffer) => received(packet);
    const link = new Link({ name, seed: 1, clock: realClock, up: () => {}, down });
    received = capture.add({ name }, link);
    return link;
  });
  const [echo, client] = links;
  echo?.up.send(request);
  client?.down.send(request);
  echo?.dropNext(2);
  echo?.up.send(request);
  echo?.down.send(request);
  echo?.set({ duplicate: 1 });
  echo?.up.send(request);
  echo?.down.send(request);
  await capture.close();
}

test("a capture has what each device sent and received, and what its link did", async (t) => {
  const path = join(await temporaryFolder(t), "run.pcapng");
  await record(path);
  const packets = readCapture(await readFile(path));
  t.deepEqual(
    packets.map(({ name, direction, comment }) => [name, direction, comment]),
    [
      ["echo", "out", undefined],
      ["client ü", "in", undefined],
      ["echo", "out", "dropped"],
      ["echo", "in", "not received: dropped"],
      ["echo", "out", "duplicated"],
      ["echo", "in", undefined],
      ["echo", "in", undefined],
    ],
  );
  t.true(packets.every(({ frame }) => frame.equals(request.subarray(lengthSize))));
});

test("a capture's times are those of the clock on the wall, and do not go back", async (t) => {
  const path = join(await temporaryFolder(t), "run.pcapng");
  const before = BigInt(Date.now() - 1000) * 1_000_000n;
  await record(path);
  const times = readCapture(await readFile(path)).map(({ nanoseconds }) => nanoseconds);
  t.deepEqual(
    times,
    times.toSorted((a, b) => (a < b ? -1 : 1)),
  );
  t.true((times[0] ?? 0n) > before && (times.at(-1) ?? 0n) < before + 60_000_000_000n);
});

const tshark = needsTool("tshark");

tshark.declare("tshark reads a capture, with the names of the devices", async (t) => {
  const path = join(await temporaryFolder(t), "run.pcapng");
  await record(path);
  const fields = ["frame.interface_name", "frame.comment", "arp.dst.proto_ipv4"].flatMap((field) => ["-e", field]);
  const { stdout } = await execa(tshark.path, ["-r", path, "-T", "fields", "-E", "separator=;", ...fields]);
  t.deepEqual(stdout.split("\n").slice(0, 4), [
    "echo;;10.0.2.2",
    "client ü;;10.0.2.2",
    "echo;dropped;10.0.2.2",
    "echo;not received: dropped;10.0.2.2",
  ]);
});

test("a capture's times come from the network's clock", async (t) => {
  const path = join(await temporaryFolder(t), "run.pcapng");
  const clock = new ManualClock();
  const capture = await Capture.create(path);
  capture.follow(Object.assign(clock, { epoch: 1000 }));
  const link = new Link({ name: "a", seed: 1, clock, up: () => {}, down: () => {} });
  capture.add({ name: "a" }, link);
  link.up.send(request);
  clock.advance(86_400_000.25);
  link.up.send(request);
  await capture.close();
  const times = readCapture(await readFile(path)).map(({ nanoseconds }) => nanoseconds);
  t.deepEqual(times, [1_000_000_000n, 86_401_000_250_000n]);
});

test("of the host's port, a capture has what its link did to frames", async (t) => {
  const path = join(await temporaryFolder(t), "run.pcapng");
  const capture = await Capture.create(path, { comment: "The network's seed is 7." });
  const link = new Link({ name: "host", seed: 1, clock: realClock, up: () => {}, down: () => {} });
  capture.add({ name: "host", description: "the host", address: "10.0.2.2", netmask: "255.255.255.0" }, link, "faults");
  link.up.send(request);
  link.down.send(request);
  link.dropNext(2);
  link.up.send(request);
  link.down.send(request);
  await capture.close();
  t.deepEqual(
    readCapture(await readFile(path)).map(({ direction, comment }) => `${direction}: ${comment}`),
    ["out: dropped", "in: not received: dropped"],
  );
  if (tshark.path !== "") {
    const { stdout } = await execa("capinfos", [path], { reject: false });
    t.true(stdout === "" || /Name = host\n\s+Description = the host/.test(stdout), stdout);
  }
});

const onLinux = needs("Linux", process.platform === "linux");

onLinux("a disk that is full ends a capture, not the network, and is told of at its end", async (t) => {
  const network = await VirtualNetwork.create({ capture: "/dev/full" });
  const [a, b] = [await plugIn(network, "a"), await plugIn(network, "b")];
  for (let count = 0; count < 50; count++) {
    a.device.sendUdp(b.place.mac, b.place.address, { from: 9, to: 7 }, Buffer.alloc(1000));
  }
  t.is((await a.device.frame(({ udp }) => udp !== undefined)).ipv4?.source, b.place.address);
  t.like(
    await t.throwsAsync(network.close(), { code: "ENOSPC", message: /^the capture \/dev\/full is not whole: ENOSPC/ }),
    { exitCode: 74 },
  );
  t.true(a.device.socket.destroyed || (await once(a.device.socket, "close").then(() => true)));
});

test("a disk that is too slow costs frames of the capture, not memory, and is told of at its end", async (t) => {
  const writes: (() => void)[] = [];
  const disk = new Writable({ write: (_chunk, _encoding, done) => void writes.push(done) });
  const capture = await Capture.create(disk);
  const link = new Link({ name: "a", seed: 1, clock: realClock, up: () => {}, down: () => {} });
  capture.add({ name: "a" }, link);
  const large = packetOf(Buffer.alloc(60_000));
  for (let count = 0; count < 1200; count++) {
    link.up.send(large);
  }
  t.true(disk.writableLength < 70e6);
  const closed = capture.close();
  for (let done = writes.shift(); done !== undefined; done = writes.shift()) {
    done();
    await new Promise(setImmediate);
  }
  await t.throwsAsync(closed, { code: "ENOBUFS", message: /^the capture stream is not whole: \d+ frames came faster/ });
});

test("a capture that cannot be written is refused before anything starts", async (t) => {
  const path = join(await temporaryFolder(t), "no", "such", "folder.pcapng");
  await t.throwsAsync(Capture.create(path), {
    code: "ENOENT",
    message: /^cannot write the capture to .*folder\.pcapng/,
  });
});
