/** UDP with both ends on the device, over its loopback. */
import { lookup, sleep, system, TcpListener, TcpStream, timeout, UdpSocket } from "async-io-ts";
import test from "async-io-ts/test";
import { bytes, isVirtual, loopback, text } from "./support.js";

test("send, peek and receive between connected and unconnected sockets", async (t) => {
  const first = await UdpSocket.bind(loopback);
  const second = await UdpSocket.bind(loopback);
  await first.connect(second.localAddress);
  t.is(await first.send(bytes("ping")), 4);

  const buffer = new Uint8Array(64);
  const [peeked, sender] = await second.peekFrom(buffer);
  t.is(peeked, 4);
  t.deepEqual(sender, first.localAddress);
  buffer.fill(0);
  const [received, again] = await second.recvFrom(buffer);
  t.is(text(buffer.subarray(0, received)), "ping");
  t.deepEqual(again, first.localAddress);

  t.is(await second.sendTo(bytes("pong!"), first.localAddress), 5);
  t.is(await first.peek(buffer), 5);
  t.is(await first.recv(buffer), 5);
  t.is(text(buffer.subarray(0, 5)), "pong!");
  first.close();
  second.close();
});

test("a datagram longer than the buffer is cut, and its rest is gone", async (t) => {
  const receiver = await UdpSocket.bind(loopback);
  const sender = await UdpSocket.bind(loopback);
  await sender.sendTo(bytes("0123456789"), receiver.localAddress);
  await sender.sendTo(bytes("next"), receiver.localAddress);
  const buffer = new Uint8Array(4);
  t.is((await receiver.recvFrom(buffer))[0], 4);
  t.is(text(buffer), "0123");
  t.is((await receiver.recvFrom(buffer))[0], 4);
  t.is(text(buffer), "next");
  receiver.close();
  sender.close();
});

test("an empty datagram is a datagram", async (t) => {
  const receiver = await UdpSocket.bind(loopback);
  const sender = await UdpSocket.bind(loopback);
  t.is(await sender.sendTo(new Uint8Array(0), receiver.localAddress), 0);
  const [count, from] = await receiver.recvFrom(new Uint8Array(4));
  t.is(count, 0);
  t.deepEqual(from, sender.localAddress);
  receiver.close();
  sender.close();
});

test("a connected socket hears only its peer", async (t) => {
  const connected = await UdpSocket.bind(loopback);
  const peer = await UdpSocket.bind(loopback);
  const stranger = await UdpSocket.bind(loopback);
  await connected.connect(peer.localAddress);
  await stranger.sendTo(bytes("noise"), connected.localAddress);
  await peer.sendTo(bytes("signal"), connected.localAddress);
  const buffer = new Uint8Array(16);
  const count = await connected.recv(buffer);
  t.is(text(buffer.subarray(0, count)), "signal");
  for (const socket of [connected, peer, stranger]) {
    socket.close();
  }
});

test("send on a socket that is not connected is refused", async (t) => {
  const socket = await UdpSocket.bind(loopback);
  const error = await t.throwsAsync(async () => socket.send(bytes("where to?")));
  t.true(["EDESTADDRREQ", "ENOTCONN"].includes((error as Error & { code: string }).code), error.message);
  socket.close();
});

test("an address in use is refused with EADDRINUSE", async (t) => {
  const socket = await UdpSocket.bind(loopback);
  await t.throwsAsync(async () => UdpSocket.bind(socket.localAddress), { code: "EADDRINUSE" });
  socket.close();
});

test("a receive waits until a datagram comes", async (t) => {
  const receiver = await UdpSocket.bind(loopback);
  const sender = await UdpSocket.bind(loopback);
  const buffer = new Uint8Array(8);
  const receiving = receiver.recvFrom(buffer);
  await sender.sendTo(bytes("late"), receiver.localAddress);
  t.is((await receiving)[0], 4);
  receiver.close();
  sender.close();
});

test("a receive into an empty buffer waits for a datagram, and takes it", async (t) => {
  const receiver = await UdpSocket.bind(loopback);
  const sender = await UdpSocket.bind(loopback);
  let received = false;
  const receiving = receiver.recv(new Uint8Array(0)).then((count) => {
    received = true;
    return count;
  });
  await sleep(5);
  t.false(received);
  await sender.sendTo(bytes("first"), receiver.localAddress);
  t.is(await receiving, 0);
  await sender.sendTo(bytes("second"), receiver.localAddress);
  t.is(await receiver.recv(new Uint8Array(16)), 6);
  receiver.close();
  sender.close();
});

