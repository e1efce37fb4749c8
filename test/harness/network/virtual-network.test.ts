import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import test from "ava";
import type { NetworkOptions } from "../../../harness/network/index.ts";
import { packetOf } from "../../../harness/network/packet.ts";
import { VirtualNetwork } from "../../../harness/time/virtual-network.ts";
import { ethernet } from "./helpers/frames.ts";
import { openNetwork, plugIn } from "./helpers/network.ts";
import { readCapture } from "./helpers/pcapng.ts";
import { temporaryFolder } from "./helpers/temporary.ts";

const everybody = "ff:ff:ff:ff:ff:ff";
const isUdp = (frame: { udp?: unknown }) => frame.udp !== undefined;

test("devices get addresses one after the other, and QEMU's arguments to join", async (t) => {
  const network = await openNetwork(t);
  const [first, second] = [await network.attach(), await network.attach({ name: "client" })];
  t.like(first, { name: "device", mac: "02:00:00:00:00:01", address: "10.0.2.15", netmask: "255.255.255.0" });
  t.like(second, {
    name: "client",
    mac: "02:00:00:00:00:02",
    address: "10.0.2.16",
    gateway: "10.0.2.2",
    dns: "10.0.2.3",
  });
  t.regex(
    first.netdevArgs.join(" "),
    /^-netdev stream,id=n0,server=off,addr\.type=unix,addr\.path=\S+ -net nic,netdev=n0,macaddr=02:00:00:00:00:01$/,
  );
});

test("a device can join by a descriptor that it inherits", async (t) => {
  const network = await openNetwork(t);
  const place = await network.attach({ descriptor: 6 });
  t.deepEqual(place.netdevArgs.slice(0, 2), ["-netdev", "stream,id=n0,server=off,addr.type=fd,addr.str=6"]);
});

test("address and name are free again when their device was detached", async (t) => {
  const network = await openNetwork(t);
  const [first, second] = [await network.attach(), await network.attach()];
  await first.detach();
  await first.detach();
  const third = await network.attach();
  t.is(third.address, first.address);
  t.not(third.address, second.address);
  t.deepEqual([third.name, third.hostname], ["device", "device.test"]);
  t.is((await network.attach()).name, "device-3");
});

test("a network that is full says so", async (t) => {
  const network = await openNetwork(t);
  for (let count = 0; count < 113; count++) {
    await network.attach({ descriptor: 6 });
  }
  await t.throwsAsync(network.attach(), { code: "EADDRNOTAVAIL", message: /room for 113 devices/ });
});

test("devices reach one another", async (t) => {
  const network = await openNetwork(t);
  const a = await plugIn(network, "a");
  const b = await plugIn(network, "b");
  a.device.sendUdp(b.place.mac, b.place.address, { from: 9, to: 7 }, Buffer.from("hello"));
  const answer = await a.device.frame(isUdp);
  t.is(Buffer.from(answer.udp?.payload ?? []).toString(), "hello");
  t.is(answer.ipv4?.source, b.place.address);
});

test("nothing is left in the file system once a device has joined", async (t) => {
  const network = await openNetwork(t);
  const place = await network.attach();
  const path = /addr\.path=(.*)/.exec(place.netdevArgs[1] ?? "")?.[1] ?? "";
  t.true(existsSync(path));
  await new Promise<void>((resolve) => {
    connect(path, resolve).on("error", () => {});
  });
  await place.detach();
  t.false(existsSync(dirname(path)));
});

test("nothing is left in the file system where a device never joined", async (t) => {
  const network = await VirtualNetwork.create();
  const { netdevArgs } = await network.attach();
  const path = /addr\.path=(.*)/.exec(netdevArgs[1] ?? "")?.[1] ?? "";
  await network.close();
  t.false(existsSync(dirname(path)));
});

test("a device that sends no frames is cut off with a reason, and others go on", async (t) => {
  const network = await openNetwork(t);
  const [a, b, bad] = [await plugIn(network, "a"), await plugIn(network, "b"), await plugIn(network, "bad")];
  bad.device.socket.write("what is this");
  const error = await bad.place.ended;
  t.is(error?.code, "EPROTO");
  t.regex(error?.message ?? "", /^bad left the network: a frame of \d+ bytes was announced/);
  a.device.sendUdp(b.place.mac, b.place.address, { from: 9, to: 7 }, Buffer.from("still here"));
  t.is(Buffer.from((await a.device.frame(isUdp)).udp?.payload ?? []).toString(), "still here");
});

