/** Async itself: readiness, several waiters, cancelling, closing. */
import { Async, sleep, TcpListener, timeout, UdpSocket } from "async-io-ts";
import test from "async-io-ts/test";
import { bytes, connectedPair, loopback, readExactly, text } from "./support.js";

test("two waiters on one socket and direction are both woken", async (t) => {
  const [client, server] = await connectedPair();
  const waiting = Promise.all([server.readable(), server.readable()]);
  await client.writeAll(bytes("x"));
  await waiting;
  t.is(text(await readExactly(server, 1)), "x");
  client.close();
  server.close();
});

test("two readers of one socket share its bytes and neither spins", async (t) => {
  const [client, server] = await connectedPair();
  const first = new Uint8Array(1);
  const second = new Uint8Array(1);
  const reading = Promise.all([server.read(first), server.read(second)]);
  await client.writeAll(bytes("a"));
  await sleep(10);
  await client.writeAll(bytes("b"));
  t.deepEqual(await reading, [1, 1]);
  t.deepEqual([text(first), text(second)].sort(), ["a", "b"]);
  client.close();
  server.close();
});

test("a read and a write wait on one socket at the same time", async (t) => {
  const [client, server] = await connectedPair();
  const reading = server.read(new Uint8Array(4));
  await server.writable();
  await client.writeAll(bytes("go"));
  t.is(await reading, 2);
  client.close();
  server.close();
});

test("readiness that was used is not kept", async (t) => {
  const [client, server] = await connectedPair();
  await client.writeAll(bytes("once"));
  await server.readable();
  await readExactly(server, 4);
  await t.throwsAsync(() => timeout(30, (signal) => server.readable({ signal })), { code: "ETIMEDOUT" });
  client.close();
  server.close();
});

test("a cancelled wait wakes nobody", async (t) => {
  const [client, server] = await connectedPair();
  let called = 0;
  const cancel = server.pollReadable(() => {
    called++;
  });
  cancel();
  await client.writeAll(bytes("x"));
  await server.readable();
  t.is(called, 0);
  client.close();
  server.close();
});

test("of two polls the latest callback wins, and is called once", async (t) => {
  const [client, server] = await connectedPair();
  const calls: string[] = [];
  server.pollReadable(() => calls.push("first"));
  server.pollReadable(() => calls.push("second"));
  await client.writeAll(bytes("x"));
  await server.readable();
  await client.writeAll(bytes("y"));
  await sleep(10);
  t.deepEqual(calls, ["second"]);
  client.close();
  server.close();
});

test("closing rejects what is pending with EBADF, each operation once", async (t) => {
  const [client, server] = await connectedPair();
  const pending = [server.read(new Uint8Array(1)), server.readable(), server.peek(new Uint8Array(1))];
  server.close();
  for (const operation of pending) {
    await t.throwsAsync(() => operation, { code: "EBADF" });
  }
  await t.throwsAsync(() => server.read(new Uint8Array(1)), { code: "EBADF" });
  client.close();
});

test("closing a listener rejects a pending accept, and its port can be bound again at once", async (t) => {
  const listener = await TcpListener.bind(loopback);
  const { port } = listener.localAddress;
  const accepting = listener.accept();
  listener.close();
  await t.throwsAsync(() => accepting, { code: "EBADF" });
  const again = await TcpListener.bind(`127.0.0.1:${port}`);
  t.is(again.localAddress.port, port);
  again.close();
});

test("closing twice closes once: the descriptor's next owner is untouched", async (t) => {
  const first = await UdpSocket.bind(loopback);
  first.close();
  const next = await UdpSocket.bind(loopback);
  first.close();
  const sender = await UdpSocket.bind(loopback);
  await sender.sendTo(bytes("alive"), next.localAddress);
  t.is((await next.recvFrom(new Uint8Array(8)))[0], 5);
  next.close();
  sender.close();
});

test("await using closes at the end of the block", async (t) => {
  let port: number;
  {
    await using listener = await TcpListener.bind(loopback);
    port = listener.localAddress.port;
  }
  const again = await TcpListener.bind(`127.0.0.1:${port}`);
  t.is(again.localAddress.port, port);
  again.close();
});

test("readWith waits where the operation throws EAGAIN, and passes on what else it throws", async (t) => {
  const [client, server] = await connectedPair();
  let tries = 0;
  const reading = server.readWith(() => {
    tries++;
    if (tries === 1) {
      throw Object.assign(new Error("not yet"), { code: "EAGAIN" });
    }
    return "done";
  });
  t.is(tries, 1);
  await client.writeAll(bytes("x"));
  t.is(await reading, "done");
  t.is(tries, 2);
  const failure = new Error("mine");
  t.is(
    await t.throwsAsync(() =>
      server.writeWith(() => {
        throw failure;
      }),
    ),
    failure,
  );
  client.close();
  server.close();
});

test("after intoInner the wrapper is closed and the descriptor is not", async (t) => {
  const socket = await UdpSocket.bind(loopback);
  const wrapped = new Async(socket.intoInner());
  t.is(wrapped.inner, wrapped.inner);
  await t.throwsAsync(() => socket.recv(new Uint8Array(1)), { code: "EBADF" });
  await wrapped.writable();
  wrapped.close();
  t.pass();
});

test("a descriptor that cannot be one is refused by name", async (t) => {
  t.throws(() => new Async({ fd: 100_000 }), { code: "ERANGE" });
  for (const fd of [-1, 1.5, Number.NaN]) {
    t.throws(() => new Async({ fd }), { code: "EBADF" }, String(fd));
  }
});

test("timeout rejects with ETIMEDOUT and aborts its operation", async (t) => {
  const [client, server] = await connectedPair();
  let aborted = false;
  await t.throwsAsync(
    () =>
      timeout(20, (signal) => {
        signal.addEventListener("abort", () => {
          aborted = true;
        });
        return server.read(new Uint8Array(1), { signal });
      }),
    { code: "ETIMEDOUT" },
  );
  t.true(aborted);
  t.is(
    await timeout(
      1_000,
      sleep(1).then(() => "in time"),
    ),
    "in time",
  );
  client.close();
  server.close();
});
