import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import test from "ava";
import dns from "dns-packet";
import { root } from "../../../harness/base/paths.js";
import { boot } from "../../../harness/index.ts";
import { NetworkError } from "../../../harness/network/index.ts";
import type { Member } from "../../../harness/network/member.ts";
import { packetOf } from "../../../harness/network/packet.ts";
import { Registry } from "../../../harness/network/registry.ts";
import { announcement, readAnnouncement } from "../../../harness/network/remote/announcement.ts";
import { isBetweenDevices, isForeign } from "../../../harness/network/remote/filters.ts";
import { Neighbours } from "../../../harness/network/remote/neighbours.ts";
import type { VirtualNetwork } from "../../../harness/time/virtual-network.ts";
import { arpPacket, ethernet, ipv4, udp } from "./helpers/frames.ts";
import { openNetwork, plugIn } from "./helpers/network.ts";
import { readCapture } from "./helpers/pcapng.ts";
import { temporaryFolder } from "./helpers/temporary.ts";

const everybody = "ff:ff:ff:ff:ff:ff";
const isUdp = (frame: { udp?: unknown }) => frame.udp !== undefined;
const text = (frame: { udp?: { payload: Uint8Array } | undefined }) => Buffer.from(frame.udp?.payload ?? []).toString();

test("devices of two networks reach one another over TCP", async (t) => {
  const capture = join(await temporaryFolder(t), "run.pcapng");
  const near = await openNetwork(t, { capture });
  const far = await openNetwork(t, { firstAddress: "10.0.2.64" });
  const { port, host } = await near.listen();
  t.is(host, "127.0.0.1");
  const trunk = await far.connect({ port });
  const [a, b] = [await plugIn(near, "a"), await plugIn(far, "b")];
  a.device.sendUdp(b.place.mac, b.place.address, { from: 9, to: 7 }, Buffer.from("across"));
  const answer = await a.device.frame(isUdp);
  t.deepEqual([answer.ipv4?.source, text(answer)], ["10.0.2.64", "across"]);
  t.true(trunk.link.up.statistics.frames > 0);
  await near.close();
  t.is(await trunk.ended, undefined);
  const ports = new Set(readCapture(await readFile(capture)).map(({ name }) => name));
  t.true(ports.has("remote-1"));
});

test("the way between two networks can be disturbed and cut like any other", async (t) => {
  const near = await openNetwork(t);
  const far = await openNetwork(t, { firstAddress: "10.0.2.64" });
  const listening = await near.listen({ name: "far" });
  const joined = listening.next();
  const trunk = await far.connect({ port: listening.port });
  const guest = await joined;
  t.deepEqual([guest.name, listening.guests.length], ["far-1", 1]);
  const [a, b] = [await plugIn(near, "a"), await plugIn(far, "b")];
  const send = (what: string) => a.device.sendUdp(b.place.mac, b.place.address, { from: 9, to: 7 }, Buffer.from(what));
  near.partition([a.place], [guest]);
  const tried = near.frame(isUdp);
  send("lost");
  await tried;
  near.heal();
  trunk.link.dropNext(isUdp);
  const again = near.frame(isUdp);
  send("lost too");
  await again;
  send("found");
  t.is(text(await a.device.frame(isUdp)), "found");
  t.is(trunk.link.up.statistics.dropped, 1);
  trunk.leave();
  t.is(await guest.ended, undefined);
  t.is(listening.guests.length, 0);
});