test("a device that dies inside a frame is told of, and others go on", async (t) => {
  const network = await openNetwork(t);
  const [a, b, dying] = [await plugIn(network, "a"), await plugIn(network, "b"), await plugIn(network, "dying")];
  dying.device.socket.end(Buffer.from([0, 0, 0, 100, 1, 2, 3]));
  t.is((await dying.place.ended)?.message, "dying left the network: it closed after 7 bytes of a frame");
  a.device.sendUdp(b.place.mac, b.place.address, { from: 9, to: 7 }, Buffer.from("still here"));
  t.truthy(await a.device.frame(isUdp));
});

test("a partition keeps devices apart until it is healed", async (t) => {
  const network = await openNetwork(t);
  const [a, b] = [await plugIn(network, "a"), await plugIn(network, "b")];
  const send = (text: string) => a.device.sendUdp(b.place.mac, b.place.address, { from: 9, to: 7 }, Buffer.from(text));
  network.partition([a.place], [b.place]);
  const seen = network.frame(isUdp);
  send("lost");
  await seen;
  network.heal();
  send("found");
  t.is(Buffer.from((await a.device.frame(isUdp)).udp?.payload ?? []).toString(), "found");
  t.is(network.statistics.partitioned, 1);
});

test("a partition of somebody who is not there is refused", async (t) => {
  const network = await openNetwork(t);
  const gone = await network.attach();
  await gone.detach();
  t.throws(() => network.partition([gone], [network.host]), { code: "EINVAL" });
});

test("a link's faults hold for its device only", async (t) => {
  const network = await openNetwork(t);
  const [a, b, c] = [await plugIn(network, "a"), await plugIn(network, "b"), await plugIn(network, "c")];
  b.place.link.set({ loss: 1 });
  const to = (place: { mac: string; address: string }) =>
    a.device.sendUdp(place.mac, place.address, { from: 9, to: 7 }, Buffer.from(place.address));
  to(b.place);
  to(c.place);
  const answer = await a.device.frame(isUdp);
  t.is(answer.ipv4?.source, c.place.address);
  t.is(b.place.link.down.statistics.lost, 1);
});

test("links can be disturbed from the beginning, and the network knows that they are", async (t) => {
  const clean = await openNetwork(t);
  await clean.attach();
  t.false(clean.isDisturbed);
  const network = await openNetwork(t, { link: { loss: 1 } });
  const place = await network.attach();
  t.true(network.isDisturbed);
  place.link.down.send(packetOf(ethernet(everybody, "02:00:00:00:00:99", 0x88b5, Buffer.alloc(50))));
  t.is(place.link.down.statistics.lost, 1);
  await place.detach();
  t.true(network.isDisturbed, "also when the one on that link has left");
  await t.throwsAsync(VirtualNetwork.create({ link: { loss: 2 } }), { code: "EINVAL", message: /probability/ });
});

test("a period ends with its device, and with its network", async (t) => {
  const network = await openNetwork(t);
  const [a, b] = [await network.attach(), await network.attach()];
  const [first, second] = [a.link.during(3_600_000, { loss: 1 }), b.link.up.during(3_600_000, { loss: 1 })];
  await a.detach();
  await first;
  await network.close();
  await second;
  t.pass();
});

test("what is delayed arrives although nothing else happens", async (t) => {
  const network = await openNetwork(t);
  const [a, b] = [await plugIn(network, "a"), await plugIn(network, "b")];
  a.place.link.set({ latency: 15 });
  const sent = performance.now();
  a.device.sendUdp(b.place.mac, b.place.address, { from: 9, to: 7 }, Buffer.from("slow"));
  await a.device.frame(isUdp);
  t.true(performance.now() - sent >= 30);
});

