/** TCP with both ends on the device, over its loopback. Models: async-io's tests/async.rs, libuv's tests. */
import { sleep, system, TcpListener, TcpStream, timeout } from "async-io-ts";
import test from "async-io-ts/test";
import { bytes, connectedPair, loopback, readExactly, receivePattern, sendPattern, text } from "./support.js";

/** Zephyr 3.7 has no half-closed connections. */
const canHalfClose = system.kernel !== "zephyr";

test("connect and accept agree on both addresses", async (t) => {
  const listener = await TcpListener.bind(loopback);
  const accepting = listener.accept();
  const client = await TcpStream.connect(listener.localAddress);
  const [server, peer] = await accepting;
  t.deepEqual(client.localAddress, server.peerAddress);
  t.deepEqual(client.peerAddress, server.localAddress);
  t.deepEqual(peer, client.localAddress);
  t.is(peer.address, "127.0.0.1");
  for (const socket of [client, server, listener]) {
    socket.close();
  }
});

test("the addresses of both ends can be read when the connection is gone, and after close", async (t) => {
  const [client, server] = await connectedPair();
  const [near, far] = [client.localAddress, client.peerAddress];
  client.close();
  t.is(await server.read(new Uint8Array(1)), 0);
  t.deepEqual(server.peerAddress, near);
  server.close();
  t.deepEqual([server.localAddress, server.peerAddress], [far, near]);
  t.deepEqual([client.localAddress, client.peerAddress], [near, far]);
  const listener = await TcpListener.bind(loopback);
  const address = listener.localAddress;
  listener.close();
  t.deepEqual(listener.localAddress, address);
});

test("connecting where nobody listens is refused", async (t) => {
  const listener = await TcpListener.bind(loopback);
  const address = listener.localAddress;
  listener.close();
  const error = await t.throwsAsync(() => TcpStream.connect(address), { code: "ECONNREFUSED" });
  t.true(
    error.message.includes(`${address.address}:${address.port}`),
    `the message names the address: ${error.message}`,
  );
  t.is((error as Error & { syscall: string }).syscall, "connect");
});

test("peek leaves the bytes for read", async (t) => {
  const [client, server] = await connectedPair();
  const message = bytes("peek then read");
  await client.writeAll(message);
  const buffer = new Uint8Array(64);
  const peeked = await server.peek(buffer);
  t.is(text(buffer.subarray(0, peeked)), "peek then read");
  buffer.fill(0);
  const read = await server.read(buffer);
  t.is(text(buffer.subarray(0, read)), "peek then read");
  client.close();
  t.is(await server.peek(buffer), 0, "peek at the end of the stream");
  t.is(await server.read(buffer), 0);
  server.close();
});

test("4 KB are written at once to a peer that does not read, and wait for it", async (t) => {
  const [client, server] = await connectedPair();
  // Of the small memory profile a window is less; the boards in QEMU have the large one.
  await timeout(2_000, () => client.writeAll(new Uint8Array(4_096).fill(7)));
  const received = await readExactly(server, 4_096);
  t.is(received.length, 4_096);
  t.true(received.every((byte) => byte === 7));
  client.close();
  server.close();
});

test(
  "1 MiB goes both ways at once, every byte in its place",
  async (t) => {
    const [client, server] = await connectedPair();
    const size = 1024 * 1024;
    const [, , atServer, atClient] = await Promise.all([
      sendPattern(client, size, 1),
      sendPattern(server, size, 2),
      receivePattern(server, size, 1),
      receivePattern(client, size, 2),
    ]);
    t.deepEqual(atServer, { received: size, wrongAt: -1 });
    t.deepEqual(atClient, { received: size, wrongAt: -1 });
    client.close();
    t.is(await server.read(new Uint8Array(1)), 0, "nothing follows the last byte");
    server.close();
  },
  // Two minutes of a 25 MHz processor's time, which virtual time counts; more on the slower engine.
  { timeout: 900_000 },
);

test("a half-closed connection still carries the other direction, or is refused where TCP has no such thing", async (t) => {
  const [client, server] = await connectedPair();
  if (!canHalfClose) {
    // Zephyr 3.7: a FIN ends both directions.
    const error = t.throws(() => client.shutdown("write"), { code: "ENOTSUP" });
    t.true(error.message.includes("close()"), error.message);
    await client.writeAll(bytes("still open"));
    t.is(text(await readExactly(server, 10)), "still open");
    client.close();
    server.close();
    return;
  }
  client.shutdown("write");
  t.is(await server.read(new Uint8Array(8)), 0);
  await server.writeAll(bytes("still here"));
  t.is(text(await readExactly(client, 10)), "still here");
  await t.throwsAsync(() => client.write(bytes("x")), { code: "EPIPE" });
  client.close();
  server.close();
});

test("a writer learns that its reader hung up", async (t) => {
  const [client, server] = await connectedPair();
  const closing = sleep(50).then(() => server.close());
  const error = await t.throwsAsync(async () => {
    const chunk = new Uint8Array(1024);
    for (;;) {
      await client.writeAll(chunk);
    }
  });
  t.true(["ECONNRESET", "EPIPE"].includes((error as Error & { code: string }).code), `code: ${error.message}`);
  await closing;
  client.close();
});

test("a reader sees the end of the stream when its writer hangs up", async (t) => {
  const [client, server] = await connectedPair();
  const reading = client.read(new Uint8Array(8));
  server.close();
  t.is(await reading, 0);
  client.close();
});

