import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import test from "ava";
import dns from "dns-packet";
import { formatIPv4, parseMac } from "../../../harness/base/address.ts";
import { VirtualNetwork } from "../../../harness/time/virtual-network.ts";
import { needs } from "../../support/needs.ts";
import { ethernet, icmpEcho, ipv4, udp } from "./helpers/frames.ts";
import { openNetwork, plugIn } from "./helpers/network.ts";

const gatewayMac = "52:55:0a:00:02:02";

/** Sends a datagram to a port of this host, and returns the answer. */
async function ask(socket: Socket, port: number, text: string): Promise<string> {
  const answer = once(socket, "message");
  socket.send(text, port, "127.0.0.1");
  const [message] = (await answer) as [Buffer];
  return message.toString();
}

test.serial("the host reaches a device by a forwarded UDP port", async (t) => {
  const network = await openNetwork(t);
  const { place } = await plugIn(network);
  const { host, port } = await network.forward(place.address, 7, { protocol: "udp" });
  t.is(host, "127.0.0.1");
  const socket = createSocket("udp4");
  t.teardown(() => socket.close());
  t.is(await ask(socket, port, "hello"), "hello");
  t.is(await ask(socket, port, "x".repeat(1400)), "x".repeat(1400));
});

test.serial("the gateway answers ARP and ping", async (t) => {
  const network = await openNetwork(t);
  const { place, device } = await plugIn(network);
  device.announce("10.0.2.2");
  const { arp } = await device.frame((frame) => frame.arp?.sender === "10.0.2.2");
  t.is(arp?.senderMac, gatewayMac);
  device.send(
    ethernet(gatewayMac, place.mac, 0x0800, ipv4(place.address, "10.0.2.2", 1, icmpEcho(7, Buffer.from("ping")))),
  );
  t.is((await device.frame((frame) => frame.icmp?.type === 0)).ipv4?.source, "10.0.2.2");
});

test.serial("a device reaches the host as 10.0.2.2", async (t) => {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  t.teardown(() => socket.close());
  await once(socket, "listening");
  const network = await openNetwork(t);
  const { device } = await plugIn(network);
  const came = once(socket, "message");
  device.sendUdp(gatewayMac, "10.0.2.2", { from: 40_000, to: socket.address().port }, Buffer.from("to the host"));
  t.is(String((await came)[0]), "to the host");
});

test.serial("a port that is closed can be forwarded again, and until then nobody listens on it", async (t) => {
  const network = await openNetwork(t);
  const { place } = await plugIn(network);
  const first = await network.forward(place.address, 7);
  await t.throwsAsync(network.forward(place.address, 8, { hostPort: first.port }), { code: "EADDRINUSE" });
  await first.close();
  const server = createServer().listen(first.port, "127.0.0.1");
  await once(server, "listening");
  await new Promise((resolve) => server.close(resolve));
  const second = await network.forward(place.address, 7, { hostPort: first.port });
  t.is(second.port, first.port);
});

test.serial("a forwarded UDP port can be closed too", async (t) => {
  const network = await openNetwork(t);
  const forward = await network.forward("10.0.2.15", 7, { protocol: "udp" });
  await forward.close();
  await forward.close();
  const socket = createSocket("udp4").bind(forward.port, "127.0.0.1");
  await once(socket, "listening");
  socket.close();
  t.pass();
});

test.serial("a port can be opened on all addresses of the host", async (t) => {
  const network = await openNetwork(t);
  const forward = await network.forward("10.0.2.15", 7, { host: "0.0.0.0" });
  t.is(forward.host, "0.0.0.0");
  await forward.close();
  t.is((await network.forward("10.0.2.15", 8, { host: "0.0.0.0", hostPort: forward.port })).port, forward.port);
});

for (const [who, mac, address] of [
  ["a device", "02:00:00:00:00:01", "10.0.2.15"],
  ["somebody who was not attached", "02:00:00:00:99:99", "10.0.2.128"],
] as const) {
  test.serial(`${who} that asks for an address by DHCP gets its own, from one server alone`, async (t) => {
    const network = await openNetwork(t);
    const { device } = await plugIn(network);
    const discover = Buffer.alloc(300);
    discover.set([1, 1, 6, 0, 0x12, 0x34, 0x56, 0x78], 0);
    discover.set(parseMac(mac), 28);
    discover.set([0x63, 0x82, 0x53, 0x63, 53, 1, 1, 12, 4, ...Buffer.from("lamp"), 255], 236);
    const datagram = ipv4("0.0.0.0", "255.255.255.255", 17, udp({ from: 68, to: 67 }, discover));
    device.send(ethernet("ff:ff:ff:ff:ff:ff", mac, 0x0800, datagram));
    device.announce("10.0.2.2");
    await device.frame((frame) => frame.arp?.sender === "10.0.2.2");
    const offers = device.frames.filter((frame) => frame.udp?.destinationPort === 68);
    t.deepEqual(
      offers.map(({ udp: offer }) => formatIPv4(offer?.payload ?? Buffer.alloc(20), 16)),
      [address],
    );
    if (address === "10.0.2.128") {
      t.is(network.resolve("lamp.test"), address);
    }
  });
}

test.serial("names are looked up on the network, and answered by the network", async (t) => {
  const network = await openNetwork(t);
  const { device } = await plugIn(network, "Device A");
  device.announce("10.0.2.3");
  const { arp } = await device.frame((frame) => frame.arp?.sender === "10.0.2.3");
  const query = dns.encode({ type: "query", id: 5, questions: [{ name: "device-a.test", type: "A" }] });
  device.sendUdp(arp?.senderMac ?? "", "10.0.2.3", { from: 4000, to: 53 }, query);
  const answer = await device.frame((frame) => frame.udp?.destinationPort === 4000);
  t.like(dns.decode(Buffer.from(answer.udp?.payload ?? [])).answers?.[0], { data: "10.0.2.15" });
  t.is(network.resolve("device-a.test"), "10.0.2.15");
});