test("an injected frame reaches devices", async (t) => {
  const network = await openNetwork(t);
  const { device } = await plugIn(network);
  network.frames.inject(ethernet(everybody, "02:00:00:00:00:99", 0x88b5, Buffer.from("injected")));
  const frame = await device.frame(({ ethertype }) => ethertype === 0x88b5);
  t.is(Buffer.from(frame.payload).toString(), "injected");
  t.throws(() => network.frames.inject(Buffer.alloc(0)), { code: "EMSGSIZE" });
});

test("waiting for a frame ends in the next one that matches", async (t) => {
  const network = await openNetwork(t);
  const waiting = network.frame((frame) => frame.ethertype === 0x88b6);
  network.frames.inject(ethernet(everybody, "02:00:00:00:00:99", 0x88b5, Buffer.alloc(50)));
  network.frames.inject(ethernet(everybody, "02:00:00:00:00:99", 0x88b6, Buffer.alloc(50)));
  t.is((await waiting).ethertype, 0x88b6);
});

test("waiting for a frame that does not come fails with what came instead", async (t) => {
  const network = await openNetwork(t, { seed: 7 });
  const waiting = network.frame(() => false, { timeout: 50 });
  network.frames.inject(ethernet(everybody, "02:00:00:00:00:99", 0x88b5, Buffer.alloc(50)));
  await t.throwsAsync(waiting, {
    code: "ETIMEDOUT",
    message:
      /^expected such a frame within 50 ms, but 1 other came:\n {2}injected: 0x88b5 02:00:00:00:00:99 > ff.*\nThe network's seed is 7\.$/,
  });
  await t.throwsAsync(
    network.frame(() => false, { timeout: 1, what: "an ARP request" }),
    { message: "expected an ARP request within 1 ms, but no frame came at all\nThe network's seed is 7." },
  );
});

test("a frame that came in time is found in time, also where this process was busy until the limit had passed", async (t) => {
  const network = await openNetwork(t);
  const { device } = await plugIn(network);
  const waiting = network.frame(({ ethertype }) => ethertype === 0x88b5, { timeout: 20 });
  device.send(ethernet("ff:ff:ff:ff:ff:ff", "02:00:00:00:00:01", 0x88b5, Buffer.alloc(46)));
  for (const end = performance.now() + 100; performance.now() < end; ) {
    // Nothing is read.
  }
  t.is((await waiting).ethertype, 0x88b5);
});

test("that a frame does not come is waited for, and one that does is told of at once, with those before it", async (t) => {
  const network = await openNetwork(t, { seed: 7 });
  const isArp = (frame: { arp?: unknown }) => frame.arp !== undefined;
  const { place, device } = await plugIn(network, "lamp");
  const quiet = network.frames.none(isArp, { for: 20 });
  network.frames.inject(ethernet(everybody, "02:00:00:00:00:99", 0x88b5, Buffer.alloc(50)));
  await quiet;
  const waiting = network.frames.none(isArp, { for: 60_000, what: "ARP" });
  network.frames.inject(ethernet(everybody, "02:00:00:00:00:99", 0x88b5, Buffer.alloc(50)));
  device.announce("10.0.2.2");
  await t.throwsAsync(waiting, {
    code: "EEXIST",
    message: [
      "expected no ARP for 60000 ms, but lamp sent",
      `  ARP request for 10.0.2.2 by ${place.address}`,
      "Before it, 1 other came:",
      "  injected: 0x88b5 02:00:00:00:00:99 > ff:ff:ff:ff:ff:ff 64 bytes",
      "The network's seed is 7.",
    ].join("\n"),
  });
  const controller = new AbortController();
  const aborted = network.frames.none(isArp, { for: 60_000, signal: controller.signal });
  controller.abort(new Error("enough"));
  await t.throwsAsync(aborted, { message: "enough" });
});

test("waiting for a frame can be aborted, and a predicate that throws is told of", async (t) => {
  const network = await openNetwork(t);
  const controller = new AbortController();
  const waiting = network.frame(() => false, { signal: controller.signal });
  controller.abort(new Error("enough"));
  await t.throwsAsync(waiting, { message: "enough" });
  await t.throwsAsync(
    network.frame(() => true, { signal: controller.signal }),
    { message: "enough" },
  );
  const throwing = network.frame(() => {
    throw new Error("wrong");
  });
  network.frames.inject(ethernet(everybody, "02:00:00:00:00:99", 0x88b5, Buffer.alloc(50)));
  await t.throwsAsync(throwing, { message: "wrong" });
});

