/** TCP connections: reading, writing, order, aborting, and how they end. */
import test from "ava";
import {
  AbortController,
  bytes,
  drive,
  driveToEnd,
  fake,
  isSettled,
  nothingIsLeft,
  silent,
  TcpListener,
  TcpStream,
  text,
  timeout,
} from "./support/device.ts";
import { connectedPair } from "./support/pair.ts";

test.afterEach.always(nothingIsLeft);

test.serial("an operation that need not wait touches neither the reactor nor a timer", async (t) => {
  const [client, server] = await connectedPair();
  fake.forget();
  t.is(await client.write(bytes("hello")), 5);
  const buffer = new Uint8Array(8);
  t.is(await server.peek(buffer), 5);
  t.is(await server.read(buffer), 5);
  t.deepEqual(fake.calls, { send: 1, receive: 1, read: 1 });
  client.close();
  server.close();
});

test.serial("a read that waits costs one call, and its bytes are in the buffer when it resolves", async (t) => {
  const [client, server] = await connectedPair();
  fake.forget();
  const buffer = new Uint8Array(8);
  const reading = server.read(buffer);
  await client.write(bytes("late"));
  t.is(await drive(reading), 4);
  t.is(text(buffer.subarray(0, 4)), "late");
  t.deepEqual(fake.calls, { read: 1, send: 1 });
  client.close();
  server.close();
});

test.serial(
  "readers are served in the order they came, one that comes later does not overtake, and none spins",
  async (t) => {
    const [client, server] = await connectedPair();
    const buffers = [new Uint8Array(1), new Uint8Array(1), new Uint8Array(1)] as const;
    const first = server.read(buffers[0]);
    const second = server.read(buffers[1]);
    await client.write(bytes("ab"));
    const third = server.read(buffers[2]);
    fake.forget();
    await drive(Promise.all([first, second]));
    t.false(await isSettled(third));
    t.is(fake.calls.receive, 3, "each tried once");
    t.is(fake.calls.arm, 1, "for the one that waits on");
    await client.write(bytes("c"));
    await drive(third);
    t.deepEqual(buffers.map(text), ["a", "b", "c"]);
    client.close();
    server.close();
  },
);

test.serial(
  "a read that waits goes before a peek and an iteration that come later, and keeps its own buffer",
  async (t) => {
    const [client, server] = await connectedPair();
    const buffer = new Uint8Array(2);
    const peeked = new Uint8Array(8);
    const reading = server.read(buffer);
    const peeking = server.peek(peeked);
    const chunk = server[Symbol.asyncIterator]().next();
    await client.write(bytes("abcd"));
    t.is(await drive(reading), 2);
    t.is(text(buffer), "ab");
    t.is(await drive(peeking), 2);
    t.is(text(peeked.subarray(0, 2)), "cd");
    t.is(text((await drive(chunk)).value as Uint8Array), "cd");
    client.close();
    server.close();
  },
);

test.serial("a read that fails while it waits says with what, and the next operation can be made", async (t) => {
  const [client, server] = await connectedPair();
  const reading = server.read(new Uint8Array(8));
  fake.network.breakConnection(server.inner.fd);
  const error = await t.throwsAsync(drive(reading), { code: "ECONNRESET" });
  t.regex(error.message, /^read 127\.0\.0\.1:\d+: connection reset by peer \(ECONNRESET\)$/);
  t.is(await drive(server.read(new Uint8Array(8))), 0);
  client.close();
  server.close();
});

test.serial("a read that waits on a stream that is closed rejects, and readable() beside it too", async (t) => {
  const [client, server] = await connectedPair();
  const waiting = [server.read(new Uint8Array(8)), server.readable()];
  server.close();
  for (const each of waiting) {
    await t.throwsAsync(each, { code: "EBADF" });
  }
  client.close();
});

test.serial("an aborted read takes no byte: the next reader gets them all", async (t) => {
  const [client, server] = await connectedPair();
  const controller = new AbortController();
  const reading = server.read(new Uint8Array(8), { signal: controller.signal });
  await client.write(bytes("kept"));
  controller.abort();
  await t.throwsAsync(reading, { name: "AbortError" });
  const buffer = new Uint8Array(8);
  t.is(await drive(server.read(buffer)), 4);
  t.is(text(buffer.subarray(0, 4)), "kept");
  client.close();
  server.close();
});

test.serial("a read of no bytes resolves with 0 at once", async (t) => {
  const [client, server] = await connectedPair();
  t.is(await server.read(new Uint8Array(0)), 0);
  t.deepEqual(fake.armed, []);
  client.close();
  server.close();
});

test.serial("a stream's end reads as 0, again and again, and to all who wait", async (t) => {
  const [client, server] = await connectedPair();
  const buffer = new Uint8Array(1);
  const waiting = [server.read(buffer), server.read(buffer), server.peek(buffer)];
  client.close();
  t.deepEqual(await drive(Promise.all(waiting)), [0, 0, 0]);
  t.is(await server.read(buffer), 0);
  server.close();
});