test.serial("a port is forwarded to a device by its name, and to nobody by a name that nobody has", async (t) => {
  const network = await openNetwork(t);
  await plugIn(network, "other");
  await plugIn(network, "echo");
  const { port } = await network.forward("echo.test", 7, { protocol: "udp" });
  const socket = createSocket("udp4");
  t.teardown(() => socket.close());
  t.is(await ask(socket, port, "hello"), "hello");
  await t.throwsAsync(network.forward("lamp.test", 7), {
    code: "ENOENT",
    message: /nobody on the virtual network is called lamp\.test; there are host\.test, other\.test, echo\.test/,
  });
});

test.serial("any number of free ports can be had at once", async (t) => {
  const network = await openNetwork(t);
  const forwards = await Promise.all(Array.from({ length: 10 }, () => network.forward("10.0.2.15", 7)));
  t.is(new Set(forwards.map(({ port }) => port)).size, 10);
});

test.serial("a port that another program uses is named in the error", async (t) => {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  t.teardown(() => socket.close());
  await once(socket, "listening");
  const server = createServer().listen(0, "127.0.0.1");
  t.teardown(() => server.close());
  await once(server, "listening");
  const network = await openNetwork(t);
  const { port } = server.address() as { port: number };
  await t.throwsAsync(network.forward("10.0.2.15", 7, { hostPort: port }), {
    code: "EADDRINUSE",
    message: `cannot forward tcp port ${port} of 127.0.0.1 to 10.0.2.15:7: another program uses that port; choose another one, or 0 for any that is free`,
  });
  await t.throwsAsync(network.forward("10.0.2.15", 7, { protocol: "udp", hostPort: socket.address().port }), {
    code: "EADDRINUSE",
    message: /^cannot forward udp port \d+ of 127\.0\.0\.1 to 10\.0\.2\.15:7: another program/,
  });
});

test.serial("an address that the host does not have is named in the error", async (t) => {
  const network = await openNetwork(t);
  await t.throwsAsync(network.forward("10.0.2.15", 7, { host: "192.0.2.1" }), {
    code: "EADDRNOTAVAIL",
    message: /192\.0\.2\.1 to 10\.0\.2\.15:7: this machine has no such address/,
  });
});

test.serial("packets for addresses outside the network vanish and are counted", async (t) => {
  const network = await openNetwork(t);
  const { device } = await plugIn(network);
  const seen = network.frame((frame) => frame.ipv4?.destination === "192.0.2.1");
  device.sendUdp(gatewayMac, "192.0.2.1", { from: 9, to: 9 }, Buffer.from("out"));
  await seen;
  t.is(network.statistics.internet, 1);
});

test.serial("a link to the host can be disturbed like any other", async (t) => {
  const network = await openNetwork(t);
  const { place } = await plugIn(network);
  const { port } = await network.forward(place.address, 7, { protocol: "udp" });
  network.host.link.set({ latency: 15 });
  const socket = createSocket("udp4");
  t.teardown(() => socket.close());
  const start = performance.now();
  t.is(await ask(socket, port, "slow"), "slow");
  t.true(performance.now() - start >= 30);
});

const onLinux = needs("Linux", process.platform === "linux", test.serial);

onLinux("nothing is left of a network that was closed, whenever that was", async (t) => {
  const descriptors = readdirSync("/proc/self/fd").length;
  const atOnce = await VirtualNetwork.create();
  await atOnce.attach({ descriptor: 6 });
  await atOnce.close();
  const early = await VirtualNetwork.create();
  const asked = early.forward("10.0.2.15", 7);
  const attached = early.attach();
  await early.close();
  await Promise.allSettled([asked, attached]);
  const used = await VirtualNetwork.create();
  const { place } = await plugIn(used);
  await used.forward(place.address, 7);
  await used.close();
  t.deepEqual(
    readdirSync(tmpdir()).filter((name) => name.startsWith(`async-io-${process.pid}-`)),
    [],
  );
  t.true(readdirSync("/proc/self/fd").length <= descriptors + 1);
});

test.serial("a port is not forwarded that cannot be, and one whose signal is aborted is none", async (t) => {
  const network = await openNetwork(t);
  await plugIn(network, "a");
  const refused = (port: unknown, options: object, message: RegExp) =>
    t.throwsAsync(network.forward("a", port as number, options), { code: "EINVAL", message });
  await refused(0, {}, /^the device's port must be a whole number from 1 to 65535, but 0 was given/);
  await refused("7", {}, /but "7" was given/);
  await refused(7, { protocol: "sctp" }, /^protocol must be "tcp" or "udp", but "sctp" was given/);
  await refused(7, { hostPort: -1 }, /^hostPort must be .*, but -1 was given/);
  await refused(7, { host: "::1" }, /^host must be an IPv4 address of this machine/);
  const reason = new Error("enough");
  await t.throwsAsync(network.forward("a", 7, { signal: AbortSignal.abort(reason) }), { is: reason });
  const controller = new AbortController();
  const { port: hostPort, close } = await network.forward("a", 7);
  await close();
  const forward = network.forward("a", 7, { hostPort, signal: controller.signal });
  controller.abort(reason);
  await t.throwsAsync(forward, { is: reason });
  // It has been given up, so that the port can be had again.
  await network.forward("a", 8, { hostPort });
});