test("a closed network takes nobody, and can be closed again", async (t) => {
  const network = await VirtualNetwork.create();
  await network.close();
  await network.close();
  await t.throwsAsync(network.attach(), { code: "ENETDOWN" });
  await t.throwsAsync(network.forward("10.0.2.15", 7), { code: "ENETDOWN" });
});

test("a capture of a network is whole when the network is closed", async (t) => {
  const path = join(await temporaryFolder(t), "run.pcapng");
  const network = await VirtualNetwork.create({ capture: path });
  const [a, b] = [await plugIn(network, "a"), await plugIn(network, "b")];
  a.device.sendUdp(b.place.mac, b.place.address, { from: 9, to: 7 }, Buffer.from("hello"));
  await a.device.frame(isUdp);
  await network.close();
  const datagrams = readCapture(await readFile(path)).filter(({ frame }) => frame.includes("hello"));
  t.deepEqual(
    datagrams.map(({ name, direction }) => `${name} ${direction}`),
    ["a out", "b in", "b out", "a in"],
  );
});

test("closing the network ends what waits for a frame, and nobody has to listen", async (t) => {
  const network = await openNetwork(t);
  const never = network.frame(() => false, { timeout: 600_000 });
  const none = network.frames.none(() => true, { for: 600_000 });
  void network.frame(() => false, { timeout: 600_000 });
  await network.close();
  await t.throwsAsync(never, { code: "ENETDOWN", message: /closed while a frame was waited for/ });
  await t.throwsAsync(none, { code: "ENETDOWN" });
});

const refusedNetwork = test.macro(async (t, options: object | null, message: RegExp) => {
  await t.throwsAsync(VirtualNetwork.create(options as NetworkOptions), { code: "EINVAL", message });
});

test("a network with an option that is none", refusedNetwork, { sed: 1 }, /has no option "sed"; did you mean seed\?/);
test("a network whose seed is text", refusedNetwork, { seed: "x" }, /^seed must be a whole number, but "x" was given/);
test("a network of another time", refusedNetwork, { time: "fast" }, /^time must be real or virtual, but "fast"/);
test("a network with a wire that goes back", refusedNetwork, { time: "virtual", wire: -1 }, /^wire must be/);
test("a network whose internet is no list", refusedNetwork, { internet: "yes" }, /^internet must be true, false or an/);
test("a network that is captured by a number", refusedNetwork, { capture: 5 }, /^capture must be the path of a file/);
test("a network of no options at all", refusedNetwork, null, /takes its options as an object, but null was given/);

test("what cannot be waited for, or kept apart, is refused", async (t) => {
  const network = await openNetwork(t);
  const other = await openNetwork(t);
  const refused = (promise: Promise<unknown>, message: RegExp) => t.throwsAsync(promise, { code: "EINVAL", message });
  await refused(network.frame("arp" as never), /^what frame waits for must be a function, but "arp" was given/);
  await refused(
    network.frame(() => true, { timeout: -1 }),
    /^timeout must be .*, but -1 was given/,
  );
  await refused(
    network.frame(() => true, { timeot: 5 } as never),
    /no option "timeot"; did you mean timeout\?/,
  );
  await refused(
    network.frames.none(() => true, undefined as never),
    /^noFrame takes its options as an object, but undefined/,
  );
  await refused(
    network.frames.none(() => true, {} as never),
    /^for must be .*, but undefined was given/,
  );
  await refused(
    network.frames.none(() => true, { for: Number.NaN }),
    /^for must be .*, but NaN was given/,
  );
  await refused(network.attach({ nam: "a" } as never), /^attach has no option "nam"; did you mean name\?/);
  const wrong = (act: () => void, message: RegExp) => t.throws(act, { name: "UsageError", code: "EINVAL", message });
  wrong(() => network.partition(network.host as never, []), /^each group of a partition must be an array of devices/);
  wrong(
    () => network.partition([network.host], [other.host]),
    /^partition takes .*, and number 1 of a group is not on it/,
  );
});