test("a large write to a slow reader arrives whole", async (t) => {
  const [client, server] = await connectedPair();
  const size = 64 * 1024;
  const sending = sendPattern(client, size, 3);
  await sleep(20);
  t.deepEqual(await receivePattern(server, size, 3), { received: size, wrongAt: -1 });
  await sending;
  client.close();
  server.close();
});

test(
  "twenty sockets at once each get their own answer",
  async (t) => {
    const listener = await TcpListener.bind(loopback);
    const clients: TcpStream[] = [];
    const servers: TcpStream[] = [];
    for (let i = 0; i < 10; i++) {
      const [client, [server]] = await Promise.all([TcpStream.connect(listener.localAddress), listener.accept()]);
      clients.push(client);
      servers.push(server);
    }
    listener.close();
    const echo = async (stream: TcpStream): Promise<void> => {
      const buffer = new Uint8Array(64);
      for (let count = await stream.read(buffer); count > 0; count = await stream.read(buffer)) {
        await stream.writeAll(buffer.subarray(0, count));
      }
    };
    const echoing = Promise.all(servers.map(echo));
    await Promise.all(
      clients.map(async (client, index) => {
        for (let round = 0; round < 20; round++) {
          const message = `client ${index} round ${round}`;
          await client.writeAll(bytes(message));
          t.is(text(await readExactly(client, message.length)), message);
        }
        client.close();
      }),
    );
    await echoing;
    for (const server of servers) {
      server.close();
    }
  },
  { timeout: 60_000 },
);

test("incoming() yields each connection and ends when the listener is closed", async (t) => {
  const listener = await TcpListener.bind(loopback);
  const ports: number[] = [];
  const serving = (async () => {
    for await (const stream of listener.incoming()) {
      ports.push(stream.peerAddress.port);
      stream.close();
      if (ports.length === 3) {
        break;
      }
    }
  })();
  const expected: number[] = [];
  for (let i = 0; i < 3; i++) {
    const client = await TcpStream.connect(listener.localAddress);
    expected.push(client.localAddress.port);
    await client.read(new Uint8Array(1));
    client.close();
  }
  await serving;
  t.deepEqual(ports, expected);
  listener.close();
});

test("for await over a stream yields its bytes and then ends", async (t) => {
  const [client, server] = await connectedPair();
  const sending = client.writeAll(bytes("chunk by chunk")).then(() => client.close());
  let received = "";
  for await (const chunk of server) {
    received += text(chunk);
  }
  t.is(received, "chunk by chunk");
  await sending;
  server.close();
});

test("noDelay can be read and set", async (t) => {
  const [client, server] = await connectedPair();
  client.noDelay = true;
  t.is(client.noDelay, true);
  client.noDelay = false;
  t.is(client.noDelay, false);
  client.close();
  server.close();
});

test("an address in use is refused with EADDRINUSE", async (t) => {
  const listener = await TcpListener.bind(loopback);
  const { port } = listener.localAddress;
  const error = await t.throwsAsync(async () => TcpListener.bind(`127.0.0.1:${port}`), { code: "EADDRINUSE" });
  t.true(error.message.includes(`127.0.0.1:${port}`), error.message);
  listener.close();
  const again = await TcpListener.bind(`127.0.0.1:${port}`);
  again.close();
});

test(
  "a hundred connections one after the other, closed by who accepted them, find room",
  async (t) => {
    const listener = await TcpListener.bind(loopback);
    const serving = (async (): Promise<void> => {
      for await (const stream of listener.incoming()) {
        await stream.writeAll(bytes("hello"));
        stream.close();
      }
    })();
    for (let i = 0; i < 100; i++) {
      const client = await TcpStream.connect(listener.localAddress);
      t.is((await readExactly(client, 5)).length, 5);
      t.is(await client.read(new Uint8Array(1)), 0);
      client.close();
    }
    listener.close();
    await serving;
  },
  { timeout: 60_000 },
);

test("an aborted connect rejects with the signal's reason and frees its descriptor", async (t) => {
  const controller = new AbortController();
  const connecting = TcpStream.connect("10.0.2.250:9", { signal: controller.signal });
  const reason = new Error("changed my mind");
  controller.abort(reason);
  t.is(await t.throwsAsync(() => connecting), reason);
});

test("an aborted read loses no byte", async (t) => {
  const [client, server] = await connectedPair();
  const controller = new AbortController();
  const reading = server.read(new Uint8Array(8), { signal: controller.signal });
  controller.abort();
  const error = await t.throwsAsync(() => reading);
  t.is(error.name, "AbortError");
  await client.writeAll(bytes("kept"));
  t.is(text(await readExactly(server, 4)), "kept");
  client.close();
  server.close();
});

test("IPv6 loopback works like IPv4's", async (t) => {
  const listener = await TcpListener.bind("[::1]:0");
  const [client, [server, peer]] = await Promise.all([TcpStream.connect(listener.localAddress), listener.accept()]);
  t.is(peer.address, "::1");
  await client.writeAll(bytes("six"));
  t.is(text(await readExactly(server, 3)), "six");
  for (const socket of [client, server, listener]) {
    socket.close();
  }
});

test("a port beyond 65535 is refused before anything is tried", async (t) => {
  await t.throwsAsync(async () => TcpListener.bind("127.0.0.1:65536"));
  await t.throwsAsync(async () => TcpStream.connect("127.0.0.1"));
});