test("a datagram to oneself may be as long as to others", async (t) => {
  const receiver = await UdpSocket.bind(loopback);
  const sender = await UdpSocket.bind(loopback);
  t.is(await sender.sendTo(new Uint8Array(1472).fill(7), receiver.localAddress), 1472);
  const buffer = new Uint8Array(1500);
  t.is(await receiver.recv(buffer), 1472);
  t.is(buffer[1471], 7);
  receiver.close();
  sender.close();
});

test("an address of somebody else cannot be bound", async (t) => {
  for (const address of ["203.0.113.5:80", "[2001:db8::5]:80"]) {
    await t.throwsAsync(() => UdpSocket.bind(address), { code: "EADDRNOTAVAIL" }, address);
    await t.throwsAsync(() => TcpListener.bind(address), { code: "EADDRNOTAVAIL" }, address);
  }
});

test("what only looks like an address is none, and no name either", async (t) => {
  const socket = await UdpSocket.bind(loopback);
  for (const [address, code] of [
    ["999.1.1.1:7", "EINVAL"],
    ["1.2.3.4.5:7", "EINVAL"],
    ["1.2.08.4:7", "EINVAL"],
    ["example.123:7", "EINVAL"],
    ["[gg::1]:7", "EINVAL"],
    ["[fe80::1%1]:7", "EINVAL"],
    ["a..b:7", "ENOENT"],
    ["a b:7", "ENOENT"],
  ] as const) {
    await t.throwsAsync(() => TcpListener.bind(address), { code }, address);
    await t.throwsAsync(() => TcpStream.connect(address), { code }, address);
    await t.throwsAsync(() => socket.sendTo(bytes("?"), address), { code }, address);
  }
  for (const host of [
    "",
    ".",
    "a..b",
    "999.1.1.1",
    "1.2.3.4.5",
    "example.123",
    "gg::1",
    "fe80::1%1",
    "[::1",
    " 127.0.0.1",
  ]) {
    await t.throwsAsync(() => lookup(host), { code: "ENOENT" }, host);
  }
  socket.close();
});

test("an address in any form of WHATWG's URLs is its own answer", async (t) => {
  for (const [host, address] of [
    ["127.1", "127.0.0.1"],
    ["0x7f.1", "127.0.0.1"],
    ["2130706433", "127.0.0.1"],
    ["010.0.0.1", "8.0.0.1"],
    ["1.2.3", "1.2.0.3"],
    ["127.0.0.1.", "127.0.0.1"],
    ["[::1]", "::1"],
    ["2001:0DB8:0:0:0::1", "2001:db8::1"],
    ["::ffff:1.2.3.4", "::ffff:1.2.3.4"],
    ["localhost.", "127.0.0.1"],
    ["a.localhost", "127.0.0.1"],
  ] as const) {
    t.is(await lookup(host), address, host);
  }
});

test("a socket is reached by each form of its address", async (t) => {
  const receiver = await UdpSocket.bind("127.1:0");
  const { address, port } = receiver.localAddress;
  t.is(address, "127.0.0.1");
  const sender = await UdpSocket.bind("0x7f000001:0");
  const buffer = new Uint8Array(4);
  for (const to of [`127.1:${port}`, `0177.0.0.1:${port}`, { address: "::ffff:127.0.0.1", port }]) {
    await sender.sendTo(bytes("here"), to);
    t.is((await receiver.recvFrom(buffer))[1].address, "127.0.0.1");
  }
  receiver.close();
  sender.close();
});

test("a socket that is read goes on receiving, whatever others leave unread", async (t) => {
  const sender = await UdpSocket.bind(loopback);
  const served = await UdpSocket.bind(loopback);
  const idle: UdpSocket[] = [];
  const buffer = new Uint8Array(16);
  for (let socket = 1; socket <= 8; socket++) {
    const unread = await UdpSocket.bind(loopback);
    idle.push(unread);
    for (let i = 0; i < 40; i++) {
      await sender.sendTo(bytes("unread"), unread.localAddress);
    }
    await sender.sendTo(bytes("read"), served.localAddress);
    const [count] = await timeout(1_000, (signal) => served.recvFrom(buffer, { signal }));
    t.is(text(buffer.subarray(0, count)), "read", `${socket} that nobody reads`);
  }
  // Each of them has its oldest one.
  for (const unread of idle) {
    t.is(await timeout(1_000, (signal) => unread.recv(buffer, { signal })), 6);
    unread.close();
  }
  sender.close();
  served.close();
});