/** Waits for what comes over TCP. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise(setImmediate);
  }
}

const knows = (network: VirtualNetwork, name: string, address: string) => () => {
  try {
    return network.resolve(name) === address;
  } catch {
    return false;
  }
};

test("a device of another network has its name here, while it is there, and is no device of this host", async (t) => {
  const near = await openNetwork(t);
  const far = await openNetwork(t, { firstAddress: "10.0.2.64" });
  const before = await far.attach({ name: "before" });
  const { port } = await near.listen();
  const trunk = await far.connect({ port });
  await until(knows(near, "before.test", "10.0.2.64"));
  const [a] = [await plugIn(near, "a"), await plugIn(far, "b")];
  await until(knows(near, "b.test", "10.0.2.65"));
  await until(knows(far, "a", "10.0.2.15"));
  t.is(near.resolve("host.test"), "10.0.2.2");
  await t.throwsAsync(near.forward("b.test", 7), { code: "EHOSTUNREACH", message: /^b\.test is on another network/ });

  const query = dns.encode({ type: "query", id: 5, questions: [{ name: "b.test", type: "A" }] });
  a.device.sendUdp("52:55:0a:00:02:03", "10.0.2.3", { from: 4000, to: 53 }, query);
  const answer = await a.device.frame((frame) => frame.udp?.destinationPort === 4000);
  t.like(dns.decode(Buffer.from(answer.udp?.payload ?? [])).answers?.[0], { data: "10.0.2.65" });

  await before.detach();
  await until(() => !knows(near, "before.test", "10.0.2.64")());
  trunk.leave();
  await until(() => !knows(near, "b.test", "10.0.2.65")());
  await until(() => !knows(far, "a.test", "10.0.2.15")());
  t.deepEqual(
    a.device.frames.filter(({ ethertype }) => ethertype === 0x88b6),
    [],
    "devices hear nothing of it",
  );
});

test("nothing is told twice, so that networks in a circle come to rest", (t) => {
  const registry = new Registry();
  const neighbours = new Neighbours(registry);
  const told: string[] = [];
  const member = (name: string) =>
    ({
      tell: (packet: Buffer) => told.push(`${name}: ${readAnnouncement(packet)?.join(" ")}`),
    }) as unknown as Member;
  const [b, c] = [member("b"), member("c")];
  neighbours.add(b);
  neighbours.add(c);
  registry.enter("lamp");
  told.splice(0);
  for (let count = 0; count < 3; count++) {
    t.true(neighbours.hear(b, announcement([["clock", "10.0.2.64"]])));
    t.true(neighbours.hear(c, announcement([["lamp", "10.0.2.15"]])));
  }
  t.deepEqual(told, ["c: clock,10.0.2.64 lamp,10.0.2.15"]);
  neighbours.remove(b);
  t.is(told.at(-1), "c: lamp,10.0.2.15");
});

test("names are told on from network to network, in a circle too", async (t) => {
  const networks = [];
  for (const first of ["10.0.2.15", "10.0.2.64", "10.0.2.90"]) {
    networks.push(await openNetwork(t, { firstAddress: first }));
  }
  const [a, b, c] = networks as [VirtualNetwork, VirtualNetwork, VirtualNetwork];
  const ports = await Promise.all(networks.map((network) => network.listen()));
  await a.connect({ port: ports[1]?.port ?? 0 });
  await b.connect({ port: ports[2]?.port ?? 0 });
  await a.attach({ name: "lamp" });
  await until(knows(c, "lamp.test", "10.0.2.15"));
  await c.connect({ port: ports[0]?.port ?? 0 });
  await c.attach({ name: "clock" });
  await until(knows(b, "clock.test", "10.0.2.90"));
  await until(knows(a, "clock.test", "10.0.2.90"));
  t.is(a.resolve("lamp.test"), "10.0.2.15");
});

test("a machine that joins is given what its card holds, a network all that comes", async (t) => {
  const network = await openNetwork(t);
  const { port } = await network.listen();
  const { port: open } = await network.listen({ isPaced: false });
  const a = await plugIn(network, "a");
  const mac = "02:00:00:00:00:77";
  const flood = Array.from({ length: 20 }, (_, at) =>
    packetOf(ethernet(mac, a.place.mac, 0x88b5, Buffer.alloc(1500, at))),
  );
  const received = async (at: number, first: readonly Buffer[]) => {
    const socket = await dial(at);
    socket.write(Buffer.concat([packetOf(ethernet(everybody, mac, 0x88b5, Buffer.alloc(46))), ...first]));
    await a.device.frame(({ source }) => source === mac);
    a.device.frames.splice(0);
    const chunks: number[] = [];
    let total = 0;
    const began = performance.now();
    socket.on("data", ({ length }) => {
      total += length;
      if (total >= 20 * 1518) {
        chunks.push(performance.now() - began);
      }
    });
    a.device.socket.write(Buffer.concat(flood));
    await until(() => chunks.length > 0);
    socket.destroy();
    return chunks[0] ?? 0;
  };
  // Frames that nobody acknowledges count as read after 10 ms, six at a time. Without that only a busy machine takes so long.
  t.true((await received(port, [])) >= 20);
  const inTime = async (at: number, first: readonly Buffer[]) => {
    for (let tries = 1; (await received(at, first)) >= 20; tries++) {
      t.true(tries < 100, "twenty frames took 20 ms each time");
    }
  };
  await inTime(port, [announcement([])]);
  await inTime(open, []);
});

test("each network keeps its own host: nothing of hosts and DHCP goes from one to the other", (t) => {
  const [a, b, gateway] = ["02:00:00:00:00:01", "02:00:00:00:00:32", "52:55:0a:00:02:02"];
  const dhcp = ipv4("0.0.0.0", "255.255.255.255", 17, udp({ from: 68, to: 67 }, Buffer.alloc(10)));
  for (const [frame, passes] of [
    [ethernet(a, b, 0x0800, Buffer.alloc(50)), true],
    [ethernet(everybody, a, 0x0806, arpPacket(1, a, "10.0.2.15", everybody, "10.0.2.64")), true],
    [ethernet(everybody, a, 0x86dd, Buffer.alloc(50)), true],
    [
      ethernet(everybody, a, 0x0800, ipv4("10.0.2.15", "10.0.2.255", 17, udp({ from: 9, to: 9 }, Buffer.alloc(1)))),
      true,
    ],
    [ethernet(everybody, a, 0x0806, arpPacket(1, a, "10.0.2.15", everybody, "10.0.2.2")), false],
    [ethernet(everybody, a, 0x0806, arpPacket(1, a, "10.0.2.15", everybody, "10.0.2.3")), false],
    [ethernet(everybody, gateway, 0x0806, arpPacket(1, gateway, "10.0.2.2", everybody, "10.0.2.64")), false],
    [ethernet(gateway, a, 0x0800, Buffer.alloc(50)), false],
    [ethernet(everybody, a, 0x0800, dhcp), false],
    [Buffer.alloc(10), false],
  ] as const) {
    t.is(isBetweenDevices(packetOf(frame)), passes, frame.toString("hex"));
  }
});

test("a frame from elsewhere in the name of a device that is here is one in conflict", (t) => {
  const registry = new Registry();
  const { place } = registry.enter("a");
  const told: string[] = [];
  const from = (mac: string) => packetOf(ethernet(everybody, mac, 0x0806, Buffer.alloc(28)));
  const tell = (mac: string, name: string) => told.push(`${mac} ${name}`);
  t.true(isForeign(from("02:00:00:00:00:77"), registry, tell));
  t.false(isForeign(from(place.mac), registry, tell));
  t.true(isForeign(packetOf(Buffer.alloc(3)), registry, tell));
  t.deepEqual(told, [`${place.mac} a`]);
});

test("two networks that give the same addresses are told of, once, and what is here stays reachable", async (t) => {
  const warned: string[] = [];
  const warn = (warning: Error) => warned.push(warning.message);
  process.on("warning", warn);
  t.teardown(() => process.off("warning", warn));
  const near = await openNetwork(t);
  const far = await openNetwork(t);
  const listening = await near.listen();
  await far.connect({ port: listening.port });
  const [a, c] = [await plugIn(near, "a"), await plugIn(near, "c")];
  const b = await plugIn(far, "b");
  b.device.announce();
  b.device.announce("10.0.2.99");
  while (near.statistics.conflicts < 2) {
    await new Promise(setImmediate);
  }
  c.device.sendUdp(a.place.mac, a.place.address, { from: 9, to: 7 }, Buffer.from("here"));
  t.is(text(await c.device.frame(isUdp)), "here");
  t.regex(
    warned.filter((line) => line.includes("by remote-1")).join("\n"),
    /^a frame came by remote-1 from 02:00:00:00:00:01, which is the address of a here: [^\n]*; give one of the two networks another firstAddress$/,
  );
});

test("a network that is not there is told of", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  const network = await openNetwork(t);
  await t.throwsAsync(network.connect({ port }), {
    instanceOf: NetworkError,
    code: "ECONNREFUSED",
    message: `cannot join the network at 127.0.0.1:${port}: nobody listens there; the other network's \`listen()\` says where it does`,
  });
});

test("a port that is taken, and an address that this machine does not have, are told of", async (t) => {
  const network = await openNetwork(t);
  const { port } = await network.listen();
  await t.throwsAsync(network.listen({ port }), {
    code: "EADDRINUSE",
    message: /^cannot let others join the network at 127\.0\.0\.1:\d+: another program uses that port/,
  });
  await t.throwsAsync(network.listen({ host: "192.0.2.1" }), { code: "EADDRNOTAVAIL", message: /no such address/ });
});

async function dial(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

test("only so many may join, and there is room again when one has left", async (t) => {
  const network = await openNetwork(t);
  const listening = await network.listen({ limit: 1 });
  const first = await dial(listening.port);
  const second = await dial(listening.port);
  await once(second, "close");
  const [guest] = listening.guests;
  first.destroy();
  t.is(await guest?.ended, undefined);
  const joined = listening.next();
  const third = await dial(listening.port);
  t.is((await joined).name, "remote-2");
  third.destroy();
});

test("a peer that sends garbage, or leaves inside a frame, is told of, and the network stays", async (t) => {
  const network = await openNetwork(t);
  const listening = await network.listen();
  const { place, device } = await plugIn(network, "a");
  let joined = listening.next();
  (await dial(listening.port)).write("GET / HTTP/1.1\r\n\r\n");
  const garbage = await (await joined).ended;
  t.is(garbage?.code, "EPROTO");
  t.regex(garbage?.message ?? "", /^remote-1 left the network: a frame of \d+ bytes was announced/);
  joined = listening.next();
  (await dial(listening.port)).end(packetOf(Buffer.alloc(100)).subarray(0, 54));
  t.like(await (await joined).ended, {
    code: "ECONNRESET",
    message: "remote-2 left the network: it closed after 54 bytes of a frame",
  });
  const socket = await dial(listening.port);
  socket.write(packetOf(ethernet(place.mac, "02:00:00:00:00:77", 0x88b5, Buffer.from("fine"))));
  t.is(Buffer.from((await device.frame(({ ethertype }) => ethertype === 0x88b5)).payload).toString(), "fine");
  socket.destroy();
});

test("nothing listens any more, and nobody is connected, when a network is closed", async (t) => {
  const network = await openNetwork(t);
  const { port } = await network.listen();
  const socket = await dial(port);
  const gone = once(socket, "close");
  await network.close();
  await gone;
  await t.throwsAsync(dial(port), { code: "ECONNREFUSED" });
  await t.throwsAsync(network.listen(), { code: "ENETDOWN" });
  await t.throwsAsync(network.connect({ port }), { code: "ENETDOWN" });
});

test.serial("a QEMU that was started by other means joins over TCP, and the program in it is reached", async (t) => {
  const network = await openNetwork(t);
  const { netdevArgs } = await network.listen();
  const card = ["-net", "nic,netdev=n0,macaddr=02:00:00:00:77:01"];
  await using echo = await boot(join(root, "examples", "echo.ts"), {
    network: false,
    qemuArgs: [...netdevArgs, ...card],
  });
  await echo.expect(/listening on 7/);
  const { port } = await network.forward("10.0.2.15", 7);
  const socket = connect(port, "127.0.0.1");
  t.teardown(() => socket.destroy());
  socket.write("hello");
  t.is(String((await once(socket, "data"))[0]), "hello");
});