test.serial("writeAll writes in as many pieces as it takes, in order with other writers", async (t) => {
  fake.network.room = 10;
  const [client, server] = await connectedPair();
  const writing = [
    client.writeAll(bytes("0123456789abcdefghij")),
    client.writeAll(bytes("KLM")),
    client.write(bytes("N")),
  ];
  let received = "";
  const buffer = new Uint8Array(4);
  while (received.length < 24) {
    received += text(buffer.subarray(0, await drive(server.read(buffer))));
  }
  t.is(received, "0123456789abcdefghijKLMN");
  await drive(Promise.all(writing));
  t.is(await drive(client.write(new Uint8Array(0))), 0);
  await drive(client.writeAll(new Uint8Array(0)));
  fake.network.room = 2048;
  client.close();
  server.close();
});

test.serial("writeAll that is aborted says how much was sent, and those bytes arrive", async (t) => {
  fake.network.room = 10;
  const [client, server] = await connectedPair();
  const controller = new AbortController();
  const writing = client.writeAll(bytes("0123456789abcdef"), { signal: controller.signal });
  t.deepEqual(fake.armed, [2]);
  controller.abort();
  t.is((await t.throwsAsync<Error & { bytesWritten: number }>(writing)).bytesWritten, 10);
  t.deepEqual(fake.armed, []);
  const buffer = new Uint8Array(16);
  t.is(await drive(server.read(buffer)), 10);
  fake.network.room = 2048;
  client.close();
  server.close();
});

test.serial("writeAll that fails says how much was sent", async (t) => {
  fake.network.room = 10;
  const [client, server] = await connectedPair();
  const writing = client.writeAll(bytes("0123456789abcdef"));
  server.close();
  const error = await t.throwsAsync<Error & { bytesWritten: number }>(drive(writing), { code: "ECONNRESET" });
  t.is(error.bytesWritten, 10);
  t.regex(error.message, /^write 127\.0\.0\.1:\d+: connection reset by peer \(ECONNRESET\)$/);
  fake.network.room = 2048;
  client.close();
});

test.serial("a half-closed connection still carries the other direction", async (t) => {
  const [client, server] = await connectedPair();
  client.shutdown("write");
  t.is(await drive(server.read(new Uint8Array(1))), 0);
  await t.throwsAsync(client.write(bytes("x")), { code: "EPIPE" });
  await drive(server.write(bytes("y")));
  t.is(await drive(client.read(new Uint8Array(1))), 1);
  client.close();
  server.close();
});

test.serial("for await yields chunks that belong to the consumer, until the end", async (t) => {
  const [client, server] = await connectedPair();
  const chunks: Uint8Array[] = [];
  const collecting = (async () => {
    for await (const chunk of server) {
      chunks.push(chunk);
    }
  })();
  for (const part of ["one", "two", "three"]) {
    await drive(client.write(bytes(part)));
    await fake.turn();
  }
  client.close();
  await drive(collecting);
  t.deepEqual(chunks.map(text), ["one", "two", "three"]);
  server.close();
});

test.serial("leaving a loop over a stream leaves the stream open", async (t) => {
  const [client, server] = await connectedPair();
  await drive(client.write(bytes("a")));
  for await (const chunk of server) {
    t.is(text(chunk), "a");
    break;
  }
  await drive(client.write(bytes("b")));
  t.is(await server.read(new Uint8Array(1)), 1);
  client.close();
  server.close();
});

test.serial("noDelay and the addresses are the socket's", async (t) => {
  const [client, server] = await connectedPair();
  t.false(client.noDelay);
  client.noDelay = true;
  t.true(client.noDelay);
  t.deepEqual(client.peerAddress, server.localAddress);
  t.deepEqual(server.peerAddress, client.localAddress);
  client.close();
  server.close();
  t.throws(() => client.noDelay, { code: "EBADF" });
  t.deepEqual(client.peerAddress, server.localAddress);
  t.deepEqual(server.peerAddress, client.localAddress);
});

test.serial("a refused connect names the address and its caller, and leaves nothing open", async (t) => {
  const error = await t.throwsAsync(drive(TcpStream.connect("10.0.2.99:7")), {
    code: "ECONNREFUSED",
    message: "connect 10.0.2.99:7: connection refused (ECONNREFUSED)",
  });
  t.like(error, { syscall: "connect", errno: 111 });
  t.true(error?.stack?.includes("tcp-stream.test.ts"));
  t.is(fake.network.open, 0);
});

test.serial("an aborted connect rejects with the reason and closes its descriptor", async (t) => {
  const controller = new AbortController();
  const connecting = TcpStream.connect(`${silent}:9`, { signal: controller.signal });
  await fake.turn();
  t.is(fake.network.open, 1);
  const reason = new Error("changed my mind");
  controller.abort(reason);
  t.is(await t.throwsAsync(drive(connecting)), reason);
});

test.serial("connect or timeout", async (t) => {
  const start = fake.timers.clock;
  await t.throwsAsync(drive(timeout(500, (signal) => TcpStream.connect(`${silent}:9`, { signal }))), {
    code: "ETIMEDOUT",
  });
  t.is(fake.timers.clock - start, 500_000);
});

test.serial("connect looks a name up, and says which could not be found", async (t) => {
  const listener = await drive(TcpListener.bind("127.0.0.1:0"));
  const { port } = listener.localAddress;
  const [client, [server]] = await drive(
    Promise.all([TcpStream.connect({ address: "localhost", port }), listener.accept()]),
  );
  t.is(client.peerAddress.address, "127.0.0.1");
  await t.throwsAsync(drive(TcpStream.connect("nowhere.example:7")), { code: "ENOENT", message: /nowhere\.example/ });
  for (const socket of [client, server, listener]) {
    socket.close();
  }
  await driveToEnd();
});
