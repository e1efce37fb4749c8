/** Options of sockets, over the device's loopback. */
import { TcpListener, UdpSocket } from "async-io-ts";
import test from "async-io-ts/test";
import { bytes, connectedPair, loopback } from "./support.js";

test("ttl is the socket's own, and takes 1 to 255", async (t) => {
  const [client, server] = await connectedPair();
  const socket = await UdpSocket.bind(loopback);
  const six = await UdpSocket.bind("[::1]:0");
  for (const each of [client, socket, six]) {
    const before = each.ttl;
    t.true(before >= 1 && before <= 255, `${before}`);
    each.ttl = 7;
    t.is(each.ttl, 7);
    for (const hops of [0, 256, 1.5, Number.NaN]) {
      t.throws(
        () => {
          each.ttl = hops;
        },
        { code: "EINVAL", message: /ttl: expected a whole number from 1 to 255/ },
      );
    }
    t.is(each.ttl, 7);
    each.close();
    t.throws(() => each.ttl, { code: "EBADF" });
  }
  t.not(server.ttl, 7);
  server.close();
});

test("a broadcast address takes a socket that was told so", async (t) => {
  const socket = await UdpSocket.bind("0.0.0.0:0");
  t.false(socket.broadcast);
  const refused = await t.throwsAsync(() => socket.sendTo(bytes("all"), "255.255.255.255:9"), { code: "EACCES" });
  t.regex(refused.message, /255\.255\.255\.255:9/);
  await t.throwsAsync(() => socket.connect("255.255.255.255:9"), { code: "EACCES" });
  socket.broadcast = true;
  t.true(socket.broadcast);
  t.is(await socket.sendTo(bytes("all"), "255.255.255.255:9"), 3);
  socket.broadcast = false;
  await t.throwsAsync(() => socket.sendTo(bytes("all"), "255.255.255.255:9"), { code: "EACCES" });
  socket.broadcast = true;
  socket.close();
  const next = await UdpSocket.bind("0.0.0.0:0");
  t.false(next.broadcast, "the next socket with this descriptor");
  next.close();
});

test("keepAlive is off, takes whole seconds, and refuses what is no time", async (t) => {
  const [client, server] = await connectedPair();
  t.false(client.keepAlive);
  client.keepAlive = { idle: 1500, interval: 1, count: 3 };
  t.deepEqual(client.keepAlive, { idle: 2000, interval: 1000, count: 3 });
  t.throws(
    () => {
      client.keepAlive = { idle: 0, interval: 1000, count: 3 };
    },
    { code: "EINVAL" },
  );
  t.deepEqual(client.keepAlive, { idle: 2000, interval: 1000, count: 3 });
  client.keepAlive = false;
  t.false(client.keepAlive);
  client.close();
  server.close();
  const listener = await TcpListener.bind(loopback);
  t.true(listener.ttl >= 1);
  listener.close();
});