test("of a burst there are as many datagrams as there is room for, the oldest, and sending them does not wait", async (t) => {
  // As docs/reference.md has it.
  const kept: Record<string, Record<number, number>> = {
    freertos: { 64: 32, 256: 32, 512: 32, 1000: 19 },
    zephyr: { 64: 40, 256: 40, 512: 40, 1000: 28 },
  };
  for (const [size, count] of Object.entries(kept[system.kernel] as Record<string, number>)) {
    const receiver = await UdpSocket.bind(loopback);
    const sender = await UdpSocket.bind(loopback);
    const datagram = new Uint8Array(Number(size));
    const began = performance.now();
    for (let i = 0; i < 40; i++) {
      datagram[0] = i;
      await sender.sendTo(datagram, receiver.localAddress);
    }
    const took = performance.now() - began;
    const seen: number[] = [];
    const buffer = new Uint8Array(1);
    await timeout(100, async (signal) => {
      for (;;) {
        await receiver.recvFrom(buffer, { signal });
        seen.push(buffer[0] as number);
      }
    }).catch(() => undefined);
    t.deepEqual(
      seen,
      Array.from({ length: count }, (_, i) => i),
      `${size} bytes`,
    );
    if (isVirtual) {
      t.true(took < 200, `sent in ${took} ms`);
    }
    receiver.close();
    sender.close();
  }
});

test("a datagram that no buffer can ever hold is EMSGSIZE at once", async (t) => {
  const socket = await UdpSocket.bind(loopback);
  const peer = await UdpSocket.bind(loopback);
  const tooLong = new Uint8Array(65_508);
  await socket.connect(peer.localAddress);
  for (const send of [() => socket.send(tooLong), () => socket.sendTo(tooLong, peer.localAddress)]) {
    await t.throwsAsync(timeout(1_000, send), { code: "EMSGSIZE" });
  }
  t.throws(() => socket.inner.sendTo(tooLong, peer.localAddress), { code: "EMSGSIZE" });
  t.is(await socket.send(bytes("short")), 5);
  socket.close();
  peer.close();
});

test("nothing is sent to port 0, to 0.0.0.0 or to ::, and no stream to a group or a broadcast address", async (t) => {
  const socket = await UdpSocket.bind("0.0.0.0:0");
  for (const [address, code] of [
    ["127.0.0.1:0", "EADDRNOTAVAIL"],
    ["0.0.0.0:7", "EADDRNOTAVAIL"],
    ["0.1.2.3:7", "EADDRNOTAVAIL"],
    ["0:7", "EADDRNOTAVAIL"],
    ["[::]:7", "EADDRNOTAVAIL"],
  ] as const) {
    const began = performance.now();
    await t.throwsAsync(() => TcpStream.connect(address), { code }, address);
    await t.throwsAsync(() => socket.sendTo(bytes("?"), address), { code }, address);
    await t.throwsAsync(() => socket.connect(address), { code }, address);
    t.true(performance.now() - began < 500, address);
  }
  for (const address of ["255.255.255.255:7", "224.0.0.1:7", "239.255.255.255:7", "[ff02::1]:7"]) {
    const began = performance.now();
    await t.throwsAsync(() => TcpStream.connect(address), { code: "ENETUNREACH" }, address);
    t.true(performance.now() - began < 500, address);
  }
  socket.close();
});

test("a socket of one family refuses addresses of the other", async (t) => {
  for (const [from, to] of [
    [loopback, "[::1]:7"],
    ["[::1]:0", "127.0.0.1:7"],
  ] as const) {
    const socket = await UdpSocket.bind(from);
    await t.throwsAsync(() => socket.sendTo(bytes("?"), to), { code: "EAFNOSUPPORT" }, to);
    socket.close();
  }
});

test("the error of a call that was waiting names it", async (t) => {
  const socket = await UdpSocket.bind(loopback);
  const buffer = new Uint8Array(4);
  const waiting = { recv: socket.recv(buffer), peek: socket.peek(buffer), recvfrom: socket.recvFrom(buffer) };
  socket.close();
  for (const [syscall, operation] of Object.entries(waiting)) {
    const error = await t.throwsAsync(() => operation as Promise<unknown>, { code: "EBADF" });
    t.is((error as Error & { syscall: string }).syscall, syscall);
  }
});
